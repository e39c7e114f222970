package io.quayside.connectors.payload;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.kernel.InvalidValue;
import java.net.URI;
import java.util.Locale;

/** The address of a shop on a host of its own, as its merchant types it. */
public final class StoreUrl {
    private StoreUrl() {}

    /**
     * As an https address without a slash at its end: secrets never travel in the clear.
     *
     * @param notTheShop what merchants copy from their browser behind the shop's address, as a regular expression
     * @throws ConnectorException.Refused when it is none
     */
    public static String of(String typed, String notTheShop) {
        String url = typed.strip().replaceFirst("(?i)^http://", "https://").replaceFirst("/+$", "");
        if (!url.toLowerCase(Locale.ROOT).startsWith("https://")) {
            url = "https://" + url;
        }
        url = url.replaceFirst(notTheShop, "");
        boolean good =
                url.length() <= 300 && url.matches("(?i)https://[a-z0-9.-]+\\.[a-z0-9-]+(:\\d{1,5})?(/[\\w.~/-]*)?");
        if (!good) {
            throw new ConnectorException.Refused(
                    "storeUrl: '%s' is not a shop's address; enter it as https://shop.example.com"
                            .formatted(InvalidValue.excerpt(typed)));
        }
        URI uri = URI.create(url);
        return "https://" + uri.getAuthority().toLowerCase(Locale.ROOT) + uri.getPath();
    }
}
