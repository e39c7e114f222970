package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Confirms shipments. A package's reference is made of its tracking number, so a repeat is known by reading the order's
 * packages back. What Amazon would refuse is refused here, in words for the merchant.
 */
final class AmazonFulfillments implements FulfillmentSink {
    private static final String NEEDED = "FULFILLMENT,PACKAGES";
    private final Clock clock;

    AmazonFulfillments(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String id = shipment.orderExternalId();
        if (!AmazonOrders.isId(id)) {
            throw new ConnectorException.Refused("Amazon has no order '%s'.".formatted(JsonApi.excerpt(id)));
        }
        List<String> numbers = shipment.trackingNumbers().stream()
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        if (numbers.isEmpty()) {
            throw new ConnectorException.Refused(
                    "Amazon takes no shipment without a tracking number: add one and send it again.");
        }
        Standing standing = standing(id, connection, http);
        List<String> missing = numbers.stream()
                .filter(number -> !standing.packages().contains(referenceOf(number)))
                .toList();
        if (!missing.isEmpty() && !standing.shippedAlready(missing.size() == numbers.size())) {
            List<Map<String, Integer>> parcels = spread(units(shipment, standing), missing);
            for (int i = 0; i < parcels.size(); i++) {
                confirm(missing.get(i), parcels.get(i), shipment, standing, connection, http);
            }
        }
        return String.join(
                ",", numbers.stream().map(AmazonFulfillments::referenceOf).toList());
    }

    /** Positive and numeric, as Amazon wants it, and the same for the same number. */
    static String referenceOf(String trackingNumber) {
        CRC32 sum = new CRC32();
        sum.update(trackingNumber.getBytes(StandardCharsets.UTF_8));
        return "" + (1 + sum.getValue());
    }

    /**
     * What Amazon knows of the order.
     *
     * @param packages references of those it knows
     * @param isShipped whether nothing is left to ship there
     * @param left units by item
     */
    private record Standing(String marketplaceId, boolean isShipped, List<String> packages, Map<String, Integer> left) {
        /** Of v0 no packages are told: there, a shipped order counts as ours. */
        boolean shippedAlready(boolean knowsNone) {
            return isShipped && knowsNone && packages.isEmpty();
        }
    }

    private static Standing standing(String id, ConnectionAccess connection, PlatformHttp http) {
        try {
            JsonNode order = AmazonOrders.order(id, NEEDED, connection, http);
            if (order.path("fulfillment").path("fulfilledBy").asText().equals("AMAZON")) {
                throw new ConnectorException.Refused("Amazon ships this order itself.");
            }
            Map<String, Integer> left = new LinkedHashMap<>();
            for (JsonNode item : order.path("orderItems")) {
                JsonNode quantities = item.path("fulfillment");
                left.put(
                        item.path("orderItemId").asText(),
                        quantities
                                .path("quantityUnfulfilled")
                                .asInt(item.path("quantityOrdered").asInt()
                                        - quantities.path("quantityFulfilled").asInt()));
            }
            List<String> packages = new ArrayList<>();
            order.path("packages")
                    .forEach(
                            each -> packages.add(each.path("packageReferenceId").asText()));
            refuseUnlessOpen(order.path("fulfillment").path("fulfillmentStatus").asText());
            return new Standing(
                    order.path("salesChannel")
                            .path("marketplaceId")
                            .asText(Marketplace.of(connection).id()),
                    order.path("fulfillment").path("fulfillmentStatus").asText().equals("SHIPPED"),
                    packages,
                    left);
        } catch (ConnectorException.MerchantMustAct denied) {
            return standingByOld(id, connection, http);
        }
    }

    private static Standing standingByOld(String id, ConnectionAccess connection, PlatformHttp http) {
        String path = "/orders/v0/orders/" + id;
        JsonNode order =
                AmazonApi.get(Operation.GET_ORDER_V0, path, connection, http).path("payload");
        refuseUnlessOpen(order.path("OrderStatus").asText());
        Map<String, Integer> left = new LinkedHashMap<>();
        AmazonApi.get(Operation.GET_ORDER_ITEMS_V0, path + "/orderItems", connection, http)
                .path("payload")
                .path("OrderItems")
                .forEach(item -> left.put(
                        item.path("OrderItemId").asText(),
                        item.path("QuantityOrdered").asInt()
                                - item.path("QuantityShipped").asInt()));
        return new Standing(
                order.path("MarketplaceId").asText(Marketplace.of(connection).id()),
                order.path("OrderStatus").asText().equals("Shipped"),
                List.of(),
                left);
    }

    private static void refuseUnlessOpen(String told) {
        AmazonOrder.Status status = AmazonOrder.Status.of(told);
        if (status.isPending()) {
            throw new ConnectorException.Refused("Amazon still checks the payment of this order: ship it afterwards.");
        }
        if (status == AmazonOrder.Status.CANCELLED) {
            throw new ConnectorException.Refused("Amazon has the order as cancelled.");
        }
    }

    private static Map<String, Integer> units(Shipment shipment, Standing standing) {
        Map<String, Integer> units = new LinkedHashMap<>();
        shipment.lines()
                .forEach(line ->
                        units.merge(line.lineExternalId(), line.quantity().value(), Integer::sum));
        if (units.isEmpty()) {
            units.putAll(standing.left());
        }
        units.values().removeIf(count -> count <= 0);
        units.forEach((item, count) -> {
            int left = standing.left().getOrDefault(item, 0);
            if (count > left) {
                throw new ConnectorException.Refused(
                        "Amazon has %d unit(s) of item %s left to ship, not %d.".formatted(left, item, count));
            }
        });
        if (units.isEmpty()) {
            throw new ConnectorException.Refused("Amazon has nothing left to ship of the order.");
        }
        return units;
    }

    /**
     * Amazon wants to know what is in each package, which nobody tells for several numbers: every package gets a unit
     * and the first one the rest. Numbers beyond the units are not told.
     */
    private static List<Map<String, Integer>> spread(Map<String, Integer> units, List<String> numbers) {
        List<Map<String, Integer>> parcels = new ArrayList<>();
        Map<String, Integer> first = new LinkedHashMap<>(units);
        int spare = units.values().stream().mapToInt(Integer::intValue).sum() - 1;
        for (int i = 1; i < numbers.size() && spare > 0; i++, spare--) {
            String item = first.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .reduce((one, other) -> other)
                    .orElseThrow()
                    .getKey();
            first.merge(item, -1, Integer::sum);
            parcels.add(Map.of(item, 1));
        }
        first.values().removeIf(count -> count == 0);
        parcels.add(0, first);
        return parcels;
    }

    private void confirm(
            String number,
            Map<String, Integer> units,
            Shipment shipment,
            Standing standing,
            ConnectionAccess connection,
            PlatformHttp http) {
        AmazonCarriers carrier = AmazonCarriers.of(shipment);
        ObjectNode wish = JsonApi.object().put("marketplaceId", standing.marketplaceId());
        ObjectNode detail = wish.putObject("packageDetail")
                .put("packageReferenceId", referenceOf(number))
                .put("carrierCode", carrier.code())
                .put("carrierName", carrier.name())
                .put("shippingMethod", "Standard")
                .put("trackingNumber", number)
                .put("shipDate", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode items = detail.putArray("orderItems");
        units.forEach(
                (item, count) -> items.addObject().put("orderItemId", item).put("quantity", count));
        AmazonApi.send(
                Operation.CONFIRM_SHIPMENT,
                "/orders/v0/orders/%s/shipmentConfirmation".formatted(shipment.orderExternalId()),
                wish,
                connection,
                http);
    }
}
