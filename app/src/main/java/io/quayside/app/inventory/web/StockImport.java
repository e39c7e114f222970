package io.quayside.app.inventory.web;

import io.quayside.app.http.Problem;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a count of stock line by line, in constant memory. Each line is a count of its own: a bad one is told with its
 * number and does not hinder the others, and a file that breaks off has counted what stood before.
 */
@Component
public class StockImport {
    private static final int MOST_ERRORS = 1_000;
    private static final int LONGEST_HEADER = 10_000;
    private static final String REASON = "count by file";
    private static final Set<String> COLUMNS = Set.of("sku", "on_hand", "location", "title");

    private final StockChanges changes;
    private final Products products;
    private final UnitOfWork unitOfWork;

    StockImport(StockChanges changes, Products products, UnitOfWork unitOfWork) {
        this.changes = changes;
        this.products = products;
        this.unitOfWork = unitOfWork;
    }

    /**
     * @param lines that were read, without the header
     * @param counted lines whose stock is as they say now
     * @param failed lines that were refused; the first 1,000 are told of
     */
    public record Result(long lines, long counted, long failed, List<LineProblem> errors) {}

    /** @param line in the file, from 1 */
    public record LineProblem(long line, String field, String message) {}

    /** @throws Problem when the header does not name the columns */
    public Result read(TenantId tenant, InputStream csv) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8), 2 * LONGEST_HEADER);
        Map<String, Integer> columns = new HashMap<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(header(reader, columns))
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        Tally tally = new Tally();
        try (CSVParser parser = format.parse(reader)) {
            for (CSVRecord line : readable(parser, tally)) {
                tally.lines++;
                try {
                    count(tenant, line, columns);
                    tally.counted++;
                } catch (BadLine bad) {
                    tally.refuse(parser.getCurrentLineNumber() + 1, bad.field, String.valueOf(bad.getMessage()));
                }
            }
        }
        return new Result(tally.lines, tally.counted, tally.failed, List.copyOf(tally.errors));
    }

    private void count(TenantId tenant, CSVRecord line, Map<String, Integer> columns) {
        Sku sku = read("sku", value(line, columns, "sku"), Sku::new);
        Quantity onHand = read("on_hand", value(line, columns, "on_hand"), StockImport::units);
        String place = value(line, columns, "location");
        LocationId location = place.isEmpty() ? LocationId.MAIN : read("location", place, LocationId::new);
        String title = value(line, columns, "title");
        if (!title.isEmpty()) {
            Product product = read("title", title, text -> new Product(sku, text, null));
            unitOfWork.execute(tenant, () -> {
                if (products.find(tenant, sku).isEmpty()) {
                    products.save(tenant, product);
                }
            });
        }
        changes.count(tenant, sku, location, onHand, REASON);
    }

    private static String value(CSVRecord line, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        return at == null || at >= line.size() ? "" : line.get(at);
    }

    private static <T> T read(String field, String text, java.util.function.Function<String, T> parser) {
        if (text.indexOf('\ufffd') >= 0) {
            throw new BadLine(field, "is not in UTF-8: save the file as UTF-8");
        }
        try {
            return parser.apply(text);
        } catch (InvalidValue e) {
            throw new BadLine(field, String.valueOf(e.getMessage()));
        }
    }

    private static Quantity units(String text) {
        try {
            return Quantity.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new InvalidValue("'%s' is not a whole number of units".formatted(InvalidValue.excerpt(text)));
        }
    }

    /** Reads the header, notes where the columns stand, and tells what separates them. */
    private static char header(BufferedReader reader, Map<String, Integer> columns) throws IOException {
        reader.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER - 1];
        int length = Math.max(0, reader.read(start));
        String header = new String(start, 0, length).lines().findFirst().orElse("");
        reader.reset();
        reader.readLine();
        String clean = header.startsWith("\ufeff") ? header.substring(1) : header;
        char delimiter = clean.indexOf('\t') >= 0 ? '\t' : clean.indexOf(';') >= 0 ? ';' : ',';
        String[] names = clean.split(java.util.regex.Pattern.quote(String.valueOf(delimiter)), -1);
        for (int at = 0; at < names.length; at++) {
            String name = names[at].strip().replace("\"", "").toLowerCase(Locale.ROOT);
            if (COLUMNS.contains(name)) {
                columns.putIfAbsent(name, at);
            }
        }
        if (!columns.containsKey("sku") || !columns.containsKey("on_hand")) {
            throw Problem.invalid(
                    "header",
                    "the first line must name the columns sku and on_hand (and may name location and title); it is '%s'"
                            .formatted(InvalidValue.excerpt(clean)));
        }
        return delimiter;
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

    private static final class Tally {
        private long lines;
        private long counted;
        private long failed;
        private final List<LineProblem> errors = new ArrayList<>();

        void refuse(long line, String field, @Nullable String message) {
            failed++;
            if (errors.size() < MOST_ERRORS) {
                errors.add(new LineProblem(line, field, String.valueOf(message)));
            }
        }
    }

    private static final class BadLine extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String field;

        BadLine(String field, String message) {
            super(message);
            this.field = field;
        }
    }
}
