package io.quayside.connectors.ebay;

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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call for each parcel. eBay has no idempotency keys: what is there is listed first and known by its tracking number,
 * so a shipment of several parcels that broke off goes on where it was.
 */
final class EbayFulfillments implements FulfillmentSink {
    /** Names of {@code ShippingCarrierCodeType}; every other carrier goes by its own name, which eBay shows as it is. */
    private static final Map<Carriers, String> CODES = codes();

    /** Evri is Hermes to eBay, so that code stands there once. */
    static final CarrierCodes KNOWN = new CarrierCodes(
            CODES.entrySet().stream()
                    .filter(entry -> entry.getKey() != Carriers.EVRI)
                    .map(entry -> new CarrierCodes.Known(
                            entry.getValue(), entry.getKey().displayName()))
                    .toList(),
            true);

    private static Map<Carriers, String> codes() {
        Map<Carriers, String> codes = new EnumMap<>(Carriers.class);
        codes.put(Carriers.UPS, "UPS");
        codes.put(Carriers.USPS, "USPS");
        codes.put(Carriers.FEDEX, "FedEx");
        codes.put(Carriers.DHL_EXPRESS, "DHLEXPRESS");
        codes.put(Carriers.DHL_ECOMMERCE, "DHLGlobalMail");
        codes.put(Carriers.DHL, "DHL");
        codes.put(Carriers.DPD, "DPD");
        codes.put(Carriers.GLS, "GLS");
        codes.put(Carriers.HERMES, "Hermes");
        codes.put(Carriers.EVRI, "Hermes");
        codes.put(Carriers.ROYAL_MAIL, "RoyalMail");
        codes.put(Carriers.PARCELFORCE, "Parcelforce");
        codes.put(Carriers.YODEL, "Yodel");
        codes.put(Carriers.POSTNL, "PostNL");
        codes.put(Carriers.BPOST, "BPost");
        codes.put(Carriers.COLISSIMO, "Colissimo");
        codes.put(Carriers.CHRONOPOST, "Chronopost");
        codes.put(Carriers.CORREOS, "Correos");
        codes.put(Carriers.POSTE_ITALIANE, "PosteItaliane");
        codes.put(Carriers.CANADA_POST, "CPC");
        codes.put(Carriers.AUSTRALIA_POST, "AustraliaPost");
        codes.put(Carriers.DEUTSCHE_POST, "DeutschePost");
        codes.put(Carriers.TNT, "TNT");
        codes.put(Carriers.ONTRAC, "ONTRACK");
        return codes;
    }

    @Override
    public String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http) {
        String path = EbayApi.order(shipment.orderExternalId()) + "/shipping_fulfillment";
        List<JsonNode> there = new ArrayList<>();
        EbayApi.get(path, connection, http).path("fulfillments").forEach(there::add);
        Map<String, String> known = new HashMap<>();
        there.forEach(parcel -> known.put(
                bare(parcel.path("shipmentTrackingNumber").asText()),
                parcel.path("fulfillmentId").asText()));
        boolean tracked = !shipment.trackingNumbers().isEmpty();
        List<String> numbers = tracked ? shipment.trackingNumbers() : List.of("");
        if (tracked && numbers.stream().allMatch(number -> known.containsKey(bare(number)))) {
            return String.join(
                    ",",
                    numbers.stream()
                            .map(number -> known.getOrDefault(bare(number), ""))
                            .toList());
        }
        Map<String, Integer> units = units(shipment, there, known.keySet(), connection, http);
        List<ArrayNode> parcels = parcels(units, numbers.size());
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            String number = numbers.get(i);
            Optional<String> made = tracked
                    ? Optional.ofNullable(known.get(bare(number)))
                    : sameWithoutNumber(there, parcels.get(i), shipment);
            receipts.add(made.orElse(""));
            if (made.isEmpty()) {
                receipts.set(i, create(path, shipment, number, parcels.get(i), connection, http));
            }
        }
        return String.join(",", receipts);
    }

    /** eBay drops spaces and dashes. */
    private static String bare(String number) {
        return number.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    private static Optional<String> sameWithoutNumber(List<JsonNode> there, ArrayNode lines, Shipment shipment) {
        return there.stream()
                .filter(parcel ->
                        parcel.path("shipmentTrackingNumber").asText("").isEmpty())
                .filter(parcel -> asMap(parcel.path("lineItems")).equals(asMap(lines)))
                .map(parcel -> parcel.path("fulfillmentId").asText())
                .filter(id -> !shipment.repeat().others().contains(id))
                .findFirst();
    }

    private static Map<String, Integer> asMap(JsonNode lines) {
        Map<String, Integer> units = new HashMap<>();
        lines.forEach(line -> units.put(
                line.path("lineItemId").asText(), line.path("quantity").asInt()));
        return units;
    }

    private static String create(
            String path,
            Shipment shipment,
            String number,
            ArrayNode lines,
            ConnectionAccess connection,
            PlatformHttp http) {
        ObjectNode wish = JsonApi.object();
        wish.set("lineItems", lines);
        if (!number.isEmpty()) {
            wish.put("shippingCarrierCode", carrier(shipment)).put("trackingNumber", number);
        }
        JsonApi.Reply reply = EbayApi.send("POST", path, wish, connection, http);
        String receipt = reply.answer()
                .header("location")
                .map(location -> location.replaceFirst("[?].*", "").replaceFirst("^.*/", ""))
                .filter(id -> !id.isEmpty())
                .orElse(reply.body().path("fulfillmentId").asText(""));
        if (receipt.isEmpty()) {
            throw new ConnectorException.Temporary("eBay gave no receipt for the shipment.");
        }
        return receipt;
    }

    private static String carrier(Shipment shipment) {
        return shipment.carrierCode()
                .filter(code -> !code.isBlank())
                .or(() -> Carriers.of(shipment.carrier()).map(CODES::get))
                .orElse(shipment.carrier().isBlank() ? "Other" : shipment.carrier());
    }

    /** By line; where the shipment names none, all that is left of the order. */
    private static Map<String, Integer> units(
            Shipment shipment,
            List<JsonNode> there,
            Set<String> known,
            ConnectionAccess connection,
            PlatformHttp http) {
        Map<String, Integer> units = new LinkedHashMap<>();
        shipment.lines()
                .forEach(line ->
                        units.merge(line.lineExternalId(), line.quantity().value(), Integer::sum));
        if (!units.isEmpty()) {
            return units;
        }
        for (JsonNode line : EbayApi.get(EbayApi.order(shipment.orderExternalId()), connection, http)
                .path("lineItems")) {
            units.put(line.path("lineItemId").asText(), line.path("quantity").asInt(1));
        }
        boolean goesOn = shipment.trackingNumbers().stream().anyMatch(number -> known.contains(bare(number)));
        if (!goesOn) { // else the parcels that are there are a part of this very shipment
            there.forEach(parcel -> asMap(parcel.path("lineItems"))
                    .forEach((line, count) -> units.computeIfPresent(line, (id, left) -> left - count)));
        }
        units.values().removeIf(left -> left <= 0);
        if (units.isEmpty()) {
            throw new ConnectorException.Refused("eBay has nothing left to ship of the order.");
        }
        return units;
    }

    /**
     * The units spread evenly over the parcels, as nobody says which is in which; the same each time. Where there are
     * fewer units than parcels, a part of the last unit is in each parcel that is left.
     */
    private static List<ArrayNode> parcels(Map<String, Integer> units, int count) {
        List<Map<String, Integer>> parcels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parcels.add(new LinkedHashMap<>());
        }
        int next = 0;
        String last = "";
        for (Map.Entry<String, Integer> line : units.entrySet()) {
            last = line.getKey();
            for (int i = 0; i < Math.min(count, line.getValue()); i++) {
                int share = line.getValue() / count + (i < line.getValue() % count ? 1 : 0);
                parcels.get(next++ % count).put(last, share);
            }
        }
        for (Map<String, Integer> parcel : parcels) {
            if (parcel.isEmpty()) {
                parcel.put(last, 1);
            }
        }
        return parcels.stream().map(EbayFulfillments::asLines).toList();
    }

    private static ArrayNode asLines(Map<String, Integer> units) {
        ArrayNode lines = JsonApi.JSON.createArrayNode();
        units.forEach((line, count) -> lines.addObject().put("lineItemId", line).put("quantity", count));
        return lines;
    }
}
