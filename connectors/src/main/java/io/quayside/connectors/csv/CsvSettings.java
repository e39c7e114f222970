package io.quayside.connectors.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's files are written, where the merchant said so; what is absent is detected from the file.
 *
 * @param dateOrder absent when detected or when {@code datePattern} is set
 * @param datePattern a pattern of {@link java.time.format.DateTimeFormatter}
 * @param timeZone of times that name none; UTC when the merchant chose none
 * @param currency for files without a currency column
 * @param layout a layout's name, never {@code auto}
 * @param columns the file's column to the standard column that it means; not empty only for own layouts
 */
public record CsvSettings(
        Optional<Charset> charset,
        Optional<Character> delimiter,
        Optional<DecimalMark> decimal,
        Optional<DateOrder> dateOrder,
        Optional<String> datePattern,
        Optional<ZoneId> timeZone,
        Optional<Currency> currency,
        Optional<String> layout,
        Map<String, String> columns) {

    /** What a merchant may write for a delimiter, besides the character itself. */
    private static final Map<String, Character> DELIMITERS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|');

    public CsvSettings {
        columns = Map.copyOf(columns);
    }

    /** Everything detected. */
    public static CsvSettings detectAll() {
        return of(Map.of());
    }

    /** @throws InvalidValue see {@link #of} */
    public static CsvSettings from(ConnectionAccess connection) {
        return of(connection.settings());
    }

    /**
     * @param settings by name; absent, blank and {@code auto} mean: detect
     * @throws InvalidValue for the first setting that can't be used; the message begins with its name
     */
    public static CsvSettings of(Map<String, String> settings) {
        String layout = chosen(settings, "layout").orElse(null);
        Map<String, String> columns =
                chosen(settings, "columns").map(CsvSettings::columnsOf).orElse(Map.of());
        if (layout != null) {
            layout = layout.toLowerCase(Locale.ROOT);
            if (!Layouts.names().contains(layout)) {
                throw new InvalidValue("layout: '%s' is not known, use auto or one of %s"
                        .formatted(InvalidValue.excerpt(layout), String.join(", ", Layouts.names())));
            }
            if (layout.equals(Layouts.CUSTOM) && columns.isEmpty()) {
                throw new InvalidValue(
                        "columns: the custom layout needs a standard column for each column of the file, "
                                + "such as {\"Bestellnummer\":\"order_number\"}");
            }
        }
        if (layout != null && !layout.equals(Layouts.CUSTOM) && !layout.equals(StandardLayout.NAME)) {
            columns = Map.of(); // a platform's layout has columns of its own
        }
        Optional<String> dateFormat = chosen(settings, "dateFormat");
        Optional<DateOrder> order = dateFormat.flatMap(CsvSettings::dateOrderOf);
        Optional<String> pattern = order.isPresent() ? Optional.empty() : dateFormat;
        pattern.ifPresent(text -> checked("dateFormat", () -> Dates.byPattern(text, ZoneOffset.UTC)));
        return new CsvSettings(
                chosen(settings, "charset").map(CsvSettings::charsetOf),
                delimiterOf(settings.getOrDefault("delimiter", "")),
                chosen(settings, "decimal").map(CsvSettings::decimalOf),
                order,
                pattern,
                chosen(settings, "timeZone").map(CsvSettings::zoneOf),
                chosen(settings, "currency")
                        .map(code -> checked("currency", () -> Money.currency(code.toUpperCase(Locale.ROOT)))),
                Optional.ofNullable(layout),
                columns);
    }

    /** Every setting that can't be used, each with a message that begins with its name; empty when all is well. */
    public static List<String> problems(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        Map<String, String> rest = new LinkedHashMap<>(settings);
        while (true) {
            try {
                of(rest);
                return problems;
            } catch (InvalidValue e) {
                String message = String.valueOf(e.getMessage());
                problems.add(message);
                if (rest.remove(message.substring(0, message.indexOf(':'))) == null) {
                    rest.remove("layout"); // which asked for columns that are not there
                }
            }
        }
    }

    /** The same, for a file whose columns mean this. */
    CsvSettings withColumns(Map<String, String> meaning) {
        return new CsvSettings(
                charset,
                delimiter,
                decimal,
                dateOrder,
                datePattern,
                timeZone,
                currency,
                Optional.of(Layouts.CUSTOM),
                meaning);
    }

    CsvSettings withDelimiter(char mark) {
        return new CsvSettings(
                charset, Optional.of(mark), decimal, dateOrder, datePattern, timeZone, currency, layout, columns);
    }

    ZoneId zone() {
        return timeZone.orElse(ZoneOffset.UTC);
    }

    private static Optional<String> chosen(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equalsIgnoreCase("auto"));
    }

    private static <T> T checked(String field, java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidValue e) {
            throw new InvalidValue(field + ": " + e.getMessage());
        }
    }

    private static Charset charsetOf(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("charset: '%s' is not known, use auto or a name such as UTF-8 or windows-1252"
                    .formatted(InvalidValue.excerpt(name)));
        }
    }

    /** A tab is white space, so this one setting is not stripped first. */
    private static Optional<Character> delimiterOf(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (text.equals("\t")) {
            return Optional.of('\t');
        }
        if (name.isEmpty() || name.equals("auto")) {
            return Optional.empty();
        }
        if (DELIMITERS.containsKey(name)) {
            return Optional.of(DELIMITERS.get(name));
        }
        if (name.length() != 1 || Character.isLetterOrDigit(name.charAt(0)) || name.equals("\"")) {
            throw new InvalidValue(
                    "delimiter: '%s' can't be one, use auto, comma, semicolon, tab, pipe or one character"
                            .formatted(InvalidValue.excerpt(text)));
        }
        return Optional.of(name.charAt(0));
    }

    private static DecimalMark decimalOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".", "dot", "point" -> DecimalMark.DOT;
            case ",", "comma" -> DecimalMark.COMMA;
            default ->
                throw new InvalidValue(
                        "decimal: '%s' is not known, use auto, dot or comma".formatted(InvalidValue.excerpt(text)));
        };
    }

    private static Optional<DateOrder> dateOrderOf(String text) {
        for (DateOrder order : DateOrder.values()) {
            if (order.name().equalsIgnoreCase(text)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    private static ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidValue("timeZone: '%s' is not known, use a name such as Europe/Berlin"
                    .formatted(InvalidValue.excerpt(name)));
        }
    }

    private static Map<String, String> columnsOf(String json) {
        JsonNode object = parse(json);
        if (object == null || !object.isObject()) {
            throw new InvalidValue("columns: must be a JSON object such as {\"Bestellnummer\":\"order_number\"}");
        }
        Map<String, String> columns = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        object.fields().forEachRemaining(entry -> {
            String target = entry.getValue().asText();
            String standard = StandardLayout.column(target)
                    .orElseThrow(() -> new InvalidValue("columns: '%s' is no standard column, these are: %s"
                            .formatted(InvalidValue.excerpt(target), String.join(", ", StandardLayout.columnNames()))));
            String other = sources.putIfAbsent(standard, entry.getKey());
            if (other != null) {
                throw new InvalidValue("columns: '%s' and '%s' both mean %s"
                        .formatted(InvalidValue.excerpt(other), InvalidValue.excerpt(entry.getKey()), standard));
            }
            columns.put(entry.getKey(), standard);
        });
        return columns;
    }

    private static @Nullable JsonNode parse(String json) {
        try {
            return CanonicalJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            return null; // said by the caller, in words for the merchant
        }
    }
}
