package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Tells of parcels by the best way that the shop has: its own fulfillments, the Shipment Tracking extension, or a note
 * that the buyer sees. What is there already is left alone: it is found by its tracking number, without any by a mark in
 * the fulfillment's meta data or as a note that no other shipment made.
 */
final class WooFulfillments implements FulfillmentSink {
    static final CarrierCodes CARRIERS = new CarrierCodes(
            Stream.of(
                            "UPS",
                            "USPS",
                            "FedEx",
                            "DHL US",
                            "DHL.de",
                            "Deutsche Post DHL",
                            "Hermes",
                            "DPD.de",
                            "DPD.co.uk",
                            "Royal Mail",
                            "ParcelForce",
                            "EVRi",
                            "TNT Express (consignment)",
                            "PostNL",
                            "DPD",
                            "Colissimo",
                            "Canada Post",
                            "Purolator",
                            "OnTrac",
                            "Australia Post",
                            "PostNord Sverige AB",
                            "SAPO")
                    .map(CarrierCodes.Known::byName)
                    .toList(),
            true);

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String order = JsonApi.encoded(shipment.orderExternalId());
        String path = "/wc/v3/orders/" + order;
        JsonNode state = WooApi.get(path, connection, http);
        String receipt;
        try {
            receipt = asFulfillment(path + "/fulfillments", shipment, state, connection, http);
        } catch (ConnectorException.Unsupported noFulfillments) {
            receipt = withoutFulfillments(order, shipment, connection, http);
        }
        if (shipment.complete() && !state.path("status").asText().equals("completed")) {
            WooApi.send("PUT", path, JsonApi.object().put("status", "completed"), connection, http);
        }
        return receipt;
    }

    private static String withoutFulfillments(
            String order, Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        if (!shipment.trackingNumbers().isEmpty()) { // the extension takes nothing without one
            try {
                return asTracking(
                        "/wc-shipment-tracking/v3/orders/" + order + "/shipment-trackings", shipment, connection, http);
            } catch (ConnectorException.Unsupported noExtension) {
                // the note below tells it too
            }
        }
        return asNote("/wc/v3/orders/" + order + "/notes", shipment, connection, http);
    }

    private static String asFulfillment(
            String path, Shipment shipment, JsonNode order, ConnectionAccess connection, PlatformHttp http) {
        JsonNode known = WooApi.get(path, connection, http);
        for (JsonNode fulfillment : known.isArray() ? known : known.path("fulfillments")) {
            String meta = fulfillment.path("meta_data").toString();
            if (isKnown(meta, shipment) || meta.contains(shipment.repeat().key())) {
                return fulfillment.path("id").asText();
            }
        }
        ObjectNode wish = JsonApi.object().put("status", "fulfilled").put("is_fulfilled", true);
        ArrayNode meta = wish.putArray("meta_data");
        meta(meta, "_quayside_shipment", shipment.repeat().key());
        meta(meta, "_tracking_number", String.join(", ", shipment.trackingNumbers()));
        meta(meta, "_shipping_provider", shipment.carrierCode().orElse(shipment.carrier()));
        meta(meta, "_tracking_url", shipment.trackingUrl().orElse(""));
        ArrayNode items = meta.addObject().put("key", "_items").putArray("value");
        if (shipment.lines().isEmpty()) {
            order.path("line_items").forEach(line -> items.addObject()
                    .put("item_id", line.path("id").asLong())
                    .put("qty", line.path("quantity").asInt()));
        }
        for (Shipment.Line line : shipment.lines()) {
            items.addObject()
                    .put("item_id", Long.parseLong(line.lineExternalId()))
                    .put("qty", line.quantity().value());
        }
        wish.put("notify_customer", shipment.notifyCustomer());
        JsonNode made = WooApi.send("POST", path, wish, connection, http).body();
        return made.path("id").asText(made.path("fulfillment").path("id").asText());
    }

    private static void meta(ArrayNode meta, String key, String value) {
        if (!value.isEmpty()) {
            meta.addObject().put("key", key).put("value", value);
        }
    }

    private static String asTracking(String path, Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        for (JsonNode tracking : WooApi.get(path, connection, http)) {
            if (isKnown(tracking.path("tracking_number").asText(), shipment)) {
                return tracking.path("tracking_id").asText();
            }
        }
        String receipt = "";
        for (String number : shipment.trackingNumbers()) {
            ObjectNode wish = JsonApi.object()
                    .put(
                            shipment.carrierCode().isPresent() ? "tracking_provider" : "custom_tracking_provider",
                            shipment.carrierCode().orElse(shipment.carrier()))
                    .put("tracking_number", number)
                    .put("date_shipped", LocalDate.now(ZoneOffset.UTC).toString());
            shipment.trackingUrl().ifPresent(url -> wish.put("custom_tracking_link", url));
            receipt = WooApi.send("POST", path, wish, connection, http)
                    .body()
                    .path("tracking_id")
                    .asText();
        }
        return receipt;
    }

    private static String asNote(String path, Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String text = shipment.trackingNumbers().isEmpty()
                ? "Your order has been shipped."
                : "Your order has been shipped%s. Tracking number: %s%s"
                        .formatted(
                                shipment.carrier().isEmpty() ? "" : " with " + shipment.carrier(),
                                String.join(", ", shipment.trackingNumbers()),
                                shipment.trackingUrl().map(url -> " – " + url).orElse(""));
        for (JsonNode note : WooApi.get(path, connection, http)) {
            String told = note.path("note").asText();
            String known = "note " + note.path("id").asText();
            boolean same = shipment.trackingNumbers().isEmpty()
                    ? told.equals(text) && shipment.repeat().canBe(known, WooApi.time(note.path("date_created_gmt")))
                    : told.contains("shipped") && isKnown(told, shipment);
            if (same) {
                return known;
            }
        }
        ObjectNode wish = JsonApi.object().put("note", text).put("customer_note", shipment.notifyCustomer());
        return "note "
                + WooApi.send("POST", path, wish, connection, http)
                        .body()
                        .path("id")
                        .asText();
    }

    private static boolean isKnown(String text, Shipment shipment) {
        return !shipment.trackingNumbers().isEmpty()
                && shipment.trackingNumbers().stream().allMatch(text::contains);
    }
}
