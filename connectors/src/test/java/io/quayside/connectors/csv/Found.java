package io.quayside.connectors.csv;

import io.quayside.domain.orders.CanonicalOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a file and remembers what came out of it. */
final class Found implements CsvOrderReader.Sink {
    static final Instant RECEIVED = Instant.parse("2026-09-10T12:00:00Z");

    final List<CanonicalOrder> orders = new ArrayList<>();
    final List<String> raws = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    CsvOrderReader.@Nullable Summary summary;

    record Problem(long line, String field, String reason, List<String> row) {}

    static Found in(String text, String... settings) {
        return in(text.getBytes(StandardCharsets.UTF_8), settings);
    }

    /** @param settings names and values in turn */
    static Found in(byte[] bytes, String... settings) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        Found found = new Found();
        found.summary = new CsvOrderReader().read(bytes, CsvSettings.of(map), RECEIVED, found);
        return found;
    }

    CsvOrderReader.Summary summary() {
        return Objects.requireNonNull(summary);
    }

    CanonicalOrder only() {
        if (orders.size() != 1) {
            throw new AssertionError("expected one order: " + orders + ", problems " + problems);
        }
        return orders.get(0);
    }

    @Override
    public void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows) {
        orders.add(order);
        raws.add(rawRows);
    }

    @Override
    public void problem(long line, String field, String reason, List<String> rawRow) {
        problems.add(new Problem(line, field, reason, rawRow));
    }
}
