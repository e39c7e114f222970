package io.quayside.connectors.amazon;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.kernel.InvalidValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's stores: their ids, the region whose API serves them, their currency, and where their sellers log in. Prices
 * hold the tax where the law wants it so.
 */
enum Marketplace {
    US("ATVPDKIKX0DER", Region.NA, "USD", false, "sellercentral.amazon.com"),
    CA("A2EUQ1WTGCTBG2", Region.NA, "CAD", false, "sellercentral.amazon.ca"),
    MX("A1AM78C64UM0Y8", Region.NA, "MXN", true, "sellercentral.amazon.com.mx"),
    BR("A2Q3Y263D00KWC", Region.NA, "BRL", true, "sellercentral.amazon.com.br"),
    UK("A1F83G8C2ARO7P", Region.EU, "GBP", true, "sellercentral-europe.amazon.com"),
    DE("A1PA6795UKMFR9", Region.EU, "EUR", true, "sellercentral-europe.amazon.com"),
    FR("A13V1IB3VIYZZH", Region.EU, "EUR", true, "sellercentral-europe.amazon.com"),
    IT("APJ6JRA9NG5V4", Region.EU, "EUR", true, "sellercentral-europe.amazon.com"),
    ES("A1RKKUPIHCS9HS", Region.EU, "EUR", true, "sellercentral-europe.amazon.com"),
    NL("A1805IZSGTT6HS", Region.EU, "EUR", true, "sellercentral.amazon.nl"),
    BE("AMEN7PMS3EDWL", Region.EU, "EUR", true, "sellercentral.amazon.com.be"),
    IE("A28R8C7NBKEWEA", Region.EU, "EUR", true, "sellercentral.amazon.ie"),
    SE("A2NODRKZP88ZB9", Region.EU, "SEK", true, "sellercentral.amazon.se"),
    PL("A1C3SOZRARQ6R3", Region.EU, "PLN", true, "sellercentral.amazon.pl"),
    TR("A33AVAJ2PDY3EV", Region.EU, "TRY", true, "sellercentral.amazon.com.tr"),
    AE("A2VIGQ35RCS4UG", Region.EU, "AED", true, "sellercentral.amazon.ae"),
    SA("A17E79C6D8DWNP", Region.EU, "SAR", true, "sellercentral.amazon.sa"),
    EG("ARBP9OOSHTCHU", Region.EU, "EGP", true, "sellercentral.amazon.eg"),
    ZA("AE08WJ6YKNBMC", Region.EU, "ZAR", true, "sellercentral.amazon.co.za"),
    IN("A21TJRUUN4KGV", Region.EU, "INR", true, "sellercentral.amazon.in"),
    JP("A1VC38T7YXB528", Region.FE, "JPY", true, "sellercentral.amazon.co.jp"),
    AU("A39IBJ37TRP1C6", Region.FE, "AUD", true, "sellercentral.amazon.com.au"),
    SG("A19VAU5U5O7RUS", Region.FE, "SGD", true, "sellercentral.amazon.sg");

    /** A region has an API of its own; tokens of one are no good in another. */
    enum Region {
        NA,
        EU,
        FE;

        String api() {
            return "https://sellingpartnerapi-" + name().toLowerCase(java.util.Locale.ROOT) + ".amazon.com";
        }
    }

    private final String id;
    private final Region region;
    private final String currency;
    private final boolean taxInside;
    private final String sellerCentral;

    Marketplace(String id, Region region, String currency, boolean taxInside, String sellerCentral) {
        this.id = id;
        this.region = region;
        this.currency = currency;
        this.taxInside = taxInside;
        this.sellerCentral = sellerCentral;
    }

    String id() {
        return id;
    }

    Region region() {
        return region;
    }

    String currency() {
        return currency;
    }

    /** Whether prices hold the tax as a rule. */
    boolean taxInside() {
        return taxInside;
    }

    String sellerCentral() {
        return sellerCentral;
    }

    static Optional<Marketplace> withId(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /** By its id, else by the name of the sales channel: {@code Amazon.co.uk}, {@code Non-Amazon US}. */
    static Optional<Marketplace> told(@Nullable String id, @Nullable String channel) {
        Optional<Marketplace> known = id == null ? Optional.empty() : withId(id.strip());
        if (known.isPresent() || channel == null) {
            return known;
        }
        String name = channel.strip();
        return Arrays.stream(values())
                .filter(each -> name.equalsIgnoreCase("Amazon." + each.domain())
                        || name.equalsIgnoreCase("Non-Amazon " + each.name()))
                .findFirst();
    }

    private String domain() {
        return switch (this) {
            case US -> "com";
            case UK -> "co.uk";
            case JP -> "co.jp";
            case ZA -> "co.za";
            case MX, BR, BE, TR, AU -> "com." + name().toLowerCase(Locale.ROOT);
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    /** @throws ConnectorException.Refused naming the field when there is none of that name */
    static Marketplace of(String field, String code) {
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(code.strip()))
                .findFirst()
                .orElseThrow(() -> new ConnectorException.Refused("%s: '%s' is not a marketplace: use one of %s"
                        .formatted(field, InvalidValue.excerpt(code), String.join(", ", codes()))));
    }

    static Marketplace of(ConnectionAccess connection) {
        return of(AmazonConnector.MARKETPLACE, connection.credential(AmazonConnector.MARKETPLACE));
    }

    /** The connection's own marketplace, and the further ones of its settings: those of the same region. */
    static List<Marketplace> allOf(ConnectionAccess connection) {
        Marketplace own = of(connection);
        Set<Marketplace> all = new LinkedHashSet<>(List.of(own));
        for (String code :
                connection.setting(AmazonConnector.MORE_MARKETPLACES).orElse("").split("[,;\\s]+")) {
            if (!code.isBlank()) {
                Marketplace more = of(AmazonConnector.MORE_MARKETPLACES, code);
                if (more.region != own.region) {
                    throw new ConnectorException.MerchantMustAct(
                            "%s: %s is served by another region than %s: connect it as an integration of its own."
                                    .formatted(AmazonConnector.MORE_MARKETPLACES, more, own));
                }
                all.add(more);
            }
        }
        return List.copyOf(all);
    }

    static String idsOf(ConnectionAccess connection) {
        return String.join(",", allOf(connection).stream().map(Marketplace::id).toList());
    }
}
