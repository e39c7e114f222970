package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.Carriers;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A shipment goes to one address, so a parcel of lines to several becomes several. BigCommerce has no idempotency keys:
 * what is there is listed first and known by its tracking number.
 */
final class BigCommerceFulfillments implements FulfillmentSink {
    static final CarrierCodes CARRIERS = new CarrierCodes(
            Arrays.stream(Carriers.values())
                    .map(carrier -> new CarrierCodes.Known(carrier.aftership(), carrier.displayName()))
                    .toList(),
            true);

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String order = "/v2/orders/" + JsonApi.encoded(shipment.orderExternalId());
        String numbers = String.join(", ", shipment.trackingNumbers());
        String mark = "[quayside %s]".formatted(shipment.repeat().key());
        List<String> known = new ArrayList<>();
        for (JsonNode made : BigCommerceApi.all(order + "/shipments", connection, http)) {
            boolean same = numbers.isEmpty()
                    ? made.path("comments").asText().contains(mark)
                    : made.path("tracking_number").asText().equals(numbers);
            if (same) {
                known.add(made.path("id").asText());
            }
        }
        if (!known.isEmpty()) {
            return String.join(",", known);
        }
        Map<String, ArrayNode> byAddress = plan(shipment, BigCommerceApi.all(order + "/products", connection, http));
        List<String> receipts = new ArrayList<>();
        byAddress.forEach((address, items) -> {
            ObjectNode wish = JsonApi.object()
                    .put("order_address_id", Long.parseLong(address))
                    .put("tracking_number", numbers)
                    .put(
                            "tracking_carrier",
                            shipment.carrierCode()
                                    .or(() -> Carriers.of(shipment.carrier()).map(Carriers::aftership))
                                    .orElse(""))
                    .put("shipping_provider", "")
                    .put("shipping_method", shipment.carrier());
            shipment.trackingUrl().ifPresent(url -> wish.put("tracking_link", url));
            if (numbers.isEmpty()) {
                wish.put("comments", mark);
            }
            wish.set("items", items);
            receipts.add(BigCommerceApi.send("POST", order + "/shipments", wish, connection, http)
                    .path("id")
                    .asText());
        });
        return String.join(",", receipts);
    }

    private static Map<String, ArrayNode> plan(Shipment shipment, List<JsonNode> products) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        shipment.lines()
                .forEach(line ->
                        wanted.merge(line.lineExternalId(), line.quantity().value(), Integer::sum));
        Map<String, ArrayNode> byAddress = new LinkedHashMap<>();
        for (JsonNode product : products) {
            String id = product.path("id").asText();
            int left = product.path("quantity").asInt()
                    - product.path("quantity_shipped").asInt();
            boolean physical = product.path("type").asText("physical").equals("physical");
            int units = wanted.isEmpty() ? (physical ? left : 0) : wanted.getOrDefault(id, 0);
            if (units > left) {
                throw new ConnectorException.Refused(
                        "BigCommerce has %d unit(s) of line %s left to ship, not %d.".formatted(left, id, units));
            }
            if (units > 0) {
                byAddress
                        .computeIfAbsent(
                                product.path("order_address_id").asText(), key -> JsonApi.JSON.createArrayNode())
                        .addObject()
                        .put("order_product_id", Long.parseLong(id))
                        .put("quantity", units);
            }
        }
        if (byAddress.isEmpty()) {
            throw new ConnectorException.Refused("BigCommerce has nothing left to ship of the order.");
        }
        return byAddress;
    }
}
