package io.quayside.connectors.csv;

import io.quayside.connectors.csv.FilePreview.Column;
import io.quayside.connectors.csv.FilePreview.Match;
import io.quayside.connectors.csv.FilePreview.ReadOrder;
import io.quayside.connectors.csv.FilePreview.RefusedRow;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows what {@link CsvOrderReader} would make of a file. Where no layout fits and nothing was set, what the columns
 * may mean is guessed and the file is read by that. Stateless and thread-safe; stores nothing.
 */
public final class FilePreviewReader {
    private static final int SAMPLE_ROWS = 50;
    private static final int SAMPLES = 3;
    private static final int LONGEST_SAMPLE = 80;
    private static final int MOST_COLUMNS = 500;

    private final CsvOrderReader reader = new CsvOrderReader();
    private final int mostOrders;
    private final int mostRefused;

    public FilePreviewReader(int mostOrders, int mostRefused) {
        this.mostOrders = mostOrders;
        this.mostRefused = mostRefused;
    }

    /**
     * @param settings with columns, when a person has chosen them already
     * @throws UnreadableFile when there are no columns to show: an empty file, a broken first line
     */
    public FilePreview preview(byte[] file, CsvSettings settings, Instant receivedAt) {
        try {
            Source source = Source.of(file);
            TextEncoding encoding = TextEncoding.detect(source, settings.charset());
            Opening known = knownOpening(source, encoding, settings);
            Opening.Head head = Opening.head(
                    source,
                    encoding,
                    known == null ? settings : known.settings().withDelimiter(known.delimiter()),
                    SAMPLE_ROWS);
            if (head.names().size() > MOST_COLUMNS) {
                throw new UnreadableFile("the file has more than %d columns".formatted(MOST_COLUMNS));
            }
            boolean guessing = known == null && settings.columns().isEmpty();
            Map<String, String> set = settings.columns();
            Map<String, String> guessed = guessing ? ColumnGuess.of(head.names(), head.rows(), Set.of()) : Map.of();
            CsvSettings reading = guessed.isEmpty() ? settings : settings.withColumns(guessed);
            Shown shown = new Shown();
            CsvOrderReader.Summary summary = null;
            String problem = "";
            try {
                summary = reader.read(source, reading, receivedAt, shown);
            } catch (UnreadableFile e) {
                problem = String.valueOf(e.getMessage());
            }
            boolean standard = known == null || known.layout().name().equals(StandardLayout.NAME);
            List<Column> columns = columns(head, set, guessed, standard);
            return new FilePreview(
                    Optional.ofNullable(summary).map(CsvOrderReader.Summary::layout),
                    Formats.delimiterName(head.delimiter()),
                    encoding.charset().name(),
                    columns,
                    summary == null ? missing(columns) : List.of(),
                    set.isEmpty() ? guessed : inFileOrder(head.names(), set),
                    Optional.ofNullable(summary),
                    problem,
                    shown.orders,
                    shown.refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array has no I/O
        }
    }

    private static @Nullable Opening knownOpening(Source source, TextEncoding encoding, CsvSettings settings)
            throws IOException {
        try {
            return Opening.of(source, encoding, settings);
        } catch (UnreadableFile noLayoutFits) {
            return null; // said below, beside the columns
        }
    }

    private static Map<String, String> inFileOrder(List<String> names, Map<String, String> set) {
        Map<String, String> ordered = new LinkedHashMap<>();
        names.stream().filter(set::containsKey).forEach(name -> ordered.put(name, set.get(name)));
        set.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static List<Column> columns(
            Opening.Head head, Map<String, String> set, Map<String, String> guessed, boolean standard) {
        Map<String, String> byKey = new HashMap<>();
        set.forEach((name, meaning) -> byKey.put(Header.key(name), meaning));
        Set<String> meant = new HashSet<>(byKey.values());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < head.names().size(); i++) {
            String name = head.names().get(i);
            List<String> samples = samples(head.rows(), i);
            String chosen = byKey.get(Header.key(name));
            Optional<String> own = StandardLayout.column(name).filter(column -> !meant.contains(column));
            if (chosen != null) {
                columns.add(new Column(name, samples, Optional.of(chosen), Match.SETTING));
            } else if (!standard) {
                columns.add(new Column(name, samples, Optional.empty(), Match.LAYOUT));
            } else if (guessed.containsKey(name)) {
                boolean sameName = own.filter(guessed.get(name)::equals).isPresent();
                columns.add(new Column(
                        name, samples, Optional.of(guessed.get(name)), sameName ? Match.NAME : Match.SUGGESTED));
            } else if (own.isPresent() && !guessed.containsValue(own.get())) {
                columns.add(new Column(name, samples, own, Match.NAME));
            } else {
                columns.add(new Column(name, samples, Optional.empty(), Match.NONE));
            }
        }
        return columns;
    }

    private static List<String> samples(List<List<String>> rows, int position) {
        Set<String> samples = new LinkedHashSet<>();
        for (List<String> row : rows) {
            String value = row.get(position).strip();
            if (!value.isEmpty() && samples.size() < SAMPLES) {
                samples.add(value.length() <= LONGEST_SAMPLE ? value : value.substring(0, LONGEST_SAMPLE) + "…");
            }
        }
        return List.copyOf(samples);
    }

    private static List<String> missing(List<Column> columns) {
        Set<String> has = new HashSet<>();
        columns.forEach(column -> column.standard().ifPresent(has::add));
        List<String> missing = new ArrayList<>();
        for (String needed : List.of("order_number", "quantity")) {
            if (!has.contains(needed)) {
                missing.add(needed);
            }
        }
        if (!has.contains("unit_price") && !has.contains("line_total")) {
            missing.add("unit_price or line_total");
        }
        if (!has.contains("sku") && !has.contains("title")) {
            missing.add("sku or title");
        }
        return missing;
    }

    private final class Shown implements CsvOrderReader.Sink {
        private final List<ReadOrder> orders = new ArrayList<>();
        private final List<RefusedRow> refused = new ArrayList<>();

        @Override
        public void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows) {
            if (orders.size() < mostOrders) {
                orders.add(new ReadOrder(order, firstLine, lastLine));
            }
        }

        @Override
        public void problem(long line, String field, String reason, List<String> rawRow) {
            if (refused.size() < mostRefused) {
                refused.add(new RefusedRow(line, field, reason, rawRow));
            }
        }
    }
}
