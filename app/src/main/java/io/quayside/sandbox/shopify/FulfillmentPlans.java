package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.util.List;

/**
 * Fulfillment orders: Shopify's plan of what leaves from where. Gift cards are a plan of their own, since a service
 * sends them and no warehouse.
 */
final class FulfillmentPlans {
    private FulfillmentPlans() {}

    static ArrayNode of(Shop shop, JsonNode order) {
        ArrayNode plans = Json.array();
        for (boolean giftCards : List.of(false, true)) {
            ObjectNode plan = node(shop, order, giftCards);
            if (!plan.path("lineItems").isEmpty()) {
                plans.add(plan);
            }
        }
        return plans;
    }

    static ObjectNode node(Shop shop, JsonNode order, boolean giftCards) {
        ObjectNode node = Json.object()
                .put("id", shop.planId(order.path("id").asText(), giftCards))
                .put("orderId", OrderNode.gid("Order", order.path("id")))
                .put("orderName", order.path("name").asText())
                .put("requestStatus", "UNSUBMITTED")
                .put("createdAt", OrderNode.utc(order.path("created_at")))
                .put("updatedAt", OrderNode.utc(order.path("updated_at")));
        ArrayNode lines = node.putArray("lineItems");
        int planned = 0;
        int remaining = 0;
        for (JsonNode line : order.path("line_items")) {
            if (line.path("gift_card").asBoolean() != giftCards) {
                continue;
            }
            planned += line.path("quantity").asInt();
            remaining += left(line);
            ObjectNode shown = lines.addObject()
                    .put("id", OrderNode.gid("FulfillmentOrderLineItem", line.path("id")))
                    .put("sku", line.path("sku").asText(null))
                    .put("totalQuantity", line.path("quantity").asInt())
                    .put("remainingQuantity", left(line))
                    .put("requiresShipping", line.path("requires_shipping").asBoolean(true));
            shown.set("lineItem", OrderNode.line(order, line));
        }
        node.put("status", remaining == 0 ? "CLOSED" : remaining < planned ? "IN_PROGRESS" : "OPEN");
        ArrayNode actions = node.putArray("supportedActions");
        if (remaining > 0) {
            actions.addObject().put("action", "CREATE_FULFILLMENT");
            actions.addObject().put("action", "HOLD");
        }
        node.putObject("assignedLocation")
                .put("name", giftCards ? "Gift card" : "Warehouse")
                .putObject("location")
                .put("id", AdminApi.LOCATION)
                .put("name", "Warehouse")
                .put("isActive", true)
                .put("shipsInventory", true)
                .put("fulfillsOnlineOrders", true)
                .put("isFulfillmentService", false);
        return node;
    }

    /** Units of the line that have not left. */
    static int left(JsonNode line) {
        int current = line.path("current_quantity").asInt(line.path("quantity").asInt());
        return line.path("fulfillable_quantity").asInt(current);
    }

    static boolean isOpen(JsonNode order) {
        for (JsonNode line : order.path("line_items")) {
            if (left(line) > 0) {
                return true;
            }
        }
        return false;
    }
}
