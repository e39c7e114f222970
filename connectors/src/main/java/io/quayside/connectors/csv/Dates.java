package io.quayside.connectors.csv;

import io.quayside.domain.kernel.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times in one file's format. A time without a zone is in the connection's; a date without a time is its start. */
final class Dates {
    private static final String TIME =
            "(?:(?:T|,?\\s+)(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp])?\\.?(?:[Mm]\\.?)?)?";
    private static final String ZONE = "\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?";
    static final Pattern NUMERIC = Pattern.compile("(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})\\.?" + TIME + ZONE);
    private static final Pattern NAMED = Pattern.compile(
            "(?:(\\d{1,2})[\\s.-]+([A-Za-z]{3,9})\\.?|([A-Za-z]{3,9})\\.?\\s+(\\d{1,2}))[\\s,-]+(\\d{4})" + TIME
                    + ZONE);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LONGEST = 60;

    private final @Nullable DateOrder order;
    private final @Nullable DateTimeFormatter pattern;
    private final ZoneId zone;

    private Dates(@Nullable DateOrder order, @Nullable DateTimeFormatter pattern, ZoneId zone) {
        this.order = order;
        this.pattern = pattern;
        this.zone = zone;
    }

    static Dates inOrder(DateOrder order, ZoneId zone) {
        return new Dates(order, null, zone);
    }

    /** @throws InvalidValue when the pattern is not one of {@link DateTimeFormatter} */
    static Dates byPattern(String pattern, ZoneId zone) {
        try {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ENGLISH);
            return new Dates(null, formatter, zone);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("'%s' is no date pattern: write YMD, DMY, MDY or a pattern such as dd.MM.yyyy HH:mm"
                    .formatted(InvalidValue.excerpt(pattern)));
        }
    }

    /** @throws InvalidValue when the text is no date in this format, with an example of one that is */
    Instant read(String text) {
        if (text.length() <= LONGEST) {
            try {
                if (pattern != null) {
                    return byPattern(pattern, text);
                }
                Matcher numeric = NUMERIC.matcher(text);
                if (numeric.matches()) {
                    return at(numericDate(numeric), numeric, 5);
                }
                Matcher named = NAMED.matcher(text);
                if (named.matches()) {
                    return at(namedDate(named), named, 6);
                }
            } catch (DateTimeException e) {
                // 31 February and the like: said below
            }
        }
        throw new InvalidValue("'%s' is not a date %s"
                .formatted(InvalidValue.excerpt(text), pattern != null ? "in the configured pattern" : example()));
    }

    private String example() {
        return order == DateOrder.DMY
                ? "such as 31.12.2026 or 2026-12-31T09:30:00Z"
                : order == DateOrder.MDY
                        ? "such as 12/31/2026 or 2026-12-31T09:30:00Z"
                        : "such as 2026-12-31 or 2026-12-31T09:30:00Z";
    }

    private Instant byPattern(DateTimeFormatter formatter, String text) {
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new DateTimeException("no date");
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId own = parsed.query(TemporalQueries.zone());
        return LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time)
                .atZone(own == null ? zone : own)
                .toInstant();
    }

    private LocalDate numericDate(Matcher m) {
        int first = Integer.parseInt(m.group(1));
        int second = Integer.parseInt(m.group(3));
        int third = Integer.parseInt(m.group(4));
        if (m.group(1).length() == 4) {
            return LocalDate.of(first, second, third);
        }
        if (m.group(1).length() == 3 || m.group(4).length() != 2 && m.group(4).length() != 4) {
            throw new DateTimeException("no year");
        }
        int year = m.group(4).length() == 2 ? 2000 + third : third;
        if (order == DateOrder.DMY || m.group(2).equals(".")) {
            return LocalDate.of(year, second, first);
        }
        if (order == DateOrder.MDY) {
            return LocalDate.of(year, first, second);
        }
        throw new DateTimeException("year first expected");
    }

    private static LocalDate namedDate(Matcher m) {
        boolean dayFirst = m.group(1) != null;
        String month = m.group(dayFirst ? 2 : 3).substring(0, 3).toLowerCase(Locale.ROOT);
        int day = Integer.parseInt(m.group(dayFirst ? 1 : 4));
        return LocalDate.of(Integer.parseInt(m.group(5)), MONTHS.indexOf(month) + 1, day);
    }

    private Instant at(LocalDate date, Matcher m, int group) {
        return LocalDateTime.of(date, time(m, group))
                .atZone(zone(m.group(group + 5)))
                .toInstant();
    }

    private static LocalTime time(Matcher m, int group) {
        if (m.group(group) == null) {
            return LocalTime.MIDNIGHT;
        }
        int hour = Integer.parseInt(m.group(group));
        String half = m.group(group + 4);
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no hour of a half day");
            }
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        String seconds = m.group(group + 2);
        String fraction = m.group(group + 3);
        return LocalTime.of(
                hour,
                Integer.parseInt(m.group(group + 1)),
                seconds == null ? 0 : Integer.parseInt(seconds),
                fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
    }

    private ZoneId zone(@Nullable String written) {
        if (written == null) {
            return zone;
        }
        return switch (written) {
            case "Z", "UTC", "GMT" -> ZoneOffset.UTC;
            default -> ZoneOffset.of(written);
        };
    }
}
