package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code bulk_update_price_quantity}, whose answer tells of each SKU by itself. It only knows what the Inventory API made;
 * listings that were made on eBay's pages or by older programs are found and set by the Trading API.
 */
final class EbayStock implements StockSink {
    /** eBay refuses more. */
    private static final int BATCH = 25;

    /** “SKU not found”, in the words of several calls. */
    private static final List<Integer> UNKNOWN = List.of(25_702, 25_713, 25_710);

    private final EbayTrading trading;

    EbayStock(Clock clock) {
        this.trading = new EbayTrading(clock);
    }

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        levels.forEach(level -> wanted.put(level.sku().value(), level.available()));
        Map<String, String> problems = new HashMap<>();
        List<String> others = new ArrayList<>();
        List<String> skus = new ArrayList<>();
        for (String sku : wanted.keySet()) {
            if (EbayTrading.isItem(sku)) { // an order's line without a SKU is known by its listing
                others.add(sku);
            } else {
                skus.add(sku);
            }
        }
        for (int from = 0; from < skus.size(); from += BATCH) {
            update(skus.subList(from, Math.min(skus.size(), from + BATCH)), wanted, problems, others, connection, http);
        }
        if (!others.isEmpty()) {
            trading.set(others, wanted, problems, connection, http);
        }
        return levels.stream()
                .map(level -> new Result(
                        level.sku(),
                        Optional.ofNullable(problems.get(level.sku().value()))))
                .toList();
    }

    private static void update(
            List<String> skus,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            List<String> others,
            ConnectionAccess connection,
            PlatformHttp http) {
        ObjectNode body = JsonApi.object();
        ArrayNode requests = body.putArray("requests");
        skus.forEach(sku -> requests.addObject()
                .put("sku", sku)
                .putObject("shipToLocationAvailability")
                .put("quantity", wanted.getOrDefault(sku, 0)));
        JsonNode answer;
        try {
            answer = EbayApi.send("POST", "/sell/inventory/v1/bulk_update_price_quantity", body, connection, http)
                    .body();
        } catch (ConnectorException.Refused refused) {
            if (skus.size() == 1) {
                problems.put(skus.get(0), String.valueOf(refused.getMessage()));
                return;
            }
            int half = skus.size() / 2;
            update(skus.subList(0, half), wanted, problems, others, connection, http);
            update(skus.subList(half, skus.size()), wanted, problems, others, connection, http);
            return;
        }
        Map<String, JsonNode> bySku = new HashMap<>();
        answer.path("responses").forEach(each -> bySku.merge(each.path("sku").asText(), each, EbayStock::worse));
        for (String sku : skus) {
            JsonNode each = bySku.get(sku);
            if (each == null) {
                problems.put(sku, "eBay's answer does not tell of this SKU");
            } else if (isUnknown(each)) {
                others.add(sku);
            } else if (each.path("statusCode").asInt() / 100 != 2) {
                problems.put(sku, words(each));
            }
        }
    }

    /** A SKU has an answer for the item and one for each of its offers. */
    private static JsonNode worse(JsonNode one, JsonNode other) {
        return other.path("statusCode").asInt() / 100 == 2 ? one : other;
    }

    private static boolean isUnknown(JsonNode answer) {
        return answer.path("statusCode").asInt() == 404
                || errors(answer).stream()
                        .anyMatch(
                                error -> UNKNOWN.contains(error.path("errorId").asInt()));
    }

    private static List<JsonNode> errors(JsonNode answer) {
        return StreamSupport.stream(answer.path("errors").spliterator(), false).toList();
    }

    private static String words(JsonNode answer) {
        String words = errors(answer).stream()
                .map(error -> error.path("message").asText("") + " ["
                        + error.path("errorId").asText() + "]")
                .collect(Collectors.joining("; "));
        return JsonApi.excerpt(
                words.isBlank() ? "refused with " + answer.path("statusCode").asText() : words);
    }
}
