package io.quayside.connectors.amazon;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;

/** A bucket for each operation. Answers tell the rate and never what is left; there is no Retry-After. */
final class AmazonRateLimits implements RateLimits {
    static final String RATE = "x-amzn-ratelimit-limit";
    /** Token hand-overs and feed documents, which have no published limit. */
    private static final Bucket ELSE = new Bucket("other", 20, 5);

    @Override
    public Bucket bucketOf(Request request) {
        return Operation.of(request).map(Operation::bucket).orElse(ELSE);
    }

    @Override
    public Optional<News> heard(Request request, Answer answer) {
        OptionalDouble rate = rate(answer);
        Optional<Duration> wait =
                answer.status() == 429 ? Optional.of(wait(answer, bucketOf(request))) : Optional.empty();
        return rate.isEmpty() && wait.isEmpty()
                ? Optional.empty()
                : Optional.of(new News(
                        answer.status() == 429 ? OptionalDouble.of(0) : OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        rate,
                        wait));
    }

    /** Until the bucket has a token again, and up to a fifth more, so that several callers do not come at once. */
    static Duration wait(Answer answer, Bucket bucket) {
        double perSecond = rate(answer).orElse(bucket.perSecond());
        double jitter = 1 + ThreadLocalRandom.current().nextDouble() / 5;
        return Duration.ofMillis((long) Math.ceil(1_000 / perSecond * jitter));
    }

    private static OptionalDouble rate(Answer answer) {
        return answer.header(RATE)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,9})?"))
                .map(Double::parseDouble)
                .filter(rate -> rate > 0)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }
}
