package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes stock: all or nothing, and only where the shop still has what the caller compared with (field-lesson 26). */
final class StockDesk {
    private static final int HIGHEST = 1_000_000_000;
    private final Shop shop;
    private final AdminApi.Changes changes;

    StockDesk(Shop shop, AdminApi.Changes changes) {
        this.shop = shop;
        this.changes = changes;
    }

    ObjectNode set(JsonNode input) {
        return changed(input, input.path("quantities"), "quantities", "quantity", false);
    }

    ObjectNode adjust(JsonNode input) {
        return changed(input, input.path("changes"), "changes", "delta", true);
    }

    private ObjectNode changed(JsonNode input, JsonNode wishes, String list, String number, boolean relative) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("userErrors");
        if (!List.of("available", "on_hand").contains(input.path("name").asText())) {
            error(errors, "INVALID_NAME", "The specified quantity name is invalid.", "name");
        }
        if (input.hasNonNull("referenceDocumentUri")
                && !input.path("referenceDocumentUri").asText().matches("[a-z][a-z0-9+.-]*:\\S+")) {
            error(
                    errors,
                    "INVALID_REFERENCE_DOCUMENT",
                    "The specified reference document is invalid.",
                    "referenceDocumentUri");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < wishes.size(); i++) {
            JsonNode wish = wishes.path(i);
            String[] problem = problem(wish, number, seen);
            if (problem != null) {
                error(errors, problem[0], problem[1], list, "" + i, problem[2]);
            }
        }
        if (!errors.isEmpty()) {
            return answer.putNull("inventoryAdjustmentGroup");
        }
        ObjectNode group = answer.putObject("inventoryAdjustmentGroup")
                .put("id", "gid://shopify/InventoryAdjustmentGroup/" + Shop.nextId())
                .put("createdAt", Shop.now())
                .put("reason", input.path("reason").asText());
        group.set("referenceDocumentUri", input.path("referenceDocumentUri"));
        ArrayNode made = group.putArray("changes");
        for (JsonNode wish : wishes) {
            String sku = shop.skuOf(wish.path("inventoryItemId").asText()).orElseThrow();
            int before = shop.stock().getOrDefault(sku, 0);
            int after = (relative ? before : 0) + wish.path(number).asInt();
            shop.setStock(sku, after);
            made.addObject()
                    .put("name", input.path("name").asText())
                    .put("delta", after - before)
                    .put("quantityAfterChange", after);
            changes.changed(
                    "inventory_levels/update",
                    Json.object()
                            .put(
                                    "inventory_item_id",
                                    Long.parseLong(shop.itemId(sku).replaceAll("\\D", "")))
                            .put("location_id", 1)
                            .put("available", after)
                            .put("updated_at", Shop.now()));
        }
        return answer;
    }

    /** Code, message and field, or null when all is well. */
    private String @Nullable [] problem(JsonNode wish, String number, Set<String> seen) {
        String item = wish.path("inventoryItemId").asText();
        Optional<String> sku = shop.skuOf(item);
        if (sku.isEmpty()) {
            return new String[] {
                "INVALID_INVENTORY_ITEM", "The specified inventory item could not be found.", "inventoryItemId"
            };
        }
        if (!wish.path("locationId").asText().equals(AdminApi.LOCATION)) {
            return new String[] {"INVALID_LOCATION", "The specified location could not be found.", "locationId"};
        }
        if (!seen.add(item)) {
            return new String[] {
                "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
                "The combination of inventoryItemId and locationId must be unique.",
                "inventoryItemId"
            };
        }
        if (Math.abs(wish.path(number).asLong()) > HIGHEST) {
            return new String[] {
                wish.path(number).asLong() > 0 ? "INVALID_QUANTITY_TOO_HIGH" : "INVALID_QUANTITY_TOO_LOW",
                "The quantity is out of range.",
                number
            };
        }
        if (!wish.has("changeFromQuantity")) {
            return new String[] {
                "COMPARE_QUANTITY_REQUIRED", "The changeFromQuantity argument must be given.", "changeFromQuantity"
            };
        }
        boolean stale = wish.path("changeFromQuantity").isInt()
                && wish.path("changeFromQuantity").asInt() != shop.stock().getOrDefault(sku.get(), 0);
        return stale
                ? new String[] {
                    "CHANGE_FROM_QUANTITY_STALE",
                    "The changeFromQuantity argument no longer matches the persisted quantity.",
                    "changeFromQuantity"
                }
                : null;
    }

    private static void error(ArrayNode errors, String code, String message, String... field) {
        ArrayNode path = errors.addObject()
                .put("code", code)
                .put("message", message)
                .putArray("field")
                .add("input");
        for (String part : field) {
            path.add(part);
        }
    }
}
