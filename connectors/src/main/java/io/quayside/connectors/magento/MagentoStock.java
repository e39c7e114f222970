package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Multi-source inventory: the level of one source, many SKUs in one call; a call that is refused is halved until the bad
 * item stands alone. What can be sold there is the sources' sum without what Magento's open orders have reserved, so the
 * units of those orders are added to the level, or they would be subtracted twice. Shops without that module keep one
 * level for each product, from which an order is taken at once.
 */
final class MagentoStock implements StockSink {
    private static final int BATCH = 50;
    private static final int MOST_PAGES = 2;
    private static final Set<String> COMPOSITES = Set.of("configurable", "bundle", "grouped");
    private final MagentoApi api;

    MagentoStock(MagentoApi api) {
        this.api = api;
    }

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        Map<String, Level> wanted = new LinkedHashMap<>();
        levels.forEach(level -> wanted.put(level.sku().value(), level));
        Map<String, String> problems;
        try {
            problems = new Push(connection, http).push(wanted);
        } catch (ConnectorException.Unsupported noSources) {
            problems = new SingleStock(api, connection, http).push(wanted);
        }
        Map<String, String> told = problems;
        return levels.stream()
                .map(level -> new Result(
                        level.sku(), Optional.ofNullable(told.get(level.sku().value()))))
                .toList();
    }

    private final class Push {
        private final ConnectionAccess connection;
        private final PlatformHttp http;
        private final String source;
        private final Map<String, String> problems = new HashMap<>();

        Push(ConnectionAccess connection, PlatformHttp http) {
            this.connection = connection;
            this.http = http;
            this.source = connection.setting("sourceCode").orElse("default");
        }

        Map<String, String> push(Map<String, Level> wanted) {
            List<String> skus = new ArrayList<>(wanted.keySet());
            for (int from = 0; from < skus.size(); from += BATCH) {
                List<String> batch = skus.subList(from, Math.min(skus.size(), from + BATCH));
                Map<String, ObjectNode> changes = new LinkedHashMap<>();
                differing(batch, wanted).forEach((sku, change) -> changes.put(sku, change));
                set(new ArrayList<>(changes.keySet()), changes);
            }
            return problems;
        }

        private Map<String, ObjectNode> differing(List<String> skus, Map<String, Level> wanted) {
            Map<String, JsonNode> has = new HashMap<>();
            bySku("/inventory/source-items", skus, search -> search.where("source_code", "eq", source))
                    .forEach(item -> has.put(same(item.path("sku").asText()), item));
            List<String> unknown =
                    skus.stream().filter(sku -> !has.containsKey(same(sku))).toList();
            Map<String, JsonNode> products = new HashMap<>();
            if (!unknown.isEmpty()) { // a level of a SKU that is no product would be taken without a word
                bySku("/products", unknown, search -> search.only("sku,type_id"))
                        .forEach(
                                product -> products.put(same(product.path("sku").asText()), product));
            }
            Map<String, ObjectNode> changes = new LinkedHashMap<>();
            for (String sku : skus) {
                Level level = Objects.requireNonNull(wanted.get(sku));
                int quantity = Math.max(0, level.available() + level.promised());
                JsonNode item = has.get(same(sku));
                JsonNode product = products.get(same(sku));
                if (item == null && product == null) {
                    problems.put(sku, "no product in Magento has this SKU");
                } else if (product != null
                        && COMPOSITES.contains(product.path("type_id").asText())) {
                    problems.put(
                            sku,
                            "this is a %s product, whose parts have the stock: map their SKUs"
                                    .formatted(product.path("type_id").asText()));
                } else if (item == null || !isAt(item, quantity)) {
                    changes.put(
                            sku,
                            JsonApi.object()
                                    .put(
                                            "sku",
                                            item == null
                                                    ? sku
                                                    : item.path("sku").asText())
                                    .put("source_code", source)
                                    .put("quantity", quantity)
                                    .put("status", 1));
                }
            }
            return changes;
        }

        private static boolean isAt(JsonNode item, int quantity) {
            return item.path("status").asInt() == 1
                    && item.path("quantity").isNumber()
                    && item.path("quantity").decimalValue().compareTo(BigDecimal.valueOf(quantity)) == 0;
        }

        /** A list of values is told with commas, so a SKU that holds one is asked for alone. */
        private List<JsonNode> bySku(String path, List<String> skus, UnaryOperator<MagentoSearch> more) {
            List<JsonNode> found = new ArrayList<>();
            List<String> plain = skus.stream().filter(sku -> !sku.contains(",")).toList();
            if (!plain.isEmpty()) {
                found.addAll(api.all(
                        path,
                        more.apply(new MagentoSearch().where("sku", "in", String.join(",", plain))),
                        MOST_PAGES,
                        connection,
                        http));
            }
            skus.stream()
                    .filter(sku -> sku.contains(","))
                    .forEach(sku -> found.addAll(api.all(
                            path, more.apply(new MagentoSearch().where("sku", "eq", sku)), 1, connection, http)));
            return found;
        }

        /** Its answer is an empty list. */
        private void set(List<String> skus, Map<String, ObjectNode> changes) {
            if (skus.isEmpty()) {
                return;
            }
            ObjectNode body = JsonApi.object();
            ArrayNode items = body.putArray("sourceItems");
            skus.forEach(sku -> items.add(changes.get(sku)));
            try {
                api.post("/inventory/source-items", body, connection, http);
            } catch (ConnectorException.Refused refused) {
                if (skus.size() == 1) {
                    problems.put(skus.get(0), String.valueOf(refused.getMessage()));
                    return;
                }
                int half = skus.size() / 2;
                set(skus.subList(0, half), changes);
                set(skus.subList(half, skus.size()), changes);
            }
        }
    }

    /** Magento compares SKUs without regard to case. */
    private static String same(String sku) {
        return sku.toLowerCase(Locale.ROOT);
    }
}
