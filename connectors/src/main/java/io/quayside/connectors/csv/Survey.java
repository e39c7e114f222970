package io.quayside.connectors.csv;

import io.quayside.connectors.csv.Records.RawRecord;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first reading of a file tells about the second: number and date formats, and which orders can't be imported
 * because a row of theirs is unreadable, stands elsewhere, or there are too many. Memory: {@link OrderKeys}.
 */
final class Survey {
    static final int MOST_ROWS_PER_ORDER = 5_000;
    private static final int MOST_CHARS_PER_ORDER = 8 << 20;

    private final Opening opening;
    private final NumberEvidence numbers = new NumberEvidence();
    private final DateEvidence dates = new DateEvidence();
    private final OrderKeys seen = new OrderKeys();
    private final OrderKeys scattered = new OrderKeys();
    private final OrderKeys damaged = new OrderKeys();
    private final OrderKeys tooLong = new OrderKeys();
    private long rows;
    private long chars;

    private Survey(Opening opening) {
        this.opening = opening;
    }

    static Survey of(Opening opening, Source source, TextEncoding encoding) throws IOException {
        Survey survey = new Survey(opening);
        try (Records records = opening.rows(source, encoding)) {
            survey.run(records);
        }
        return survey;
    }

    private void run(Records records) throws IOException {
        Header header = opening.header();
        int[] amounts = positions(header, opening.layout().amounts());
        int[] days = positions(header, opening.layout().dates());
        String keyColumn = opening.layout().orderColumn(header);
        String current = "";
        long rowsOfOrder = 0;
        long charsOfOrder = 0;
        for (RawRecord record = records.next(); record != null; record = records.next()) {
            if (record.isBlank() || isHeaderAgain(record)) {
                continue;
            }
            rows++;
            chars += record.raw().length();
            String key = new Row(header, record).get(keyColumn);
            if (problem(record) != null) {
                String likely =
                        record.broken() == null ? key : key.replace("\"", "").strip();
                if (!likely.isEmpty()) {
                    damaged.add(OrderKeys.hash(likely), record.firstLine());
                }
                continue;
            }
            if (key.isEmpty()) {
                continue;
            }
            if (key.equals(current)) {
                rowsOfOrder++;
                charsOfOrder += record.raw().length();
                if (rowsOfOrder > MOST_ROWS_PER_ORDER || charsOfOrder > MOST_CHARS_PER_ORDER) {
                    tooLong.add(OrderKeys.hash(key), record.firstLine());
                }
            } else {
                long hash = OrderKeys.hash(key);
                if (!seen.add(hash, record.firstLine())) {
                    scattered.add(hash, record.firstLine());
                }
                current = key;
                rowsOfOrder = 1;
                charsOfOrder = record.raw().length();
            }
            look(record, amounts, days);
        }
    }

    private void look(RawRecord record, int[] amounts, int[] days) {
        for (int position : amounts) {
            if (position < record.cells().length) {
                numbers.see(record.cells()[position].strip(), record.firstLine());
            }
        }
        for (int position : days) {
            if (position < record.cells().length && !record.cells()[position].isEmpty()) {
                dates.see(record.cells()[position].strip(), record.firstLine());
            }
        }
    }

    private static int[] positions(Header header, List<String> columns) {
        return columns.stream()
                .mapToInt(header::position)
                .filter(position -> position >= 0)
                .toArray();
    }

    /** Files that were put together keep the header of each part. */
    boolean isHeaderAgain(RawRecord record) {
        return record.raw().equals(opening.header().raw());
    }

    /** Why a row can't be read as a row, else null. */
    @Nullable
    String problem(RawRecord record) {
        if (record.broken() != null) {
            return record.broken();
        }
        int columns = opening.header().columns();
        for (int i = columns; i < record.cells().length; i++) {
            if (!record.cells()[i].isBlank()) {
                return ("the row has %d columns, the header has %d: put a value that holds the delimiter or a line break "
                                + "in quotes")
                        .formatted(record.cells().length, opening.header().namedColumns());
            }
        }
        if (record.raw().indexOf('\0') >= 0) {
            return "the row holds NUL characters: the file was damaged in transfer or is not complete";
        }
        return null;
    }

    Formats formats() {
        Layout layout = opening.layout();
        CsvSettings settings = opening.settings();
        DateOrder order = settings.datePattern().isPresent()
                ? DateOrder.YMD
                : dates.decide(settings.dateOrder().orElse(null), layout.usualDateOrder());
        return new Formats(
                opening.delimiter(),
                numbers.decide(settings.decimal().orElse(null), layout.usualDecimal()),
                order,
                opening.layoutName());
    }

    /**
     * Why no row of this order can be imported.
     *
     * @param together whether rows that stand apart are brought together in memory
     */
    Optional<String> refusal(String key, boolean together) {
        long hash = OrderKeys.hash(key);
        if (damaged.lineOf(hash) > 0) {
            return Optional.of(
                    "not imported, because line %d of the same order can't be read".formatted(damaged.lineOf(hash)));
        }
        if (tooLong.lineOf(hash) > 0) {
            return Optional.of("an order has at most %,d rows, this one goes on at line %d"
                    .formatted(MOST_ROWS_PER_ORDER, tooLong.lineOf(hash)));
        }
        if (!together && scattered.lineOf(hash) > 0) {
            return Optional.of(
                    ("the rows of order %s are not together (it begins on line %d and comes again on line %d): sort "
                                    + "the file by order number")
                            .formatted(InvalidValue.excerpt(key), seen.lineOf(hash), scattered.lineOf(hash)));
        }
        return Optional.empty();
    }

    long rows() {
        return rows;
    }

    long chars() {
        return chars;
    }

    boolean hasScatteredOrders() {
        return !scattered.isEmpty();
    }
}
