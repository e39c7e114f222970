package io.quayside.connectors.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a file. They are looked up by key: the name in lower case without anything but letters and digits, so
 * that {@code Order Number}, {@code order_number} and {@code order-number} are one.
 */
final class Header {
    private final List<String> names;
    private final String raw;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> twice = new HashSet<>();

    /** @param meaning the file's column to the standard column that it stands for; others speak for themselves */
    Header(String[] cells, String raw, Map<String, String> meaning) {
        this.names = Arrays.stream(cells).map(String::strip).toList();
        this.raw = raw;
        Map<String, String> byKey = new HashMap<>();
        meaning.forEach((column, standard) -> byKey.put(key(column), key(standard)));
        for (int i = 0; i < names.size(); i++) {
            String own = key(names.get(i));
            boolean takenByAnother = !byKey.containsKey(own) && byKey.containsValue(own);
            String key = takenByAnother ? "unmapped:" + own : byKey.getOrDefault(own, own);
            if (!own.isEmpty() && positions.putIfAbsent(key, i) != null) {
                twice.add(key);
            }
        }
    }

    static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        name.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
        return key.toString().toLowerCase(Locale.ROOT);
    }

    boolean has(String key) {
        return positions.containsKey(key);
    }

    boolean hasAny(String... keys) {
        return Arrays.stream(keys).anyMatch(this::has);
    }

    boolean hasAll(Collection<String> keys) {
        return positions.keySet().containsAll(keys);
    }

    /** @return the column's place, or -1 */
    int position(String key) {
        return positions.getOrDefault(key, -1);
    }

    /** The column as the sender wrote it; the key itself when the file has no such column. */
    String written(String key) {
        int position = position(key);
        return position < 0 ? key : names.get(position);
    }

    int columns() {
        return names.size();
    }

    /** Without the empty columns that some programs add at the end. */
    int namedColumns() {
        int last = names.size();
        while (last > 0 && names.get(last - 1).isEmpty()) {
            last--;
        }
        return last;
    }

    List<String> names() {
        return names;
    }

    String raw() {
        return raw;
    }

    /** Columns that come twice among those that matter. */
    List<String> ambiguous(Collection<String> keysThatMatter) {
        List<String> found = new ArrayList<>();
        for (String key : twice) {
            if (keysThatMatter.contains(key)) {
                found.add(written(key));
            }
        }
        return found;
    }
}
