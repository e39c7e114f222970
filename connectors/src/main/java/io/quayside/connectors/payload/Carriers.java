package io.quayside.connectors.payload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The carriers that platforms know by codes of their own. What a merchant calls a carrier ({@code "DHL Express"},
 * {@code ups}) is matched without regard to case and punctuation, the longest name first; every other carrier goes to
 * the platform by its name.
 */
public enum Carriers {
    UPS("UPS", "ups", Set.of("united parcel service")),
    USPS("USPS", "usps", Set.of("us postal service", "united states postal service")),
    FEDEX("FedEx", "fedex", Set.of("federal express")),
    DHL_EXPRESS("DHL Express", "dhl", Set.of("dhl worldwide")),
    DHL_ECOMMERCE("DHL eCommerce", "dhl-ecommerce", Set.of("dhl global mail")),
    DHL("DHL", "dhl", Set.of("deutsche post dhl", "dhl paket")),
    DPD("DPD", "dpd", Set.of()),
    GLS("GLS", "gls", Set.of()),
    HERMES("Hermes", "hermes-de", Set.of("myhermes")),
    EVRI("Evri", "hermes-uk", Set.of()),
    ROYAL_MAIL("Royal Mail", "royal-mail", Set.of()),
    PARCELFORCE("Parcelforce", "parcel-force", Set.of()),
    YODEL("Yodel", "yodel", Set.of()),
    POSTNL("PostNL", "postnl", Set.of("tnt post")),
    POSTNORD("PostNord", "postnord", Set.of()),
    BPOST("bpost", "bpost", Set.of()),
    COLISSIMO("Colissimo", "colissimo", Set.of("la poste")),
    CHRONOPOST("Chronopost", "chronopost-france", Set.of()),
    CORREOS("Correos", "correos-spain", Set.of()),
    POSTE_ITALIANE("Poste Italiane", "poste-italiane", Set.of()),
    CANADA_POST("Canada Post", "canada-post", Set.of()),
    AUSTRALIA_POST("Australia Post", "auspost", Set.of("auspost")),
    DEUTSCHE_POST("Deutsche Post", "deutsch-post", Set.of()),
    TNT("TNT", "tnt", Set.of()),
    ONTRAC("OnTrac", "ontrac", Set.of()),
    LASERSHIP("LaserShip", "lasership", Set.of());

    private final String displayName;
    private final String aftership;
    private final Set<String> otherNames;

    Carriers(String displayName, String aftership, Set<String> otherNames) {
        this.displayName = displayName;
        this.aftership = aftership;
        this.otherNames = otherNames;
    }

    /** As the carrier writes itself. */
    public String displayName() {
        return displayName;
    }

    /** The slug of the tracking service whose codes BigCommerce uses. */
    public String aftership() {
        return aftership;
    }

    /** Empty for a carrier that is in no list. */
    public static Optional<Carriers> of(String name) {
        String told = normalized(name);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Optional<Carriers> exact = Arrays.stream(values())
                .filter(carrier -> carrier.isCalled(told))
                .findFirst();
        return exact.or(() -> Arrays.stream(values())
                .filter(carrier -> (told + " ").startsWith(normalized(carrier.displayName) + " "))
                .max((one, other) -> Integer.compare(one.displayName.length(), other.displayName.length())));
    }

    private boolean isCalled(String told) {
        return told.equals(normalized(displayName))
                || told.equals(normalized(name()))
                || told.equals(normalized(aftership))
                || otherNames.contains(told);
    }

    private static String normalized(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    }
}
