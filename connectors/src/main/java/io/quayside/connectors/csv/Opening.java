package io.quayside.connectors.csv;

import io.quayside.connectors.csv.Lines.Line;
import io.quayside.connectors.csv.Records.RawRecord;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The head of a file: what stands before the header, the header itself, and what they tell.
 *
 * @param settings the connection's, with what the file says of itself ({@link Formats#asLine}, Excel's {@code sep=;})
 * @param custom whether the connection's columns translate the header
 * @param linesBefore the header, to be skipped
 */
record Opening(CsvSettings settings, char delimiter, Header header, Layout layout, boolean custom, int linesBefore) {
    private static final int SAMPLE = 1 << 18;
    private static final int ROWS_TO_COMPARE = 20;
    private static final List<Character> USUAL = List.of(',', ';', '\t', '|');

    String layoutName() {
        return custom ? Layouts.CUSTOM : layout.name();
    }

    /** @throws UnreadableFile when there is no header that anybody knows */
    static Opening of(Source source, TextEncoding encoding, CsvSettings settings) throws IOException {
        Start start = start(source, encoding, settings);
        return best(start.sample, start.before, start.known);
    }

    /**
     * The columns of a file of which nothing else is known, with its first rows: under the delimiter that makes most of
     * it.
     *
     * @throws UnreadableFile when there is no first line
     */
    static Head head(Source source, TextEncoding encoding, CsvSettings settings, int mostRows) throws IOException {
        Start start = start(source, encoding, settings);
        Head best = null;
        long bestScore = -1;
        for (char delimiter : start.known.delimiter().map(List::of).orElse(USUAL)) {
            RawRecord record = header(start.sample, start.before, delimiter);
            if (record == null || record.broken() != null) {
                continue;
            }
            Header header = new Header(record.cells(), record.raw(), Map.of());
            List<List<String>> rows = firstRows(start, delimiter, header, mostRows);
            long score = (long) (header.columns() - 1) * (1 + rows.size());
            if (score > bestScore) {
                best = new Head(header.names(), delimiter, rows);
                bestScore = score;
            }
        }
        if (best == null) {
            throw unknown(null, settings);
        }
        return best;
    }

    /** @param rows those of the first that have a cell for each column */
    record Head(List<String> names, char delimiter, List<List<String>> rows) {}

    private static List<List<String>> firstRows(Start start, char delimiter, Header header, int most)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (Records records = records(start.sample, start.before, delimiter, true)) {
            records.next();
            for (int i = 0; i < most; i++) {
                RawRecord record = records.next();
                if (record == null) {
                    break;
                }
                if (record.broken() == null && record.cells().length == header.columns()) {
                    rows.add(List.of(record.cells()));
                }
            }
        }
        return rows;
    }

    /**
     * @param before lines before the header
     * @param known the settings, with what those lines say
     */
    private record Start(String sample, int before, CsvSettings known) {}

    private static Start start(Source source, TextEncoding encoding, CsvSettings settings) throws IOException {
        String sample;
        try (Reader reader = encoding.reader(source)) {
            char[] chars = new char[SAMPLE];
            int length = 0;
            for (int count; length < SAMPLE && (count = reader.read(chars, length, SAMPLE - length)) > 0; ) {
                length += count;
            }
            sample = new String(chars, 0, length);
        }
        int before = 0;
        CsvSettings known = settings;
        try (Lines lines = new Lines(new StringReader(sample))) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                String text = line.text().strip();
                if (Formats.isLine(text)) {
                    known = saidByFile(text, known);
                } else if (text.toLowerCase(Locale.ROOT).startsWith("sep=") && text.length() <= 5) {
                    known = known.delimiter().isPresent() ? known : withDelimiter(known, line.text());
                } else if (!text.isEmpty()) {
                    return new Start(sample, before, known);
                }
                before++;
            }
        }
        throw new UnreadableFile("the file is empty");
    }

    private static CsvSettings saidByFile(String line, CsvSettings settings) {
        try {
            return Formats.apply(line, settings);
        } catch (InvalidValue e) {
            throw new UnreadableFile("the line '#quayside …': " + e.getMessage());
        }
    }

    private static CsvSettings withDelimiter(CsvSettings settings, String line) {
        return settings.withDelimiter(
                line.stripLeading().length() > 4 ? line.stripLeading().charAt(4) : '\t');
    }

    /** The delimiter under which the header is known; among several, the one that the rows agree with best. */
    private static Opening best(String sample, int before, CsvSettings settings) throws IOException {
        List<Character> candidates = settings.delimiter().map(List::of).orElse(USUAL);
        Opening best = null;
        Header widest = null;
        long bestScore = -1;
        for (char delimiter : candidates) {
            RawRecord record = header(sample, before, delimiter);
            if (record == null || record.broken() != null) {
                continue;
            }
            Header header = new Header(record.cells(), record.raw(), settings.columns());
            widest = widest == null || header.columns() > widest.columns() ? header : widest;
            Opening opening = recognize(header, delimiter, before, settings);
            if (opening != null) {
                long score = agreeingRows(sample, before, opening);
                if (score > bestScore) {
                    best = opening;
                    bestScore = score;
                }
            }
        }
        if (best == null) {
            throw unknown(widest, settings);
        }
        best.refuseAmbiguousColumns();
        return best;
    }

    private static @Nullable RawRecord header(String sample, int before, char delimiter) throws IOException {
        try (Records records = records(sample, before, delimiter, true)) {
            RawRecord record = records.next();
            while (record != null && record.isBlank()) {
                record = records.next();
            }
            return record;
        }
    }

    private static @Nullable Opening recognize(Header header, char delimiter, int before, CsvSettings settings) {
        String configured = settings.layout().orElse(null);
        boolean custom = !settings.columns().isEmpty();
        if (configured == null) {
            Optional<Layout> layout = custom ? standardIfFits(header) : Layouts.of(header);
            return layout.map(found -> new Opening(settings, delimiter, header, found, custom, before))
                    .orElse(null);
        }
        Layout layout = Layouts.named(configured);
        return layout.fits(header) ? new Opening(settings, delimiter, header, layout, custom, before) : null;
    }

    private static Optional<Layout> standardIfFits(Header header) {
        return Optional.of(Layouts.named(StandardLayout.NAME)).filter(layout -> layout.fits(header));
    }

    private static long agreeingRows(String sample, int before, Opening opening) throws IOException {
        long agreeing = 0;
        try (Records records = records(sample, before, opening.delimiter, opening.layout.quoting(opening.delimiter))) {
            records.next();
            for (int i = 0; i < ROWS_TO_COMPARE; i++) {
                RawRecord record = records.next();
                if (record == null) {
                    break;
                }
                agreeing += record.broken() == null && record.cells().length == opening.header.columns() ? 1 : 0;
            }
        }
        return agreeing;
    }

    private static Records records(String sample, int before, char delimiter, boolean quoting) throws IOException {
        Lines lines = new Lines(new StringReader(sample));
        for (int i = 0; i < before; i++) {
            lines.next();
        }
        return new Records(lines, delimiter, quoting);
    }

    private static UnreadableFile unknown(@Nullable Header header, CsvSettings settings) {
        if (header == null) {
            return new UnreadableFile("the first line is no header: a quote is broken in it, or the line has no end");
        }
        String found =
                header.names().stream().limit(12).map(InvalidValue::excerpt).collect(Collectors.joining(", "));
        if (settings.layout().isPresent() || !settings.columns().isEmpty()) {
            Layout layout = Layouts.named(settings.layout().orElse(Layouts.CUSTOM));
            String missing = layout.required().stream()
                    .filter(column -> !header.has(column))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new UnreadableFile("the columns are not those of the layout '%s'%s. Found: %s"
                    .formatted(
                            settings.layout().orElse(Layouts.CUSTOM),
                            missing.isEmpty() ? "" : ": missing " + missing,
                            found));
        }
        return new UnreadableFile(
                ("no known header on the first line. Found: %s.%s Name the columns as in the sample file "
                                + "(at least order_number, sku, quantity, unit_price), or say in the connection's setting "
                                + "'columns' what they mean")
                        .formatted(
                                found,
                                Layouts.nearlyOf(header)
                                        .map(near -> " This is nearly the layout '%s', but without the column %s."
                                                .formatted(near.layout().name(), near.missing()))
                                        .orElse("")));
    }

    private void refuseAmbiguousColumns() {
        Set<String> matter = Stream.of(
                        layout.required().stream(),
                        layout.amounts().stream(),
                        layout.dates().stream(),
                        Stream.of(layout.orderColumn(header), "sku", "title", "currency", "postalcode", "address1"))
                .flatMap(columns -> columns)
                .collect(Collectors.toCollection(HashSet::new));
        List<String> twice = new ArrayList<>(header.ambiguous(matter));
        if (!twice.isEmpty()) {
            throw new UnreadableFile("the column '%s' comes twice: rename or remove one".formatted(twice.get(0)));
        }
    }

    /** Ready to give the first row after the header. */
    Records rows(Source source, TextEncoding encoding) throws IOException {
        Lines lines = new Lines(encoding.reader(source));
        for (int i = 0; i < linesBefore; i++) {
            lines.next();
        }
        Records records = new Records(lines, delimiter, layout.quoting(delimiter));
        RawRecord head = records.next();
        while (head != null && head.isBlank()) {
            head = records.next();
        }
        records.expectColumns(header.columns());
        return records;
    }
}
