package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.OrderFilter.Choice;
import io.quayside.domain.orders.OrderFilter.ValueRange;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An {@link OrderFilter} as it stands in a connection's settings. What is absent or empty restricts nothing. */
public final class FilterSettings {
    public static final String ONLY_COUNTRIES = "onlyCountries";
    public static final String EXCEPT_COUNTRIES = "exceptCountries";
    public static final String ONLY_TAGS = "onlyTags";
    public static final String EXCEPT_TAGS = "exceptTags";
    public static final String ONLY_SKUS = "onlySkus";
    public static final String EXCEPT_SKUS = "exceptSkus";
    public static final String LEAST_VALUE = "leastValue";
    public static final String MOST_VALUE = "mostValue";
    public static final String FIRST_ORDER_DATE = "firstOrderDate";

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Map<String, String> settings;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final OrderFilter filter;

    private FilterSettings(Map<String, String> settings) {
        this.settings = settings;
        this.filter = new OrderFilter(
                choice(ONLY_COUNTRIES, EXCEPT_COUNTRIES, FilterSettings::countries),
                choice(ONLY_TAGS, EXCEPT_TAGS, FilterSettings::names),
                choice(ONLY_SKUS, EXCEPT_SKUS, FilterSettings::names),
                range(),
                read(FIRST_ORDER_DATE, FilterSettings::time));
    }

    /** A setting that can't be read restricts nothing: {@link #problemsIn} keeps such settings from being stored. */
    public static OrderFilter of(Map<String, String> settings) {
        return new FilterSettings(settings).filter;
    }

    /** What is wrong with the settings, by their names; empty when nothing is. */
    public static Map<String, String> problemsIn(Map<String, String> settings) {
        return Map.copyOf(new FilterSettings(settings).problems);
    }

    private Choice choice(String only, String except, Function<String, Set<String>> read) {
        Choice wanted = read(only, text -> new Choice(read.apply(text), Set.of()));
        Choice unwanted = read(except, text -> new Choice(Set.of(), read.apply(text)));
        return new Choice(wanted == null ? Set.of() : wanted.only(), unwanted == null ? Set.of() : unwanted.except());
    }

    private ValueRange range() {
        ValueRange.Limit from = read(LEAST_VALUE, FilterSettings::limit);
        ValueRange.Limit to = read(MOST_VALUE, FilterSettings::limit);
        if (from != null && to != null && from.amount().compareTo(to.amount()) > 0) {
            problems.put(MOST_VALUE, "is less than %s, so that no order would pass".formatted(LEAST_VALUE));
            return ValueRange.ANY;
        }
        return new ValueRange(from, to);
    }

    private <T> @Nullable T read(String name, Function<String, T> reader) {
        String text = settings.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (InvalidValue e) {
            problems.put(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Separated by commas or lines. */
    private static Set<String> names(String text) {
        return Arrays.stream(text.split("[,;\\n]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> countries(String text) {
        Set<String> codes = names(text.toUpperCase(Locale.ROOT));
        for (String code : codes) {
            if (!COUNTRIES.contains(code)) {
                throw new InvalidValue("'%s' is not a country's two-letter code (ISO 3166), such as DE or US"
                        .formatted(InvalidValue.excerpt(code)));
            }
        }
        return codes;
    }

    private static ValueRange.Limit limit(String text) {
        String[] parts = text.split("\\s+");
        if (parts.length > 2 || !parts[0].matches("\\d{1,12}(\\.\\d{1,4})?")) {
            throw new InvalidValue("is an amount such as 10.00, or 10.00 EUR to judge orders in that currency only");
        }
        return new ValueRange.Limit(new BigDecimal(parts[0]), parts.length == 1 ? null : currency(parts[1]));
    }

    private static String currency(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(
                    "'%s' is not a currency's code (ISO 4217), such as EUR".formatted(InvalidValue.excerpt(code)));
        }
    }

    /** A day begins in UTC: the platforms' own times are all brought to it. */
    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValue("is a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }
}
