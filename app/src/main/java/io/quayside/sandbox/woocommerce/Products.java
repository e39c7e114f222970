package io.quayside.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.util.List;
import java.util.function.Consumer;

/** The shop's catalog: simple products whose stock is managed. */
final class Products {
    private static final int MOST_IN_A_BATCH = 100;

    private Products() {}

    /** @param updated told of each product that was changed */
    static Reply answer(Store store, String[] parts, Call call, Consumer<ObjectNode> updated) {
        if (parts.length == 1 && call.method().equals("GET")) {
            List<String> wanted = List.of(call.parameter("sku").orElse("").split(","));
            List<ObjectNode> found = store.stock().keySet().stream()
                    .filter(sku -> wanted.contains(sku) || call.parameter("sku").isEmpty())
                    .map(sku -> product(store, sku))
                    .toList();
            return Answers.page(found, call);
        }
        if (parts.length == 2 && parts[1].equals("batch") && call.method().equals("POST")) {
            return batch(store, call.json(), updated);
        }
        if (parts.length != 2 || !parts[1].matches("\\d{1,18}")) {
            return Answers.noRoute();
        }
        String sku = skuOf(Long.parseLong(parts[1]));
        if (sku.isEmpty()) {
            return Answers.error(404, "woocommerce_rest_product_invalid_id", "Invalid ID.");
        }
        if (call.method().equals("PUT")) {
            count(store, sku, call.json(), updated);
        }
        return Reply.ok(product(store, sku));
    }

    /** Each element answers for itself. */
    private static Reply batch(Store store, ObjectNode asked, Consumer<ObjectNode> listener) {
        if (asked.path("update").size() > MOST_IN_A_BATCH) {
            return Answers.error(
                    413,
                    "woocommerce_rest_request_entity_too_large",
                    "Unable to accept more than %d items for this request.".formatted(MOST_IN_A_BATCH));
        }
        ObjectNode answer = Json.object();
        ArrayNode updated = answer.putArray("update");
        for (JsonNode wish : asked.path("update")) {
            String sku = skuOf(wish.path("id").asLong());
            if (sku.isEmpty()) {
                ObjectNode error = updated.addObject()
                        .put("id", wish.path("id").asLong())
                        .putObject("error")
                        .put("code", "woocommerce_rest_product_invalid_id")
                        .put("message", "Invalid ID.");
                error.putObject("data").put("status", 400);
            } else {
                count(store, sku, wish, listener);
                updated.add(product(store, sku));
            }
        }
        return Reply.ok(answer);
    }

    private static void count(Store store, String sku, JsonNode wish, Consumer<ObjectNode> updated) {
        if (wish.hasNonNull("stock_quantity")) {
            store.setStock(sku, wish.path("stock_quantity").asInt());
            updated.accept(product(store, sku));
        }
    }

    private static ObjectNode product(Store store, String sku) {
        int stock = store.stock().getOrDefault(sku, 0);
        return Json.object()
                .put("id", idOf(sku))
                .put("type", "simple")
                .put("status", "publish")
                .put("name", sku)
                .put("sku", sku)
                .put("manage_stock", true)
                .put("stock_quantity", stock)
                .put("stock_status", stock > 0 ? "instock" : "outofstock")
                .put("backorders", "no");
    }

    static long idOf(String sku) {
        List<Basket.Item> all = Basket.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sku().equals(sku)) {
                return 100 + i;
            }
        }
        return 0;
    }

    private static String skuOf(long id) {
        List<Basket.Item> all = Basket.all();
        return id >= 100 && id < 100 + all.size() ? all.get((int) id - 100).sku() : "";
    }
}
