package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.kernel.InvalidValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** A shop's permanent host. Only it may receive tokens, so no other host is ever accepted. */
final class ShopifyShop {
    private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.myshopify\\.com");

    private ShopifyShop() {}

    /**
     * The host of what a merchant typed: {@code my-shop}, {@code my-shop.myshopify.com} or the address of its admin.
     *
     * @throws ConnectorException.Refused for any other host
     */
    static String host(String typed) {
        String host = typed.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https://", "")
                .replaceFirst("/+$", "");
        if (host.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            host = host + ".myshopify.com";
        }
        if (!HOST.matcher(host).matches()) {
            throw new ConnectorException.Refused(
                    "shop: '%s' is not a shop's permanent address; enter it as my-shop.myshopify.com"
                            .formatted(InvalidValue.excerpt(typed)));
        }
        return host;
    }

    /** Whether it has a dot and does not pretend to be one of Shopify's own names. */
    static boolean mayBeOwnDomain(String typed) {
        String host = typed.strip().toLowerCase(Locale.ROOT);
        return host.contains(".") && !host.contains("shopify.com");
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** The one spelling of a shop's name or permanent host. */
    static String permanent(String shop) {
        return name(shop) + ".myshopify.com";
    }

    static boolean same(String shop, String other) {
        return name(shop).equals(name(other));
    }

    private static String name(String shop) {
        return shop.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/.*$", "")
                .replaceFirst("\\.myshopify\\.com$", "");
    }
}
