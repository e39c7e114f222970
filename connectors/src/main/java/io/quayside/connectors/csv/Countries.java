package io.quayside.connectors.csv;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;

/** Country codes and names, in the languages that shops write them in, to ISO 3166-1 alpha-2. Unclear names stay unknown. */
final class Countries {
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> BY_NAME = names();

    private Countries() {}

    static Optional<String> code(String text) {
        String trimmed = text.strip();
        if (trimmed.length() == 2 && trimmed.chars().allMatch(c -> c < 128)) {
            String code = trimmed.toUpperCase(Locale.ROOT);
            return CODES.contains(code)
                    ? Optional.of(code)
                    : Optional.ofNullable(code.equals("UK") ? "GB" : code.equals("EL") ? "GR" : null);
        }
        return Optional.ofNullable(BY_NAME.get(Header.key(trimmed)));
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        Set<String> unclear = new HashSet<>();
        List<Locale> languages =
                List.of("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "ja").stream()
                        .map(Locale::forLanguageTag)
                        .toList();
        for (String code : CODES) {
            Locale country = new Locale.Builder().setRegion(code).build();
            for (Locale language : languages) {
                put(names, unclear, country.getDisplayCountry(language), code);
            }
            try {
                put(names, unclear, country.getISO3Country(), code);
            } catch (MissingResourceException e) {
                // a code without three letters has no such name
            }
        }
        unclear.forEach(names::remove);
        Map<String, String> colloquial = Map.of(
                "United States of America", "US",
                "U.S.A.", "US",
                "America", "US",
                "Great Britain", "GB",
                "England", "GB",
                "Scotland", "GB",
                "Wales", "GB",
                "Holland", "NL",
                "Czech Republic", "CZ",
                "South Korea", "KR");
        colloquial.forEach((name, code) -> names.put(Header.key(name), code));
        return names;
    }

    private static void put(Map<String, String> names, Set<String> unclear, String name, String code) {
        String key = Header.key(name);
        String other = names.putIfAbsent(key, code);
        if (other != null && !other.equals(code)) {
            unclear.add(key);
        }
    }
}
