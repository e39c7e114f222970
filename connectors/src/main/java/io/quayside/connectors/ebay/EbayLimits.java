package io.quayside.connectors.ebay;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Quotas of a day for each API, which no header tells; the buckets spread them over the day and let a tenth be spent at
 * once. The quotas are the app's: an operator with many sellers asks eBay for larger ones (Application Growth Check).
 */
final class EbayLimits implements RateLimits {
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final Duration WAIT = Duration.ofMinutes(5);

    @Override
    public Bucket bucketOf(Request request) {
        String path = request.uri().getPath();
        if (path.startsWith("/sell/fulfillment/")) {
            return daily("fulfillment", 100_000);
        }
        if (path.startsWith("/sell/inventory/")) {
            return daily("inventory", 2_000_000);
        }
        if (path.startsWith("/ws/") || path.startsWith("/post-order/")) {
            return daily("traditional", 5_000);
        }
        if (path.startsWith("/identity/")) {
            return daily("token", 10_000);
        }
        return daily("other", 10_000);
    }

    private static Bucket daily(String name, double quota) {
        return new Bucket(name, quota / 10, quota / DAY);
    }

    @Override
    public Optional<News> heard(Request request, Answer answer) {
        if (answer.status() != 429) {
            return Optional.empty();
        }
        Duration wait = answer.header("retry-after")
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(WAIT);
        return Optional.of(
                new News(OptionalDouble.of(0), OptionalDouble.empty(), OptionalDouble.empty(), Optional.of(wait)));
    }
}
