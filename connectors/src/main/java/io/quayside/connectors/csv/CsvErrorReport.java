package io.quayside.connectors.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.apache.commons.csv.QuoteMode;

/**
 * The rows that were not imported, in the sender's own columns and delimiter plus {@code line}, {@code field} and
 * {@code reason}, so that they can be corrected and sent again. Cells that a spreadsheet would run as a formula are
 * made text (OWASP, CSV injection); a negative number stays one. Not thread-safe.
 */
public final class CsvErrorReport implements Closeable {
    private static final int LONGEST_CELL = 32_000;

    private final CSVPrinter printer;
    private final int columns;

    /** @param out closed with the report; a sender's spreadsheet reads UTF-8 best with a byte order mark, which is written */
    public CsvErrorReport(Writer out, List<String> columns, char delimiter) throws IOException {
        this.columns = columns.size();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setQuoteMode(QuoteMode.MINIMAL)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .setRecordSeparator("\r\n")
                .get();
        out.write('\uFEFF');
        this.printer = new CSVPrinter(out, format);
        List<String> header = new ArrayList<>(columns);
        header.addAll(List.of("line", "field", "reason"));
        printer.printRecord(header.stream().map(CsvErrorReport::harmless).toList());
    }

    /** See {@link CsvOrderReader.Sink#problem}. A row with more cells than columns keeps the rest in its last one. */
    public void add(long line, String field, String reason, List<String> rawRow) throws IOException {
        List<String> cells = new ArrayList<>(columns + 3);
        for (int i = 0; i < columns; i++) {
            cells.add(i < rawRow.size() ? rawRow.get(i) : "");
        }
        if (rawRow.size() > columns && columns > 0) {
            cells.set(columns - 1, String.join(" ", rawRow.subList(columns - 1, rawRow.size())));
        }
        cells.add(String.valueOf(line));
        cells.add(field);
        cells.add(reason);
        printer.printRecord(cells.stream().map(CsvErrorReport::harmless).toList());
    }

    /** The cell with an apostrophe before it when a spreadsheet would take it for a formula. */
    static String harmless(String cell) {
        String text = cell.length() > LONGEST_CELL ? cell.substring(0, LONGEST_CELL) + "…" : cell;
        return SpreadsheetCell.harmless(text);
    }

    @Override
    public void close() throws IOException {
        printer.close(true);
    }
}
