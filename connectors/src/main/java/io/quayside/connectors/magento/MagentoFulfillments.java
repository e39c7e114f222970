package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.Carriers;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ships by {@code /order/{id}/ship}, which checks quantities where the plain shipment does not. There are no idempotency
 * keys: what is there is read first and known by its tracking numbers, or without any by the mark in its comment.
 */
final class MagentoFulfillments implements FulfillmentSink {
    private static final int MOST_PAGES = 5;
    private static final String CUSTOM = "custom";
    /** The carriers that Magento comes with. */
    private static final Map<Carriers, String> CODES = new EnumMap<>(Map.of(
            Carriers.UPS, "ups",
            Carriers.USPS, "usps",
            Carriers.FEDEX, "fedex",
            Carriers.DHL, "dhl",
            Carriers.DHL_EXPRESS, "dhl"));

    /** Extensions bring carriers of their own, so others are taken too. */
    static final CarrierCodes KNOWN = new CarrierCodes(
            List.of(
                    new CarrierCodes.Known("ups", "UPS"),
                    new CarrierCodes.Known("usps", "USPS"),
                    new CarrierCodes.Known("fedex", "FedEx"),
                    new CarrierCodes.Known("dhl", "DHL"),
                    new CarrierCodes.Known(CUSTOM, "Custom, by its own name")),
            true);

    private final MagentoApi api;

    MagentoFulfillments(MagentoApi api) {
        this.api = api;
    }

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String id = JsonApi.encoded(shipment.orderExternalId());
        JsonNode order = api.get("/orders/" + id, connection, http);
        List<JsonNode> known = api.all(
                "/shipments",
                new MagentoSearch()
                        .where("order_id", "eq", shipment.orderExternalId())
                        .ascending("entity_id"),
                MOST_PAGES,
                connection,
                http);
        for (JsonNode made : known) {
            if (hasAll(made, shipment.trackingNumbers())
                    || made.path("comments").toString().contains(mark(shipment))) {
                return made.path("entity_id").asText();
            }
        }
        ShippableRows rows = new ShippableRows(order, product -> shipsTogether(product, connection, http));
        Map<String, Integer> items = rows.toShip(shipment);
        if (items.isEmpty()) {
            return withoutRows(shipment, rows, known, connection, http);
        }
        ObjectNode wish =
                JsonApi.object().put("notify", shipment.notifyCustomer()).put("appendComment", false);
        ArrayNode list = wish.putArray("items");
        items.forEach((row, units) ->
                list.addObject().put("order_item_id", Long.parseLong(row)).put("qty", units));
        ArrayNode tracks = wish.putArray("tracks");
        shipment.trackingNumbers().forEach(number -> track(tracks.addObject(), number, shipment));
        if (tracks.isEmpty()) {
            wish.putObject("comment")
                    .put("comment", "Shipped without a tracking number " + mark(shipment))
                    .put("is_visible_on_front", 0);
        }
        connection.setting("sourceCode").ifPresent(code -> wish.putObject("arguments")
                .putObject("extension_attributes")
                .put("source_code", code));
        return api.post("/order/" + id + "/ship", wish, connection, http).asText();
    }

    private static String mark(Shipment shipment) {
        return "[shp %s]"
                .formatted(Signatures.idOf(shipment.repeat().key().getBytes(StandardCharsets.UTF_8))
                        .substring(7, 27));
    }

    private static boolean hasAll(JsonNode made, List<String> numbers) {
        Set<String> there = new HashSet<>();
        made.path("tracks")
                .forEach(track -> there.add(track.path("track_number").asText()));
        return !numbers.isEmpty() && there.containsAll(numbers);
    }

    /** A further parcel of a bundle that was announced whole, or a repeat of what has no tracking number. */
    private String withoutRows(
            Shipment shipment,
            ShippableRows rows,
            List<JsonNode> known,
            ConnectionAccess connection,
            PlatformHttp http) {
        JsonNode last = known.isEmpty() ? JsonApi.object() : known.get(known.size() - 1);
        for (JsonNode made : known) {
            if (rows.touches(made, shipment)) {
                last = made;
            }
        }
        if (last.isEmpty()) {
            throw new ConnectorException.Refused("Magento has nothing left to ship of the order.");
        }
        String id = last.path("entity_id").asText();
        Set<String> there = new HashSet<>();
        known.forEach(made -> made.path("tracks")
                .forEach(track -> there.add(track.path("track_number").asText())));
        for (String number : shipment.trackingNumbers()) {
            if (!there.contains(number)) {
                ObjectNode wish = JsonApi.object();
                ObjectNode entity = wish.putObject("entity")
                        .put("order_id", last.path("order_id").asLong())
                        .put("parent_id", last.path("entity_id").asLong())
                        .put("qty", 1)
                        .put("weight", 0)
                        .put("description", "");
                track(entity, number, shipment);
                api.post("/shipment/track", wish, connection, http);
            }
        }
        return id;
    }

    /** Codes that Magento has no carrier for go as {@code custom}, under the carrier's name. */
    private static void track(ObjectNode track, String number, Shipment shipment) {
        String code = shipment.carrierCode()
                .filter(chosen -> !chosen.isBlank())
                .or(() -> Carriers.of(shipment.carrier()).map(CODES::get))
                .orElse(CUSTOM);
        track.put("track_number", number)
                .put("title", shipment.carrier().isBlank() ? "Carrier" : shipment.carrier())
                .put("carrier_code", code);
    }

    /** Whether a bundle is shipped as a whole: the order does not say it, the product does. */
    private boolean shipsTogether(String productId, ConnectionAccess connection, PlatformHttp http) {
        JsonNode products = api.page(
                "/products",
                new MagentoSearch()
                        .where("entity_id", "eq", productId)
                        .page(1, 1)
                        .only("sku,custom_attributes"),
                connection,
                http);
        for (JsonNode attribute : products.path("items").path(0).path("custom_attributes")) {
            if (attribute.path("attribute_code").asText().equals("shipment_type")) {
                return !attribute.path("value").asText().equals("1");
            }
        }
        return true; // a product that was deleted meanwhile: what new bundles have by default
    }
}
