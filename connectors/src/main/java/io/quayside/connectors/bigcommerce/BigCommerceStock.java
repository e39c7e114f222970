package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Absolute adjustments, many in one call; a call that is refused is halved until the bad item stands alone. The answer is
 * a transaction whose effect comes a moment later, so its number is the receipt. Equal levels need no call.
 */
final class BigCommerceStock implements StockSink {
    private static final int BATCH = 50;

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        int location = Integer.parseInt(connection
                .setting("locationId")
                .filter(text -> text.matches("\\d{1,9}"))
                .orElse("1"));
        Map<String, Integer> wanted = new LinkedHashMap<>();
        levels.forEach(level -> wanted.put(level.sku().value(), level.available()));
        Map<String, String> problems = new HashMap<>();
        List<String> skus = new ArrayList<>(wanted.keySet());
        for (int from = 0; from < skus.size(); from += BATCH) {
            List<String> batch = skus.subList(from, Math.min(skus.size(), from + BATCH));
            adjust(
                    differing(batch, location, wanted, problems, connection, http),
                    location,
                    wanted,
                    problems,
                    connection,
                    http);
        }
        return levels.stream()
                .map(level -> new Result(
                        level.sku(),
                        Optional.ofNullable(problems.get(level.sku().value()))))
                .toList();
    }

    private static List<String> differing(
            List<String> skus,
            int location,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        Map<String, Integer> has = new HashMap<>();
        String query = JsonApi.query(Map.of("sku:in", String.join(",", skus), "limit", "250"));
        for (JsonNode item : BigCommerceApi.get("/v3/inventory/items?" + query, connection, http)
                .path("data")) {
            for (JsonNode place : item.path("locations")) {
                if (place.path("location_id").asInt() == location) {
                    has.put(
                            item.path("identity").path("sku").asText(),
                            place.path("total_inventory_onhand").asInt());
                }
            }
        }
        List<String> differing = new ArrayList<>();
        for (String sku : skus) {
            Integer level = has.get(sku);
            if (level == null) {
                problems.put(sku, "no product in BigCommerce has this SKU and tracks its inventory");
            } else if (level.intValue() != wanted.getOrDefault(sku, 0)) {
                differing.add(sku);
            }
        }
        return differing;
    }

    private static void adjust(
            List<String> skus,
            int location,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        if (skus.isEmpty()) {
            return;
        }
        ObjectNode body = JsonApi.object().put("reason", "Stock level of Quayside");
        ArrayNode items = body.putArray("items");
        skus.forEach(sku -> items.addObject()
                .put("location_id", location)
                .put("sku", sku)
                .put("quantity", wanted.getOrDefault(sku, 0)));
        try {
            BigCommerceApi.send("PUT", "/v3/inventory/adjustments/absolute", body, connection, http);
        } catch (ConnectorException.Refused refused) {
            if (skus.size() == 1) {
                problems.put(skus.get(0), String.valueOf(refused.getMessage()));
                return;
            }
            int half = skus.size() / 2;
            adjust(skus.subList(0, half), location, wanted, problems, connection, http);
            adjust(skus.subList(half, skus.size()), location, wanted, problems, connection, http);
        }
    }
}
