package io.quayside.connectors.magento;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Magento has no limit of its own, but runs on the merchant's host: a pace that no firewall takes for an attack, and
 * silence for as long as the host or its CDN asks for it, in HTML as a rule.
 */
final class MagentoLimits implements RateLimits {
    private static final Bucket SHOP = new Bucket("", 20, 6);
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(5);
    private static final Duration AFTER_MAINTENANCE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private final Clock clock;

    MagentoLimits(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Bucket bucketOf(Request request) {
        return SHOP;
    }

    @Override
    public Optional<News> heard(Request request, Answer answer) {
        if (answer.status() != 429 && answer.status() != 503) {
            return Optional.empty();
        }
        Duration wait = answer.header("retry-after")
                .flatMap(this::read)
                .orElse(answer.status() == 429 ? AFTER_TOO_MANY : AFTER_MAINTENANCE);
        return Optional.of(new News(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST)));
    }

    /** Seconds, or the time of a date. */
    private Optional<Duration> read(String text) {
        if (text.strip().matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from);
            Duration wait = Duration.between(clock.instant(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
