package io.quayside.connectors.amazon;

import io.quayside.connectors.payload.Carriers;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Amazon's codes of carriers. A code that is not of its list is refused, so every other carrier goes as {@code Other}
 * beside its name (field-lesson 39).
 */
record AmazonCarriers(String code, String name) {
    private static final String OTHER = "Other";
    private static final Map<Carriers, String> CODES = codes();

    /** What is not of the list goes as {@code Other}, so a merchant may choose that as well, but nothing else. */
    static final CarrierCodes KNOWN = new CarrierCodes(
            Stream.concat(
                            CODES.entrySet().stream()
                                    .map(entry -> new CarrierCodes.Known(
                                            entry.getValue(), entry.getKey().displayName())),
                            Stream.of(new CarrierCodes.Known(OTHER, "Other, by its own name")))
                    .toList(),
            false);

    private static Map<Carriers, String> codes() {
        Map<Carriers, String> codes = new EnumMap<>(Carriers.class);
        codes.put(Carriers.UPS, "UPS");
        codes.put(Carriers.USPS, "USPS");
        codes.put(Carriers.FEDEX, "FedEx");
        codes.put(Carriers.DHL_EXPRESS, "DHL Express");
        codes.put(Carriers.DHL_ECOMMERCE, "DHL eCommerce");
        codes.put(Carriers.DHL, "DHL");
        codes.put(Carriers.DPD, "DPD");
        codes.put(Carriers.GLS, "GLS");
        codes.put(Carriers.HERMES, "Hermes Logistik Gruppe");
        codes.put(Carriers.EVRI, "Evri");
        codes.put(Carriers.ROYAL_MAIL, "Royal Mail");
        codes.put(Carriers.PARCELFORCE, "Parcelforce");
        codes.put(Carriers.YODEL, "Yodel");
        codes.put(Carriers.POSTNL, "PostNL");
        codes.put(Carriers.POSTNORD, "PostNord");
        codes.put(Carriers.BPOST, "BPOST");
        codes.put(Carriers.COLISSIMO, "Colissimo");
        codes.put(Carriers.CHRONOPOST, "Chronopost");
        codes.put(Carriers.CORREOS, "Correos");
        codes.put(Carriers.POSTE_ITALIANE, "Poste Italiane");
        codes.put(Carriers.CANADA_POST, "Canada Post");
        codes.put(Carriers.AUSTRALIA_POST, "Australia Post");
        codes.put(Carriers.DEUTSCHE_POST, "Deutsche Post");
        codes.put(Carriers.TNT, "TNT");
        codes.put(Carriers.ONTRAC, "OnTrac");
        codes.put(Carriers.LASERSHIP, "Lasership");
        return codes;
    }

    static AmazonCarriers of(Shipment shipment) {
        String code = shipment.carrierCode()
                .filter(chosen -> !chosen.isBlank())
                .orElseGet(() -> Carriers.of(shipment.carrier()).map(CODES::get).orElse(OTHER));
        return new AmazonCarriers(code, shipment.carrier().isBlank() ? OTHER : shipment.carrier());
    }
}
