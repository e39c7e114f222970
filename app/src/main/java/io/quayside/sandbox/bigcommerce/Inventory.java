package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Stock at the one location of a simulated store. */
final class Inventory {
    private static final int MOST_ITEMS = 2_000;
    /** All items are variants of one product. */
    private static final int PRODUCT = 77;

    private Inventory() {}

    static Reply items(Store store, Call call) {
        List<String> wanted =
                call.parameter("sku:in").map(skus -> List.of(skus.split(","))).orElse(List.of());
        List<Map.Entry<String, Integer>> found = new ArrayList<>(store.stock().entrySet());
        found.removeIf(item -> !wanted.isEmpty() && !wanted.contains(item.getKey()));
        int size = call.number("limit", 50);
        int page = call.number("page", 1);
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        found.stream()
                .skip((long) (page - 1) * size)
                .limit(size)
                .forEach(item -> data.add(item(item.getKey(), item.getValue())));
        answer.putObject("meta")
                .putObject("pagination")
                .put("total", found.size())
                .put("count", data.size())
                .put("per_page", size)
                .put("current_page", page)
                .put("total_pages", (found.size() + size - 1) / Math.max(1, size));
        return Reply.ok(answer);
    }

    private static ObjectNode item(String sku, int units) {
        ObjectNode item = Json.object();
        item.putObject("identity")
                .put("sku", sku)
                .put("sku_id", PRODUCT)
                .put("variant_id", PRODUCT)
                .put("product_id", PRODUCT);
        ObjectNode place = item.putArray("locations")
                .addObject()
                .put("location_id", 1)
                .put("location_code", "BC-LOCATION-1")
                .put("location_name", "Default location")
                .put("location_enabled", true)
                .put("total_inventory_onhand", units)
                .put("available_to_sell", units);
        place.putObject("settings").put("safety_stock", 0).put("is_in_stock", units > 0);
        return item;
    }

    /**
     * All or nothing.
     *
     * @param updated told of each item as a webhook tells it
     */
    static Reply adjusted(Store store, ObjectNode asked, Consumer<ObjectNode> updated) {
        ObjectNode errors = Json.object();
        if (asked.path("items").isEmpty() || asked.path("items").size() > MOST_ITEMS) {
            errors.put("items", "must hold 1 to %d items".formatted(MOST_ITEMS));
        }
        for (JsonNode item : asked.path("items")) {
            if (!store.stock().containsKey(item.path("sku").asText())) {
                errors.put("sku", "not found: " + item.path("sku").asText());
            } else if (!item.path("quantity").isInt() || item.path("quantity").asInt() < 0) {
                errors.put("quantity", "must be a positive number or zero");
            } else if (item.path("location_id").asInt() != 1) {
                errors.put(
                        "location_id", "not found: " + item.path("location_id").asText());
            }
        }
        if (!errors.isEmpty()) {
            ObjectNode problem = Json.object().put("status", 422).put("title", "Unprocessable entity");
            problem.set("errors", errors);
            return Reply.json(422, problem);
        }
        for (JsonNode item : asked.path("items")) {
            store.setStock(item.path("sku").asText(), item.path("quantity").asInt());
            ObjectNode told = Json.object().put("type", "product").put("id", PRODUCT);
            told.putObject("inventory")
                    .put("product_id", PRODUCT)
                    .put("method", "absolute")
                    .put("value", item.path("quantity").asInt());
            updated.accept(told);
        }
        return Reply.ok(Json.object().put("transaction_id", UUID.randomUUID().toString()));
    }
}
