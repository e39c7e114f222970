package io.quayside.connectors.csv;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way to lay out orders in rows. Stateless. Columns are named by {@link Header#key}. */
interface Layout {
    String name();

    /** The columns that a file of this layout can't be without. */
    Set<String> required();

    boolean fits(Header header);

    /** The column that names the order, the same on all its rows. */
    String orderColumn(Header header);

    /** Columns that hold amounts; together they tell the file's decimal mark. */
    List<String> amounts();

    /** Columns that hold dates; together they tell the file's order of day and month. */
    List<String> dates();

    /** What this platform always writes, for files that don't tell. */
    default @Nullable DecimalMark usualDecimal() {
        return DecimalMark.DOT;
    }

    default @Nullable DateOrder usualDateOrder() {
        return null;
    }

    /** Whether {@code "} quotes; some reports write it as a plain character. */
    default boolean quoting(char delimiter) {
        return true;
    }

    /**
     * All rows of one order, in the file's order, at least one. What can't be read goes to {@code cells}; the draft is
     * then thrown away.
     */
    OrderDraft read(List<Row> rows, Cells cells);
}
