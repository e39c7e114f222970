package io.quayside.routes.writeback;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header of that name: seconds, possibly with a fraction, or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private RetryAfter() {}

    /** Empty when it is not there or can't be read; never negative, never more than 15 minutes. */
    static Optional<Duration> of(Answer answer, Instant now) {
        return answer.header("Retry-After")
                .flatMap(text -> read(text.strip(), now))
                .map(wait -> {
                    Duration atLeast = wait.isNegative() ? Duration.ZERO : wait;
                    return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
                });
    }

    private static Optional<Duration> read(String text, Instant now) {
        try {
            return Optional.of(Duration.ofMillis((long) (Double.parseDouble(text) * 1_000)));
        } catch (NumberFormatException notSeconds) {
            try {
                return Optional.of(Duration.between(
                        now,
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant()));
            } catch (DateTimeParseException notDate) {
                return Optional.empty();
            }
        }
    }
}
