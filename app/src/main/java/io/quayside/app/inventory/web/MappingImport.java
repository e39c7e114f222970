package io.quayside.app.inventory.web;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.inventory.persistence.MappingList;
import io.quayside.app.inventory.web.CsvTable.BadLine;
import io.quayside.app.inventory.web.CsvTable.LineProblem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMapping.Use;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.MapSkus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes mappings from a file, five hundred at a time; what is wrong with a line is told and the others are made. */
@Component
class MappingImport {
    private static final int TOGETHER = 500;
    private static final CsvTable TABLE = new CsvTable(
            Set.of("connection", "channel_sku", "product_id", "title", "sku", "use"), Set.of("connection", "sku"));
    private static final Map<String, String> COLUMNS =
            Map.of("connectionId", "connection", "channelSku", "channel_sku", "productId", "product_id");

    private final MapSkus mapSkus;
    private final MappingList mappings;

    MappingImport(MapSkus mapSkus, MappingList mappings) {
        this.mapSkus = mapSkus;
        this.mappings = mappings;
    }

    /**
     * @param lines that were read, without the header
     * @param mapped lines whose mapping is made
     * @param failed lines that were refused; the first 1,000 are told of
     */
    record Result(long lines, long mapped, long failed, List<LineProblem> errors) {}

    Result read(TenantId tenant, InputStream csv) throws IOException {
        CsvTable.Tally tally = new CsvTable.Tally();
        TABLE.read(csv, tally, new Batch(tenant, mappings.connections(tenant), tally));
        List<LineProblem> inOrder = new ArrayList<>(tally.errors());
        inOrder.sort((one, other) -> Long.compare(one.line(), other.line()));
        return new Result(tally.lines(), tally.lines() - tally.failed(), tally.failed(), inOrder);
    }

    private record Numbered(long line, SkuMapping mapping) {}

    private final class Batch implements CsvTable.Reader {
        private final TenantId tenant;
        private final Map<ConnectionId, String> connections;
        private final CsvTable.Tally tally;
        private final List<Numbered> waiting = new ArrayList<>();

        Batch(TenantId tenant, Map<ConnectionId, String> connections, CsvTable.Tally tally) {
            this.tenant = tenant;
            this.connections = connections;
            this.tally = tally;
        }

        @Override
        public void line(CsvTable.Line line) {
            List<FieldProblem> problems = new ArrayList<>();
            SkuMapping mapping = new MappingBody(
                            line.read("connection", this::connection),
                            line.read("channel_sku", text -> text),
                            line.read("product_id", text -> text),
                            line.read("title", text -> text),
                            line.read("sku", text -> text),
                            line.read("use", MappingImport::use))
                    .read(connections.keySet(), problems);
            if (mapping == null) {
                FieldProblem first = problems.get(0);
                throw new BadLine(COLUMNS.getOrDefault(first.field(), first.field()), first.message());
            }
            waiting.add(new Numbered(line.number(), mapping));
            if (waiting.size() == TOGETHER) {
                end();
            }
        }

        /** By id or by name, which must be that of one connection only. */
        private ConnectionId connection(String text) {
            List<ConnectionId> named = connections.entrySet().stream()
                    .filter(known -> known.getKey().toString().equalsIgnoreCase(text)
                            || known.getValue().equalsIgnoreCase(text))
                    .map(Map.Entry::getKey)
                    .toList();
            if (named.size() != 1) {
                throw new InvalidValue(
                        named.isEmpty()
                                ? "'%s' is neither the id nor the name of a connection"
                                        .formatted(InvalidValue.excerpt(text))
                                : "several connections are called '%s': use the id"
                                        .formatted(InvalidValue.excerpt(text)));
            }
            return named.get(0);
        }

        @Override
        public void end() {
            Set<Sku> unknown =
                    mapSkus.map(tenant, waiting.stream().map(Numbered::mapping).toList());
            for (Numbered made : waiting) {
                Sku product = made.mapping().product();
                if (product != null && unknown.contains(product)) {
                    tally.refuse(
                            made.line(),
                            "sku",
                            "'%s' is not in the catalog".formatted(InvalidValue.excerpt(product.value())));
                }
            }
            waiting.clear();
        }
    }

    private static @Nullable Use use(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return Arrays.stream(Use.values())
                .filter(use -> use.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "must be one of " + Arrays.toString(Use.values()).toLowerCase(Locale.ROOT)));
    }
}
