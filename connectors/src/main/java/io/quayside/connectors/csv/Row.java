package io.quayside.connectors.csv;

import io.quayside.connectors.csv.Records.RawRecord;
import java.util.Arrays;
import java.util.List;

/** One row under its header. Absent columns and short rows read as empty. */
record Row(Header header, RawRecord record) {
    /** The cell without surrounding white space and without the {@code ="…"} that keeps Excel from changing it. */
    String get(String key) {
        int position = header.position(key);
        if (position < 0 || position >= record.cells().length) {
            return "";
        }
        String text = record.cells()[position].strip();
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() >= 3) {
            return text.substring(2, text.length() - 1);
        }
        return text;
    }

    /** The first of these columns that is filled. */
    String firstOf(String... keys) {
        for (String key : keys) {
            String text = get(key);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    long line() {
        return record.firstLine();
    }

    List<String> cells() {
        return Arrays.asList(record.cells());
    }
}
