package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-source inventory with the one source {@code default}. What the store keeps is what can be sold; a source's level
 * is that and what open orders have reserved. The caller holds the store.
 */
final class Inventory {
    private final Store store;

    Inventory(Store store) {
        this.store = store;
    }

    Reply answer(String[] parts, Call call) {
        boolean get = call.method().equals("GET");
        if (parts[0].equals("inventory")) {
            return store.name().startsWith("legacy") ? Errors.noRoute() : sources(parts, call);
        }
        if (parts[0].equals("stockItems") && parts.length == 2 && get) {
            return isKnown(parts[1]) ? Reply.ok(stockItem(parts[1])) : Errors.unknownProduct();
        }
        if (parts.length == 1 && get) {
            List<ObjectNode> all = new ArrayList<>();
            store.stock().keySet().forEach(sku -> all.add(product(sku)));
            return new Search(call).answer(all, "id");
        }
        if (!parts[0].equals("products") || !isKnown(parts[1])) {
            return Errors.unknownProduct();
        }
        if (parts.length == 2 && get) {
            return Reply.ok(product(parts[1]));
        }
        if (parts.length == 4 && parts[2].equals("stockItems") && call.method().equals("PUT")) {
            JsonNode quantity = call.json().path("stockItem").path("qty");
            if (!quantity.isNumber()) {
                return Errors.named(400, "\"%fieldName\" is required. Enter and try again.", "fieldName", "qty");
            }
            store.setStock(parts[1], quantity.asInt());
            return Reply.ok(Json.MAPPER.getNodeFactory().numberNode(idOf(parts[1])));
        }
        return Errors.noRoute();
    }

    private Reply sources(String[] parts, Call call) {
        String path = String.join("/", parts);
        if (path.equals("inventory/source-items") && call.method().equals("GET")) {
            List<ObjectNode> all = new ArrayList<>();
            store.stock()
                    .forEach((sku, units) -> all.add(Json.object()
                            .put("sku", sku)
                            .put("source_code", "default")
                            .put("quantity", units + reserved(sku))
                            .put("status", 1)));
            return new Search(call).answer(all, "sku");
        }
        if (path.equals("inventory/source-items") && call.method().equals("POST")) {
            return set(call.json().path("sourceItems"));
        }
        if (path.equals("inventory/sources")) {
            return new Search(call)
                    .answer(
                            List.of(Json.object()
                                    .put("source_code", "default")
                                    .put("name", "Default Source")
                                    .put("enabled", true)),
                            "source_code");
        }
        if (parts.length == 4 && parts[1].equals("get-product-salable-quantity")) {
            return isKnown(parts[2])
                    ? Reply.ok(Json.MAPPER
                            .getNodeFactory()
                            .numberNode(store.stock().getOrDefault(parts[2], 0)))
                    : Errors.unknownProduct();
        }
        return Errors.noRoute();
    }

    /** All or nothing; SKUs that are no products are taken without a word. */
    private Reply set(JsonNode items) {
        for (JsonNode item : items) {
            if (!item.path("quantity").isNumber()
                    || item.path("sku").asText("").isBlank()
                    || !item.path("source_code").asText().equals("default")) {
                ObjectNode error = Json.object().put("message", "Validation Failed");
                error.putArray("errors")
                        .addObject()
                        .put("message", "\"%field\" is invalid for SKU %sku.")
                        .putObject("parameters")
                        .put("field", item.path("quantity").isNumber() ? "source_code" : "quantity")
                        .put("sku", item.path("sku").asText());
                return Reply.json(400, error);
            }
        }
        for (JsonNode item : items) {
            String sku = item.path("sku").asText();
            if (isKnown(sku)) {
                store.setStock(sku, item.path("quantity").asInt() - reserved(sku));
            }
        }
        return Reply.ok(Json.array());
    }

    /** Units of open orders that have not left. */
    private int reserved(String sku) {
        int units = 0;
        for (JsonNode order : store.orders()) {
            for (JsonNode row : order.path("items")) {
                if (row.path("sku").asText().equals(sku) && !row.hasNonNull("parent_item_id")) {
                    units += Sales.left(row);
                }
            }
        }
        return units;
    }

    /** Units can be sold again. */
    static void free(Store store, String sku, int units) {
        Integer left = store.stock().get(sku);
        if (left != null && units > 0) {
            store.setStock(sku, left + units);
        }
    }

    private boolean isKnown(String sku) {
        return store.stock().containsKey(sku);
    }

    private static ObjectNode product(String sku) {
        ObjectNode product = Json.object()
                .put("id", idOf(sku))
                .put("entity_id", idOf(sku))
                .put("sku", sku)
                .put("name", sku)
                .put("status", 1)
                .put("type_id", "simple");
        product.putArray("custom_attributes");
        return product;
    }

    private ObjectNode stockItem(String sku) {
        int units = store.stock().getOrDefault(sku, 0);
        return Json.object()
                .put("item_id", idOf(sku))
                .put("product_id", idOf(sku))
                .put("stock_id", 1)
                .put("qty", units)
                .put("is_in_stock", units > 0)
                .put("manage_stock", true);
    }

    static long idOf(String sku) {
        List<Basket.Item> all = Basket.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sku().equals(sku)) {
                return 2_000L + i;
            }
        }
        return 1_999;
    }
}
