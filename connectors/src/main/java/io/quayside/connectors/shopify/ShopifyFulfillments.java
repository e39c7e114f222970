package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Announces shipments. Shopify plans them in fulfillment orders, one for each location, whose lines have ids of their
 * own; one call may only cover one location, and never gift cards together with goods (field-lesson 6). A parcel that
 * Shopify already knows is left alone: it is known by its tracking numbers, without any by what is in it, as a
 * fulfillment keeps no mark of ours and {@code fulfillmentCreate} takes no idempotency key.
 */
final class ShopifyFulfillments implements FulfillmentSink {
    static final CarrierCodes CARRIERS = new CarrierCodes(
            Stream.of(
                            "UPS",
                            "USPS",
                            "FedEx",
                            "DHL Express",
                            "DHL eCommerce",
                            "Amazon Logistics US",
                            "Amazon Logistics UK",
                            "Australia Post",
                            "Bluedart",
                            "Canada Post",
                            "Chronopost",
                            "Correios",
                            "Couriers Please",
                            "Delhivery",
                            "DPD",
                            "DPD UK",
                            "DPD Germany",
                            "Deutsche Post (DE)",
                            "Evri",
                            "GLS",
                            "InPost",
                            "Japan Post (EN)",
                            "La Poste",
                            "Lasership",
                            "New Zealand Post",
                            "OnTrac",
                            "Parcelforce",
                            "PostNL",
                            "PostNord SE",
                            "Poste Italiane",
                            "Purolator",
                            "Royal Mail",
                            "Sagawa (EN)",
                            "Swiss Post",
                            "TNT",
                            "Yamato (EN)",
                            "Yodel")
                    .map(CarrierCodes.Known::byName)
                    .toList(),
            true);

    private static final Set<String> SHIPPABLE = Set.of("OPEN", "IN_PROGRESS");

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode variables =
                ShopifyApi.JSON.createObjectNode().put("id", ShopifyApi.gid("Order", shipment.orderExternalId()));
        JsonNode order = ShopifyApi.ask(ShopifyQueries.FULFILLMENT_ORDERS, variables, 60, connection, http)
                .path("order");
        if (!order.isObject()) {
            throw new ConnectorException.Refused(
                    "Shopify knows no order with the id %s.".formatted(shipment.orderExternalId()));
        }
        List<JsonNode> known = knownParcels(order, shipment);
        Map<String, Integer> wanted = stillWanted(shipment, known);
        boolean done = shipment.lines().isEmpty() ? !known.isEmpty() : wanted.isEmpty();
        if (done) {
            return ids(known).orElseThrow();
        }
        Map<Batch, ArrayNode> batches = plan(order, wanted, shipment.lines().isEmpty());
        if (batches.isEmpty()) {
            return nothingLeft(order, shipment);
        }
        List<String> receipts = new ArrayList<>();
        for (ArrayNode lines : batches.values()) {
            receipts.add(create(lines, shipment, connection, http));
        }
        return String.join(",", receipts);
    }

    private static List<JsonNode> knownParcels(JsonNode order, Shipment shipment) {
        List<JsonNode> known = new ArrayList<>();
        for (JsonNode fulfillment : order.path("fulfillments")) {
            Set<String> numbers = new HashSet<>();
            fulfillment
                    .path("trackingInfo")
                    .forEach(info -> numbers.add(info.path("number").asText()));
            boolean same = shipment.trackingNumbers().isEmpty()
                    ? numbers.isEmpty() && isForgotten(fulfillment, shipment, known)
                    : numbers.containsAll(shipment.trackingNumbers());
            if (same && stands(fulfillment)) {
                known.add(fulfillment);
            }
        }
        return known;
    }

    /** Whether it is (a part of) this shipment, told before without a number, though nobody kept the receipt. */
    private static boolean isForgotten(JsonNode fulfillment, Shipment shipment, List<JsonNode> known) {
        Instant madeAt = ShopifyApi.time(fulfillment.path("createdAt"));
        if (!shipment.repeat().canBe(tail(fulfillment.path("id")), madeAt)) {
            return false;
        }
        Map<String, Integer> wanted = stillWanted(shipment, known);
        JsonNode lines = fulfillment.path("fulfillmentLineItems").path("nodes");
        for (JsonNode line : lines) {
            String id = tail(line.path("lineItem").path("id"));
            if (line.path("quantity").asInt() > wanted.getOrDefault(id, 0)) {
                return false;
            }
        }
        return !lines.isEmpty();
    }

    private static boolean stands(JsonNode fulfillment) {
        return !Set.of("CANCELLED", "ERROR", "FAILURE")
                .contains(fulfillment.path("status").asText());
    }

    /** Units by order line that these parcels don't hold yet: a repeat after half a success ships only the other half. */
    private static Map<String, Integer> stillWanted(Shipment shipment, List<JsonNode> known) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (Shipment.Line line : shipment.lines()) {
            wanted.merge(line.lineExternalId(), line.quantity().value(), Integer::sum);
        }
        for (JsonNode fulfillment : known) {
            for (JsonNode line : fulfillment.path("fulfillmentLineItems").path("nodes")) {
                int shipped = line.path("quantity").asInt();
                wanted.computeIfPresent(tail(line.path("lineItem").path("id")), (id, units) -> units - shipped);
            }
        }
        wanted.values().removeIf(units -> units <= 0);
        return wanted;
    }

    /** What one call may cover. */
    private record Batch(String location, boolean giftCards) {}

    /** What to send in each call; everything that remains when no lines are named. */
    private static Map<Batch, ArrayNode> plan(JsonNode order, Map<String, Integer> wanted, boolean everything) {
        Map<Batch, ArrayNode> batches = new LinkedHashMap<>();
        Map<String, Integer> left = new LinkedHashMap<>(wanted);
        for (JsonNode fulfillmentOrder : order.path("fulfillmentOrders").path("nodes")) {
            if (!canShip(fulfillmentOrder)) {
                continue;
            }
            String location = fulfillmentOrder
                    .path("assignedLocation")
                    .path("location")
                    .path("id")
                    .asText();
            Map<Boolean, ArrayNode> lines = new TreeMap<>(); // goods first, gift cards apart
            for (JsonNode line : fulfillmentOrder.path("lineItems").path("nodes")) {
                String id = tail(line.path("lineItem").path("id"));
                int remaining = line.path("remainingQuantity").asInt();
                int units = everything ? remaining : Math.min(remaining, left.getOrDefault(id, 0));
                if (units > 0) {
                    lines.computeIfAbsent(
                                    line.path("lineItem").path("isGiftCard").asBoolean(),
                                    giftCards -> ShopifyApi.JSON.createArrayNode())
                            .addObject()
                            .put("id", line.path("id").asText())
                            .put("quantity", units);
                    left.computeIfPresent(id, (key, open) -> open == units ? null : open - units);
                }
            }
            lines.forEach((giftCards, ours) -> batches.computeIfAbsent(
                            new Batch(location, giftCards), batch -> ShopifyApi.JSON.createArrayNode())
                    .addObject()
                    .put("fulfillmentOrderId", fulfillmentOrder.path("id").asText())
                    .set("fulfillmentOrderLineItems", ours));
        }
        if (!left.isEmpty()) {
            String id = left.keySet().iterator().next();
            throw new ConnectorException.Refused(
                    "Shopify has %d unit(s) fewer left to ship of line %s than were packed: it is shipped, removed or on hold there."
                            .formatted(left.get(id), id));
        }
        return batches;
    }

    private static boolean canShip(JsonNode fulfillmentOrder) {
        JsonNode actions = fulfillmentOrder.path("supportedActions");
        if (actions.isArray()) {
            for (JsonNode action : actions) {
                if (action.path("action").asText().equals("CREATE_FULFILLMENT")) {
                    return true;
                }
            }
            return false;
        }
        return SHIPPABLE.contains(fulfillmentOrder.path("status").asText());
    }

    /** Nothing to ship is a success when everything has left before, and a refusal when something is held back. */
    private static String nothingLeft(JsonNode order, Shipment shipment) {
        for (JsonNode fulfillmentOrder : order.path("fulfillmentOrders").path("nodes")) {
            if (Set.of("ON_HOLD", "SCHEDULED")
                    .contains(fulfillmentOrder.path("status").asText())) {
                throw new ConnectorException.Refused("The order is on hold in Shopify: release it there first.");
            }
        }
        List<JsonNode> standing = new ArrayList<>();
        order.path("fulfillments").forEach(fulfillment -> {
            if (stands(fulfillment)) {
                standing.add(fulfillment);
            }
        });
        return ids(standing)
                .orElseThrow(() -> new ConnectorException.Refused(
                        "Shopify has nothing left to ship of order %s.".formatted(shipment.orderExternalId())));
    }

    private static String create(ArrayNode lines, Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode variables = ShopifyApi.JSON.createObjectNode();
        ObjectNode fulfillment = variables.putObject("fulfillment").put("notifyCustomer", shipment.notifyCustomer());
        fulfillment.set("lineItemsByFulfillmentOrder", lines);
        if (!shipment.trackingNumbers().isEmpty()) {
            ObjectNode tracking = fulfillment.putObject("trackingInfo");
            String company = shipment.carrierCode().orElse(shipment.carrier());
            if (!company.isBlank()) {
                tracking.put("company", company);
            }
            if (shipment.trackingNumbers().size() == 1) {
                tracking.put("number", shipment.trackingNumbers().get(0));
                shipment.trackingUrl().ifPresent(url -> tracking.put("url", url));
            } else {
                ArrayNode numbers = tracking.putArray("numbers");
                shipment.trackingNumbers().forEach(numbers::add);
                shipment.trackingUrl()
                        .ifPresent(url -> tracking.putArray("urls").add(url));
            }
        }
        JsonNode answer = ShopifyApi.ask(ShopifyQueries.FULFILL, variables, 10, connection, http)
                .path("fulfillmentCreate");
        ShopifyApi.refuseOn(answer.path("userErrors"), "take the shipment");
        return tail(answer.path("fulfillment").path("id"));
    }

    private static Optional<String> ids(List<JsonNode> fulfillments) {
        return fulfillments.stream()
                .map(fulfillment -> tail(fulfillment.path("id")))
                .reduce((first, second) -> first + "," + second);
    }

    private static String tail(JsonNode gid) {
        String id = gid.asText();
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
