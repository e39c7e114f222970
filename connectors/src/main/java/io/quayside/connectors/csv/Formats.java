package io.quayside.connectors.csv;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one file is written, once decided. Written as the first line of a kept row ({@code #quayside delimiter=semicolon
 * decimal=comma …}), because a single row often can't tell again.
 */
record Formats(char delimiter, DecimalMark decimal, DateOrder dateOrder, String layout) {
    private static final String MARK = "#quayside ";
    private static final Map<Character, String> NAMES =
            Map.of(',', "comma", ';', "semicolon", '\t', "tab", '|', "pipe");

    static String delimiterName(char delimiter) {
        return NAMES.getOrDefault(delimiter, String.valueOf(delimiter));
    }

    String asLine() {
        return MARK + "delimiter=" + delimiterName(delimiter) + " decimal="
                + decimal.name().toLowerCase(Locale.ROOT) + " dateFormat=" + dateOrder + " layout=" + layout;
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK);
    }

    /**
     * The settings with what the line says in place of what would be detected; columns and a date pattern stay.
     *
     * @throws io.quayside.domain.kernel.InvalidValue when somebody wrote nonsense into the line
     */
    static CsvSettings apply(String line, CsvSettings settings) {
        Map<String, String> said = Stream.of(
                        line.substring(MARK.length()).strip().split("\\s+"))
                .filter(part -> part.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')),
                        part -> part.substring(part.indexOf('=') + 1),
                        (first, second) -> second));
        boolean custom = Layouts.CUSTOM.equals(said.get("layout"));
        if (custom) {
            said.remove("layout"); // it needs the connection's columns, which stay
        }
        CsvSettings known = CsvSettings.of(said);
        return new CsvSettings(
                settings.charset(),
                known.delimiter().or(settings::delimiter),
                known.decimal().or(settings::decimal),
                settings.datePattern().isPresent()
                        ? Optional.empty()
                        : known.dateOrder().or(settings::dateOrder),
                settings.datePattern(),
                settings.timeZone(),
                settings.currency(),
                custom ? settings.layout() : known.layout().or(settings::layout),
                settings.columns());
    }
}
