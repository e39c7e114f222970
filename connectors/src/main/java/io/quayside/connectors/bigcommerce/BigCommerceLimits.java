package io.quayside.connectors.bigcommerce;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A quota for each window of time, told by every answer; the store's plan decides how large. The log-in host has none.
 */
final class BigCommerceLimits implements RateLimits {
    /** The smallest plan's, until an answer tells: 150 calls in 30 seconds. */
    private static final Bucket CALLS = new Bucket("", 150, 5);

    @Override
    public Bucket bucketOf(Request request) {
        return CALLS;
    }

    @Override
    public Optional<News> heard(Request request, Answer answer) {
        OptionalDouble quota = number(answer, "x-rate-limit-requests-quota");
        OptionalDouble left = number(answer, "x-rate-limit-requests-left");
        OptionalDouble window = number(answer, "x-rate-limit-time-window-ms");
        OptionalDouble reset = number(answer, "x-rate-limit-time-reset-ms");
        Optional<Duration> wait = reset.isPresent() && (answer.status() == 429 || left.orElse(1) < 1)
                ? Optional.of(Duration.ofMillis(Math.max(200, (long) reset.getAsDouble())))
                : Optional.empty();
        if (quota.isEmpty() || window.isEmpty() || quota.getAsDouble() < 1 || window.getAsDouble() < 1) {
            return wait.map(News::waitFor);
        }
        return Optional.of(
                new News(left, quota, OptionalDouble.of(quota.getAsDouble() * 1_000 / window.getAsDouble()), wait));
    }

    private static OptionalDouble number(Answer answer, String header) {
        return answer.header(header)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                .orElse(OptionalDouble.empty());
    }
}
