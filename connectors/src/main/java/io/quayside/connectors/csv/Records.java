package io.quayside.connectors.csv;

import io.quayside.connectors.csv.Lines.Line;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of a delimited file. Commons CSV takes a record apart; this class finds where a record begins and ends,
 * because a parser that runs over a broken quote swallows the rest of the file. A record whose quotes don't close, or
 * close where they can't, is lost alone: reading goes on at the next line that is a record with the usual number of
 * columns.
 */
final class Records implements Closeable {
    private static final char QUOTE = '"';

    private final Lines lines;
    private final char delimiter;
    private final boolean quoting;
    private final CSVFormat format;
    private int usualColumns;
    /** Of the last good record: some programs leave out empty cells at the end of every row. */
    private int lastColumns = -1;

    private @Nullable RawRecord ahead;

    /** @param quoting false for files that write quotes as plain characters (Amazon reports) */
    Records(Lines lines, char delimiter, boolean quoting) {
        this.lines = lines;
        this.delimiter = delimiter;
        this.quoting = quoting;
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setQuote(QUOTE)
                .setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true)
                .get();
    }

    /**
     * @param raw the record as it stands in the file, line breaks as LF
     * @param broken why it can't be taken apart, else null; then the cells are only what is left of it
     */
    record RawRecord(long firstLine, long lastLine, String[] cells, String raw, @Nullable String broken) {
        boolean isBlank() {
            for (String cell : cells) {
                if (!cell.isBlank()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The number of columns to look for after a broken record. */
    void expectColumns(int columns) {
        usualColumns = columns;
    }

    /** @return null at the end */
    @Nullable
    RawRecord next() throws IOException {
        RawRecord record = ahead != null ? ahead : attempt();
        ahead = null;
        if (record == null) {
            return null;
        }
        if (record.broken() != null) {
            return withItsRemains(record, record.broken());
        }
        lastColumns = record.cells().length;
        return record;
    }

    /** Lines that are no record of their own after a broken one belong to it. */
    private RawRecord withItsRemains(RawRecord broken, String why) throws IOException {
        long last = broken.lastLine();
        while (true) {
            RawRecord following = attempt();
            if (following == null) {
                break;
            }
            int columns = following.cells().length;
            boolean usual = columns == usualColumns || columns == lastColumns || usualColumns == 0;
            if (usual || following.isBlank() || following.broken() != null && looksLikeRecord(following)) {
                ahead = following;
                break;
            }
            last = following.lastLine();
        }
        if (last == broken.lastLine()) {
            return broken;
        }
        String told = "%s; lines %d to %d were lost with it".formatted(why, broken.lastLine() + 1, last);
        return new RawRecord(broken.firstLine(), last, broken.cells(), broken.raw(), told);
    }

    /** A broken record after a broken one is reported by itself, the remains of a long cell are not. */
    private boolean looksLikeRecord(RawRecord record) {
        return Math.abs(record.cells().length - usualColumns) <= 1 && usualColumns > 1;
    }

    private @Nullable RawRecord attempt() throws IOException {
        Line first = lines.next();
        if (first == null) {
            return null;
        }
        if (first.cut()) {
            return lost(first, "the line is longer than 1 MiB: is a line end missing?");
        }
        if (!quoting || first.text().indexOf(QUOTE) < 0) {
            return new RawRecord(first.number(), first.number(), split(first.text()), first.text(), null);
        }
        QuoteScan scan = new QuoteScan(delimiter);
        scan.see(first.text());
        if (scan.isBroken()) {
            return lost(first, strayQuote());
        }
        if (!scan.isOpen()) {
            return takeApart(first, List.of(), first.text());
        }
        return overSeveralLines(first, scan);
    }

    private RawRecord overSeveralLines(Line first, QuoteScan scan) throws IOException {
        List<Line> more = new ArrayList<>();
        StringBuilder raw = new StringBuilder(first.text());
        while (scan.isOpen()) {
            Line line = lines.next();
            if (line == null) {
                lines.pushBack(more);
                return lost(first, "a quoted value begins here and never ends: close it with \"");
            }
            more.add(line);
            if (line.cut() || raw.length() + line.text().length() > Lines.LONGEST) {
                lines.pushBack(more);
                return lost(first, "a quoted value begins here and does not end within 1 MiB: close it with \"");
            }
            raw.append('\n').append(line.text());
            scan.see(line.text());
        }
        if (scan.isBroken()) {
            lines.pushBack(more);
            return lost(first, strayQuote());
        }
        RawRecord record = takeApart(first, more, raw.toString());
        int columns = record.cells().length;
        if (record.broken() == null && usualColumns > 0 && columns != usualColumns && columns != lastColumns) {
            lines.pushBack(more);
            return lost(first, "a quoted value begins here and ends in another row: close it with \"");
        }
        return record;
    }

    private static String strayQuote() {
        return "a quote stands inside a quoted value: write it twice (\"\") or close the value before it";
    }

    private RawRecord takeApart(Line first, List<Line> more, String raw) throws IOException {
        long last = more.isEmpty() ? first.number() : more.get(more.size() - 1).number();
        try (CSVParser parser = CSVParser.parse(raw, format)) {
            Iterator<CSVRecord> found = parser.iterator();
            if (found.hasNext()) {
                return new RawRecord(first.number(), last, found.next().values(), raw, null);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // said below, in words for the sender
        }
        lines.pushBack(more);
        return lost(first, strayQuote());
    }

    private RawRecord lost(Line line, String why) {
        String text = line.cut() ? line.text() + "…" : line.text();
        return new RawRecord(line.number(), line.number(), split(text), text, why);
    }

    private String[] split(String text) {
        int count = 1;
        for (int i = text.indexOf(delimiter); i >= 0; i = text.indexOf(delimiter, i + 1)) {
            count++;
        }
        String[] cells = new String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = i == count - 1 ? text.length() : text.indexOf(delimiter, start);
            cells[i] = text.substring(start, end);
            start = end + 1;
        }
        return cells;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
