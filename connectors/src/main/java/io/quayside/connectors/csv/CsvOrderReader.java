package io.quayside.connectors.csv;

import io.quayside.connectors.csv.Records.RawRecord;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads an order file of any size: once to learn how it is written, once more to make orders, which go to the sink one
 * by one in the file's order. Holds the rows of one order at a time; only files up to {@link #GROUPED_ROWS} rows whose
 * orders are scattered are held whole. A row that can't be read takes the rest of its order with it, so that no
 * order ships in part; all other orders are imported. Stateless and thread-safe.
 */
public final class CsvOrderReader {
    /** Up to this many rows, rows of one order need not stand together. */
    static final int GROUPED_ROWS = 20_000;

    private static final long GROUPED_CHARS = 32L << 20;

    /** Takes what is found, as it is found. Called in one thread; what it throws ends the reading. */
    public interface Sink {
        /** Once, before any other: the file's columns as the sender wrote them. */
        default void columns(List<String> names, char delimiter) {}

        /**
         * @param rawRows the order's rows under their header, with a first line that says how they are written: what
         *     {@link CsvConnector#translator} reads
         */
        void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows);

        /**
         * A row that was not imported.
         *
         * @param line where the row begins, from 1
         * @param field the column as the sender wrote it; empty for the row as a whole
         * @param reason for the sender: what is wrong and how to mend it
         */
        void problem(long line, String field, String reason, List<String> rawRow);
    }

    /**
     * How a file was read, for the person who sent it.
     *
     * @param rows without header and blank lines; broken records count as one
     * @param problems rows that were not imported
     * @param charset with how it was found
     * @param dateFormat {@code YMD}, {@code DMY}, {@code MDY} or the connection's pattern
     * @param warnings what a person should look at, in plain words
     */
    public record Summary(
            long rows,
            long orders,
            long problems,
            String charset,
            String delimiter,
            String decimal,
            String dateFormat,
            String layout,
            List<String> warnings) {
        public Summary {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param fileName as the sender named it, for messages only
     * @param receivedAt the time of change of orders whose layout has none
     * @throws UnreadableFile when nothing can be imported; the sink was not called then
     */
    public Summary read(Path file, String fileName, CsvSettings settings, Instant receivedAt, Sink sink)
            throws IOException {
        return read(Source.of(file), settings, receivedAt, sink);
    }

    /** As {@link #read(Path, String, CsvSettings, Instant, Sink)}; keeps the stream in a temporary file meanwhile. */
    public Summary read(InputStream stream, String fileName, CsvSettings settings, Instant receivedAt, Sink sink)
            throws IOException {
        Path file = Files.createTempFile("quayside-", ".csv");
        try {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            return read(file, fileName, settings, receivedAt, sink);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** As above, for what is in memory already. */
    public Summary read(byte[] bytes, CsvSettings settings, Instant receivedAt, Sink sink) {
        try {
            return read(Source.of(bytes), settings, receivedAt, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array has no I/O
        }
    }

    Summary read(Source source, CsvSettings settings, Instant receivedAt, Sink sink) throws IOException {
        TextEncoding encoding = TextEncoding.detect(source, settings.charset());
        Opening opening = Opening.of(source, encoding, settings);
        Survey survey = Survey.of(opening, source, encoding);
        Formats formats = survey.formats();
        sink.columns(opening.header().names(), opening.delimiter());
        Run run = new Run(opening, survey, formats, encoding, receivedAt, sink);
        run.over(source);
        return run.summary();
    }

    /** One reading of one file. */
    private static final class Run {
        private final Opening opening;
        private final Survey survey;
        private final Formats formats;
        private final TextEncoding encoding;
        private final Instant receivedAt;
        private final Sink sink;
        private final Numbers numbers;
        private final Dates dates;
        private final boolean together;
        private final String rawHead;
        private final Map<String, List<Row>> groups = new LinkedHashMap<>();
        private long orders;
        private long problems;
        private long repeatedHeaders;

        Run(Opening opening, Survey survey, Formats formats, TextEncoding encoding, Instant receivedAt, Sink sink) {
            this.opening = opening;
            this.survey = survey;
            this.formats = formats;
            this.encoding = encoding;
            this.receivedAt = receivedAt;
            this.sink = sink;
            this.numbers = new Numbers(formats.decimal());
            this.dates = opening.settings()
                    .datePattern()
                    .map(pattern -> Dates.byPattern(pattern, opening.settings().zone()))
                    .orElseGet(() -> Dates.inOrder(
                            formats.dateOrder(), opening.settings().zone()));
            this.together =
                    survey.hasScatteredOrders() && survey.rows() <= GROUPED_ROWS && survey.chars() <= GROUPED_CHARS;
            this.rawHead = formats.asLine() + "\n" + opening.header().raw() + "\n";
        }

        void over(Source source) throws IOException {
            String keyColumn = opening.layout().orderColumn(opening.header());
            try (Records records = opening.rows(source, encoding)) {
                for (RawRecord record = records.next(); record != null; record = records.next()) {
                    if (record.isBlank()) {
                        continue;
                    }
                    if (survey.isHeaderAgain(record)) {
                        repeatedHeaders++;
                        continue;
                    }
                    take(new Row(opening.header(), record), keyColumn);
                }
            }
            finish(groups.values());
        }

        private void take(Row row, String keyColumn) {
            String problem = survey.problem(row.record());
            if (problem != null) {
                refuse(row, "", problem);
                return;
            }
            String key = row.get(keyColumn);
            if (key.isEmpty()) {
                refuse(row, opening.header().written(keyColumn), "the order number is missing");
                return;
            }
            String refusal = survey.refusal(key, together).orElse(null);
            if (refusal != null) {
                refuse(row, "", refusal);
                return;
            }
            if (!together && !groups.containsKey(key)) {
                finish(groups.values());
                groups.clear();
            }
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }

        private void finish(Collection<List<Row>> finished) {
            finished.forEach(this::finish);
        }

        private void finish(List<Row> rows) {
            Cells cells = new Cells(numbers, dates, opening.settings(), receivedAt);
            CanonicalOrder order;
            try {
                OrderDraft draft = opening.layout().read(rows, cells);
                if (draft.lines.isEmpty() && cells.mistakes().isEmpty()) {
                    cells.mistake(rows.get(0), "", "the order has no line");
                }
                if (!cells.mistakes().isEmpty()) {
                    refuse(rows, cells.mistakes());
                    return;
                }
                flagUnreadCharacters(rows, draft);
                order = draft.build();
            } catch (InvalidValue e) { // of the order as a whole: sums beyond all measure, two lines with one id
                rows.forEach(row -> refuse(row, "", String.valueOf(e.getMessage())));
                return;
            }
            orders++;
            long last = rows.stream()
                    .mapToLong(row -> row.record().lastLine())
                    .max()
                    .orElseThrow();
            sink.order(order, rows.get(0).line(), last, rawHead + raw(rows));
        }

        private static String raw(List<Row> rows) {
            return rows.stream().map(row -> row.record().raw() + "\n").collect(Collectors.joining());
        }

        private void flagUnreadCharacters(List<Row> rows, OrderDraft draft) {
            if (rows.stream().anyMatch(row -> row.record().raw().indexOf('\uFFFD') >= 0)) {
                draft.suspicious("some characters can't be read as %s: check name and address, or set the charset"
                        .formatted(encoding.charset().name()));
            }
        }

        /** The bad rows with their reasons, the good ones with the reason that they wait for. */
        private void refuse(List<Row> rows, List<Cells.Mistake> mistakes) {
            long firstBad = mistakes.get(0).row().line();
            for (Row row : rows) {
                List<Cells.Mistake> own = mistakes.stream()
                        .filter(mistake -> mistake.row() == row)
                        .toList();
                if (own.isEmpty()) {
                    refuse(row, "", "not imported, because line %d of the same order was refused".formatted(firstBad));
                } else {
                    refuse(
                            row,
                            own.stream().map(Cells.Mistake::field).distinct().collect(Collectors.joining(", ")),
                            own.stream().map(Cells.Mistake::reason).distinct().collect(Collectors.joining("; ")));
                }
            }
        }

        private void refuse(Row row, String field, String reason) {
            problems++;
            sink.problem(row.line(), field, reason, row.cells());
        }

        Summary summary() {
            return new Summary(
                    survey.rows(),
                    orders,
                    problems,
                    "%s (%s)".formatted(encoding.charset().name(), encoding.how()),
                    Formats.delimiterName(formats.delimiter()),
                    formats.decimal().name(),
                    opening.settings().datePattern().orElse(formats.dateOrder().name()),
                    opening.layoutName(),
                    warnings());
        }

        private List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            if (survey.rows() == 0) {
                warnings.add("the file has a header but no rows");
            }
            if (encoding.isGuess()) {
                warnings.add(
                        "the characters were read as %s, which is %s: look at names and addresses, and set the charset when they are wrong"
                                .formatted(encoding.charset().name(), encoding.how()));
            }
            if (!encoding.charset().equals(StandardCharsets.UTF_8)
                    && encoding.how().startsWith("zero")) {
                warnings.add("the file has no byte order mark; it was read as "
                        + encoding.charset().name());
            }
            if (repeatedHeaders > 0) {
                warnings.add("the header comes again %d times between the rows".formatted(repeatedHeaders));
            }
            if (together) {
                warnings.add("the rows of some orders were not together; they were brought together");
            }
            return warnings;
        }
    }
}
