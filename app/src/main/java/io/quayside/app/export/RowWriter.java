package io.quayside.app.export;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.quayside.connectors.csv.SpreadsheetCell;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Puts rows into one of the two forms; keeps none of them. */
interface RowWriter<R> {
    void write(R row) throws IOException;

    /** RFC 4180 with a header; numbers stay numbers, other cells are made harmless for spreadsheets. */
    static <R> RowWriter<R> csv(Export<R> export, Writer out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(export.columns().stream().map(Export.Column::name).toList());
        return row -> {
            List<String> cells = new ArrayList<>(export.columns().size());
            for (Export.Column<R> column : export.columns()) {
                cells.add(cell(column.value().apply(row)));
            }
            printer.printRecord(cells);
        };
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number ? value.toString() : SpreadsheetCell.harmless(value.toString());
    }

    /** One JSON object in each line. */
    static <R> RowWriter<R> jsonLines(ObjectWriter json, Writer out) {
        return row -> {
            out.write(json.writeValueAsString(row));
            out.write('\n');
        };
    }
}
