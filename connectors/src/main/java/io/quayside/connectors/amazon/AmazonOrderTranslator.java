package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells apart what Amazon sends: orders of 2026-01-01 or v0, one or a list, and notifications, which only point at an
 * order. Two readers fill the same records, {@link AmazonOrderMapping} makes the canonical order of them.
 */
final class AmazonOrderTranslator implements OrderTranslator {
    /** What else the API answers, by a field that only it has. */
    private static final Map<String, String> OTHERS = others();

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("OrderItems", "these are items of an order (OrderItems) without the order itself");
        others.put("RegulatedInformation", "this is what Amazon asks about a regulated order");
        others.put("ShippingAddress", "this is an order's address without the order itself");
        others.put("BuyerInfo", "this is an order's buyer without the order itself");
        others.put("BuyerEmail", "this is an order's buyer without the order itself");
        others.put("FinancialEvents", "these are financial events (FinancialEvents)");
        others.put("ShipmentId", "this is a shipment (it has a ShipmentId)");
        others.put("ShipmentRequestDetails", "this is a request for a shipping label");
        others.put("OrderItemId", "this is one item of an order");
        others.put("orderItemId", "this is one item of an order");
        others.put("feeds", "this is a list of feeds");
        others.put("feedId", "this is a feed");
        others.put("reports", "this is a list of reports");
        others.put("reportSchedules", "this is a list of report schedules");
        others.put("restrictedDataToken", "this is a token");
        others.put("sku", "this is a listing (it has a sku of its own)");
        others.put("items", "this is a list of listings");
        return others;
    }

    @Override
    public Translation translate(Payload payload) {
        JsonNode json = unwrapped(parse(payload.body()));
        if (AmazonNotification.isOne(json)) {
            AmazonNotification notification = AmazonNotification.of(json);
            return notification.order().isEmpty()
                    ? Translation.nothing(
                            "Notification '%s' tells of no order.".formatted(InvalidValue.excerpt(notification.type())))
                    : Translation.pointer(notification.order());
        }
        List<CanonicalOrder> orders = new ArrayList<>();
        for (Place place : orders(json)) {
            orders.add(order(place, payload.receivedAt()));
        }
        return orders.isEmpty() ? Translation.nothing("Amazon sent no order.") : Translation.of(orders);
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JsonApi.JSON.readTree(body);
            if (json != null && json.isContainerNode()) {
                return json;
            }
        } catch (IOException e) {
            throw new Unreadable("", "is not JSON");
        }
        throw new Unreadable("", "is neither an object nor a list");
    }

    /**
     * Without the example's {@code request} beside it, the content type or v0's {@code payload} around it, or the envelope
     * of an event bus.
     */
    private static JsonNode unwrapped(JsonNode json) {
        if (json.has("detail-type") && json.path("detail").isObject()) {
            return json.path("detail");
        }
        JsonNode answer = json.has("response") && json.has("request") ? json.path("response") : json;
        answer = answer.has("application/json") ? answer.path("application/json") : answer;
        if (answer.path("errors").path(0).has("code")) {
            JsonNode error = answer.path("errors").path(0);
            throw new Unreadable(
                    "errors",
                    "this is an error of Amazon and not an order (%s)"
                            .formatted(InvalidValue.excerpt(error.path("code").asText() + ": "
                                    + error.path("message").asText())));
        }
        return answer.path("payload").isContainerNode() ? answer.path("payload") : answer;
    }

    private record Place(JsonNode order, String path) {}

    private static List<Place> orders(JsonNode json) {
        for (String list : List.of("orders", "Orders")) {
            if (json.path(list).isArray()) {
                return each(json.path(list), list);
            }
        }
        if (json.isArray()) {
            return each(json, "");
        }
        if (json.path("order").isObject()) {
            return List.of(new Place(withItems(json.path("order"), json), "order"));
        }
        return List.of(new Place(withItems(json, json), ""));
    }

    private static List<Place> each(JsonNode list, String name) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            places.add(new Place(list.get(i), "%s[%d]".formatted(name, i)));
        }
        return places;
    }

    /** Items of v0 come by a call of their own; they may lie beside the order. */
    private static JsonNode withItems(JsonNode order, JsonNode around) {
        JsonNode beside = around.path("OrderItems").isArray() ? around.path("OrderItems") : around.path("orderItems");
        if (order == around || !order.has("AmazonOrderId") || order.has("OrderItems") || !beside.isArray()) {
            return order;
        }
        ObjectNode whole = order.deepCopy();
        whole.set("OrderItems", beside);
        return whole;
    }

    private static CanonicalOrder order(Place place, Instant receivedAt) {
        PayloadNode order = new PayloadNode(place.order(), place.path(), new Findings(AmazonApi.NAME));
        try {
            if (order.has("orderId") && (order.has("orderItems") || order.has("fulfillment"))) {
                return new AmazonOrderMapping(new Orders2026Reader(order).read(), receivedAt).order();
            }
            if (order.has("AmazonOrderId") && order.has("OrderStatus")) {
                return new AmazonOrderMapping(new OrdersV0Reader(order).read(), receivedAt).order();
            }
        } catch (InvalidValue e) {
            throw new Unreadable(place.path(), String.valueOf(e.getMessage()));
        }
        String kind = OTHERS.entrySet().stream()
                .filter(other -> order.has(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> missing(place.order()));
        throw new Unreadable(place.path(), kind + ", not an order");
    }

    private static String missing(JsonNode order) {
        if (order.has("AmazonOrderId")) {
            return "it has no OrderStatus";
        }
        if (order.has("orderId")) {
            return "it has neither orderItems nor fulfillment";
        }
        return order.isEmpty() ? "it is empty" : "it has neither orderId nor AmazonOrderId";
    }
}
