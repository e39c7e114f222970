package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets stock by the batch routes, whose elements answer each for itself: what the answer shows is the confirmation. A
 * product that has the level already is left alone, so our own sale that the shop counted first costs no call.
 */
final class WooStock implements StockSink {
    private static final int BATCH = 50;

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        levels.forEach(level -> wanted.put(level.sku().value(), level.available()));
        Map<String, String> problems = new HashMap<>();
        List<String> skus = new ArrayList<>(wanted.keySet());
        for (int from = 0; from < skus.size(); from += BATCH) {
            push(skus.subList(from, Math.min(skus.size(), from + BATCH)), wanted, problems, connection, http);
        }
        return levels.stream()
                .map(level -> new Result(
                        level.sku(),
                        Optional.ofNullable(problems.get(level.sku().value()))))
                .toList();
    }

    private static void push(
            List<String> skus,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        Map<String, List<JsonNode>> found = find(skus, connection, http);
        Map<String, ArrayNode> byRoute = new LinkedHashMap<>();
        Map<String, String> skuById = new HashMap<>();
        for (String sku : skus) {
            List<JsonNode> products = found.getOrDefault(sku, List.of());
            if (products.size() != 1) {
                problems.put(
                        sku,
                        products.isEmpty()
                                ? "no product in the shop has this SKU"
                                : "%d products in the shop have this SKU: make it unique".formatted(products.size()));
                continue;
            }
            JsonNode product = products.get(0);
            if (product.path("manage_stock").asText().equals("parent")) {
                problems.put(sku, "the shop counts this variation's stock on its parent: manage stock per variation");
                continue;
            }
            int level = wanted.getOrDefault(sku, 0);
            if (product.path("manage_stock").asBoolean() && has(product, level)) {
                continue;
            }
            boolean variation = product.path("type").asText().equals("variation");
            String route = variation
                    ? "/wc/v3/products/" + product.path("parent_id").asText() + "/variations/batch"
                    : "/wc/v3/products/batch";
            skuById.put(product.path("id").asText(), sku);
            byRoute.computeIfAbsent(route, key -> JsonApi.JSON.createArrayNode())
                    .addObject()
                    .put("id", product.path("id").asLong())
                    .put("manage_stock", true)
                    .put("stock_quantity", level);
        }
        byRoute.forEach((route, updates) -> {
            ObjectNode body = JsonApi.object();
            body.set("update", updates);
            JsonNode answer = WooApi.send("POST", route, body, connection, http).body();
            confirm(answer.path("update"), skuById, wanted, problems);
        });
    }

    private static void confirm(
            JsonNode answers, Map<String, String> skuById, Map<String, Integer> wanted, Map<String, String> problems) {
        for (JsonNode answer : answers) {
            String sku = skuById.get(answer.path("id").asText());
            if (sku == null) {
                continue;
            }
            if (answer.has("error")) {
                problems.put(
                        sku,
                        JsonApi.excerpt(answer.path("error").path("message").asText("refused")));
            } else if (!has(answer, wanted.getOrDefault(sku, 0))) {
                problems.put(
                        sku,
                        "the shop did not keep the level: it shows "
                                + answer.path("stock_quantity").asText());
            }
        }
    }

    /** {@code stock_quantity} comes as a number or as text, whole or not. */
    private static boolean has(JsonNode product, int level) {
        try {
            return new java.math.BigDecimal(
                                    product.path("stock_quantity").asText("").strip())
                            .compareTo(java.math.BigDecimal.valueOf(level))
                    == 0;
        } catch (NumberFormatException unset) {
            return false;
        }
    }

    /** By exact SKU; current versions find variations as well. */
    private static Map<String, List<JsonNode>> find(List<String> skus, ConnectionAccess connection, PlatformHttp http) {
        Map<String, List<JsonNode>> found = new HashMap<>();
        String query = JsonApi.query(Map.of("sku", String.join(",", skus), "per_page", "100", "status", "any"));
        for (JsonNode product : WooApi.get("/wc/v3/products?" + query, connection, http)) {
            found.computeIfAbsent(product.path("sku").asText(), sku -> new ArrayList<>())
                    .add(product);
        }
        return found;
    }
}
