package io.quayside.app.inventory.web;

import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.InvalidValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A merchant's CSV file with a header, read line by line in constant memory. Each line stands for itself: a bad one is
 * told with its number and does not hinder the others, and a file that breaks off has done what stood before.
 */
final class CsvTable {
    private static final int MOST_ERRORS = 1_000;
    private static final int LONGEST_HEADER = 10_000;

    private final Set<String> columns;
    private final Set<String> required;

    /** @param required those of the columns that the header must name */
    CsvTable(Set<String> columns, Set<String> required) {
        this.columns = Set.copyOf(columns);
        this.required = Set.copyOf(required);
    }

    /** Takes the lines; a {@link BadLine} refuses one. */
    interface Reader {
        void line(Line line);

        /** After the last line, for a reader that takes several together. */
        default void end() {}
    }

    /** @param line in the file, from 1 */
    record LineProblem(long line, String field, String message) {}

    /** What is wrong with one line. */
    static final class BadLine extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String field;

        BadLine(String field, String message) {
            super(message);
            this.field = field;
        }
    }

    /** What came of a file so far. Not thread-safe. */
    static final class Tally {
        private long lines;
        private long failed;
        private final List<LineProblem> errors = new ArrayList<>();

        long lines() {
            return lines;
        }

        long failed() {
            return failed;
        }

        /** The first 1,000. */
        List<LineProblem> errors() {
            return List.copyOf(errors);
        }

        void refuse(long line, String field, String message) {
            failed++;
            if (errors.size() < MOST_ERRORS) {
                errors.add(new LineProblem(line, field, message));
            }
        }
    }

    /** One line, by the names of its columns. */
    static final class Line {
        private final long number;
        private final CSVRecord cells;
        private final Map<String, Integer> columns;

        private Line(long number, CSVRecord cells, Map<String, Integer> columns) {
            this.number = number;
            this.cells = cells;
            this.columns = columns;
        }

        /** In the file, from 1. */
        long number() {
            return number;
        }

        /** Empty when the file has no such column or the line no such cell. */
        String value(String name) {
            Integer at = columns.get(name);
            return at == null || at >= cells.size() ? "" : cells.get(at);
        }

        /** @throws BadLine when the parser calls the value invalid */
        <T> T read(String name, Function<String, T> parser) {
            String text = value(name);
            if (text.indexOf('\ufffd') >= 0) {
                throw new BadLine(name, "is not in UTF-8: save the file as UTF-8");
            }
            try {
                return parser.apply(text);
            } catch (InvalidValue e) {
                throw new BadLine(name, String.valueOf(e.getMessage()));
            }
        }
    }

    /** @throws Problem when the header does not name the columns */
    void read(InputStream csv, Tally tally, Reader reader) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8), 2 * LONGEST_HEADER);
        Map<String, Integer> found = new HashMap<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(header(text, found))
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser parser = format.parse(text)) {
            for (CSVRecord cells : readable(parser, tally)) {
                tally.lines++;
                Line line = new Line(parser.getCurrentLineNumber() + 1, cells, found);
                try {
                    reader.line(line);
                } catch (BadLine bad) {
                    tally.refuse(line.number(), bad.field, String.valueOf(bad.getMessage()));
                }
            }
        }
        reader.end();
    }

    /** Reads the header, notes where the columns stand, and tells what separates them. */
    private char header(BufferedReader reader, Map<String, Integer> found) throws IOException {
        reader.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER - 1];
        int length = Math.max(0, reader.read(start));
        String header = new String(start, 0, length).lines().findFirst().orElse("");
        reader.reset();
        reader.readLine();
        String clean = header.startsWith("\ufeff") ? header.substring(1) : header;
        char delimiter = clean.indexOf('\t') >= 0 ? '\t' : clean.indexOf(';') >= 0 ? ';' : ',';
        String[] names = clean.split(Pattern.quote(String.valueOf(delimiter)), -1);
        for (int at = 0; at < names.length; at++) {
            String name = names[at].strip().replace("\"", "").toLowerCase(Locale.ROOT);
            if (columns.contains(name)) {
                found.putIfAbsent(name, at);
            }
        }
        if (!found.keySet().containsAll(required)) {
            throw Problem.invalid(
                    "header",
                    "the first line must name the columns %s (and may name %s); it is '%s'"
                            .formatted(
                                    inWords(required),
                                    inWords(columns.stream()
                                            .filter(name -> !required.contains(name))
                                            .toList()),
                                    InvalidValue.excerpt(clean)));
        }
        return delimiter;
    }

    private static String inWords(Collection<String> names) {
        return String.join(" and ", names.stream().sorted().toList());
    }

    /** Ends at a line that can't be told from the next, with a problem, where the parser would throw. */
    private static Iterable<CSVRecord> readable(CSVParser parser, Tally tally) {
        Iterator<CSVRecord> lines = parser.iterator();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return lines.hasNext();
                } catch (UncheckedIOException | IllegalStateException e) {
                    tally.lines++;
                    tally.refuse(
                            parser.getCurrentLineNumber() + 1,
                            "",
                            "can't be read on from here: look for a quote that is not closed");
                    return false;
                }
            }

            @Override
            public CSVRecord next() {
                return lines.next();
            }
        };
    }
}
