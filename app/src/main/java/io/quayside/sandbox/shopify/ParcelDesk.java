package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes shipments: whole or partial, with one tracking number or several, and back again. */
final class ParcelDesk {
    private final Shop shop;
    private final AdminApi.Changes changes;

    ParcelDesk(Shop shop, AdminApi.Changes changes) {
        this.shop = shop;
        this.changes = changes;
    }

    ObjectNode create(JsonNode wish) {
        Map<String, Integer> units = new LinkedHashMap<>(); // by the order's line id
        ObjectNode order = null;
        Boolean giftCards = null;
        for (JsonNode group : wish.path("lineItemsByFulfillmentOrder")) {
            Shop.Plan plan =
                    shop.plan(group.path("fulfillmentOrderId").asText()).orElse(null);
            ObjectNode of = plan == null ? null : shop.order(plan.orderId()).orElse(null);
            if (plan == null
                    || of == null
                    || (order != null && !order.path("id").equals(of.path("id")))) {
                return refused("Fulfillment order does not exist.");
            }
            if (giftCards != null && giftCards != plan.giftCards()) {
                return refused("Gift cards can't be fulfilled together with other items."); // field-lesson 6
            }
            order = of;
            giftCards = plan.giftCards();
            String problem = collect(units, of, plan, group.path("fulfillmentOrderLineItems"));
            if (!problem.isEmpty()) {
                return refused(problem);
            }
        }
        return order == null ? refused("Line items by fulfillment order can't be blank.") : ship(order, units, wish);
    }

    /** Without a list of lines everything that is left goes. */
    private static String collect(Map<String, Integer> units, JsonNode order, Shop.Plan plan, JsonNode wishes) {
        int found = 0;
        int sum = 0;
        for (JsonNode line : order.path("line_items")) {
            if (line.path("gift_card").asBoolean() != plan.giftCards()) {
                continue;
            }
            String id = line.path("id").asText();
            int wanted = wishes.isEmpty() ? FulfillmentPlans.left(line) : 0;
            for (JsonNode wish : wishes) {
                if (wish.path("id").asText().endsWith("/" + id)) {
                    found++;
                    wanted += wish.path("quantity").asInt();
                    if (wish.path("quantity").asInt() < 1) {
                        return "Quantity must be greater than 0.";
                    }
                }
            }
            if (wanted > FulfillmentPlans.left(line)) {
                return "Invalid fulfillment order line item quantity requested.";
            }
            sum += wanted;
            if (wanted > 0) {
                units.merge(id, wanted, Integer::sum);
            }
        }
        if (found < wishes.size()) {
            return "Fulfillment order line item does not exist.";
        }
        return sum == 0 ? "Fulfillment order is closed." : "";
    }

    private ObjectNode ship(ObjectNode order, Map<String, Integer> units, JsonNode wish) {
        ObjectNode made = order.withArray("fulfillments")
                .addObject()
                .put("id", Shop.nextId())
                .put("order_id", order.path("id").asLong())
                .put("status", "success")
                .put("service", "manual")
                .put("created_at", Shop.now())
                .put("updated_at", Shop.now())
                .put(
                        "name",
                        order.path("name").asText() + "."
                                + order.path("fulfillments").size());
        tracked(made, wish.path("trackingInfo"));
        ArrayNode shipped = made.putArray("line_items");
        for (JsonNode line : order.path("line_items")) {
            int gone = units.getOrDefault(line.path("id").asText(), 0);
            if (gone > 0) {
                ObjectNode copy = line.deepCopy();
                shipped.add(copy.put("quantity", gone));
                ((ObjectNode) line).put("fulfillable_quantity", FulfillmentPlans.left(line) - gone);
            }
        }
        touched(order);
        changes.changed("fulfillments/create", made);
        changes.changed(FulfillmentPlans.isOpen(order) ? "orders/partially_fulfilled" : "orders/fulfilled", order);
        changes.changed("orders/updated", order);
        return answer(order, made);
    }

    ObjectNode track(String id, JsonNode tracking) {
        for (ObjectNode order : shop.orders()) {
            for (JsonNode fulfillment : order.path("fulfillments")) {
                if (id.endsWith("/" + fulfillment.path("id").asText())) {
                    tracked((ObjectNode) fulfillment, tracking);
                    touched(order);
                    changes.changed("fulfillments/update", (ObjectNode) fulfillment);
                    changes.changed("orders/updated", order);
                    return answer(order, fulfillment);
                }
            }
        }
        return refused("Fulfillment not found.");
    }

    ObjectNode cancel(String id) {
        for (ObjectNode order : shop.orders()) {
            for (JsonNode fulfillment : order.path("fulfillments")) {
                boolean wanted = id.endsWith("/" + fulfillment.path("id").asText());
                if (wanted && !fulfillment.path("status").asText().equals("cancelled")) {
                    ((ObjectNode) fulfillment).put("status", "cancelled").put("updated_at", Shop.now());
                    fulfillment.path("line_items").forEach(line -> giveBack(order, line));
                    touched(order);
                    changes.changed("fulfillments/update", (ObjectNode) fulfillment);
                    changes.changed("orders/updated", order);
                    return answer(order, fulfillment);
                }
            }
        }
        return refused("Fulfillment not found.");
    }

    private static void giveBack(JsonNode order, JsonNode shipped) {
        for (JsonNode line : order.path("line_items")) {
            if (line.path("id").equals(shipped.path("id"))) {
                ((ObjectNode) line)
                        .put(
                                "fulfillable_quantity",
                                FulfillmentPlans.left(line)
                                        + shipped.path("quantity").asInt());
            }
        }
    }

    private static void touched(ObjectNode order) {
        boolean some = false;
        for (JsonNode fulfillment : order.path("fulfillments")) {
            some |= fulfillment.path("status").asText().equals("success");
        }
        order.put("fulfillment_status", !some ? null : FulfillmentPlans.isOpen(order) ? "partial" : "fulfilled")
                .put("updated_at", Shop.now());
    }

    private static void tracked(ObjectNode fulfillment, JsonNode info) {
        ArrayNode numbers = info.path("numbers").isArray()
                ? (ArrayNode) info.path("numbers")
                : info.hasNonNull("number") ? Json.array().add(info.path("number")) : Json.array();
        ArrayNode urls = info.path("urls").isArray()
                ? (ArrayNode) info.path("urls")
                : info.hasNonNull("url") ? Json.array().add(info.path("url")) : Json.array();
        fulfillment
                .put("tracking_company", info.path("company").asText(null))
                .put("tracking_number", numbers.path(0).asText(null))
                .put("tracking_url", urls.path(0).asText(null));
        fulfillment.set("tracking_numbers", numbers.deepCopy());
        fulfillment.set("tracking_urls", urls.deepCopy());
    }

    private static ObjectNode answer(JsonNode order, JsonNode fulfillment) {
        ObjectNode answer = Json.object();
        answer.putArray("userErrors");
        answer.set("fulfillment", OrderNode.fulfillment(order, fulfillment));
        return answer;
    }

    private static ObjectNode refused(String message) {
        return AdminApi.refused("fulfillment", message, "fulfillment");
    }
}
