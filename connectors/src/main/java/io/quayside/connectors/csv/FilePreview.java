package io.quayside.connectors.csv;

import io.quayside.domain.orders.CanonicalOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a file would be read, before anything is imported.
 *
 * @param layout the one it was read by; {@code custom} with the connection's or the suggested columns; absent when
 *     none fits
 * @param delimiter by name: {@code comma}, {@code semicolon}…
 * @param columns in the file's order
 * @param missing standard columns that are still needed, in words of the settings; empty once the file can be read
 * @param suggested what the columns mean, ready for the setting {@code columns}: what was set and what was guessed;
 *     empty for a layout that is known
 * @param summary absent while the file can't be read
 * @param problem why nothing can be read; empty when it can
 * @param orders the first, not all
 * @param refused the first rows that would not be imported
 */
public record FilePreview(
        Optional<String> layout,
        String delimiter,
        String charset,
        List<Column> columns,
        List<String> missing,
        Map<String, String> suggested,
        Optional<CsvOrderReader.Summary> summary,
        String problem,
        List<ReadOrder> orders,
        List<RefusedRow> refused) {
    public FilePreview {
        columns = List.copyOf(columns);
        missing = List.copyOf(missing);
        orders = List.copyOf(orders);
        refused = List.copyOf(refused);
    }

    /** How a column came by its meaning. */
    public enum Match {
        /** The connection's setting says so. */
        SETTING,
        /** It has the name of the standard column. */
        NAME,
        /** Guessed by its name and values; a person should look. */
        SUGGESTED,
        /** A platform's layout reads it by its own name. */
        LAYOUT,
        /** Not read. */
        NONE
    }

    /**
     * @param name as the file writes it
     * @param samples the first values, without repetitions and empty ones
     * @param standard the standard column that it means; absent when it is not read as one
     */
    public record Column(String name, List<String> samples, Optional<String> standard, Match match) {
        public Column {
            samples = List.copyOf(samples);
        }
    }

    /** An order and the lines of the file that it stands on. */
    public record ReadOrder(CanonicalOrder order, long firstLine, long lastLine) {}

    /** @param field the column as the file names it; empty for the row as a whole */
    public record RefusedRow(long line, String field, String reason, List<String> cells) {
        public RefusedRow {
            cells = List.copyOf(cells);
        }
    }
}
