package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which shop is behind a domain of the merchant's own. Webhooks and tokens belong to the permanent host, whatever domains
 * come and go (field-lesson 46). A storefront tells it without a key under {@code /meta.json}.
 */
final class ShopifyDomains {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    /** Such as from {@code www.} and back. */
    private static final int MOST_REDIRECTS = 3;

    private ShopifyDomains() {}

    /**
     * The permanent host of the shop at the domain.
     *
     * @throws ConnectorException.Refused naming the field when there is no shop of Shopify's
     */
    static String permanentHost(String typed, PlatformHttp http) {
        String domain = typed.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/.*$", "");
        for (int redirects = 0; redirects <= MOST_REDIRECTS && isDomain(domain); redirects++) {
            Answer answer = ask(typed, domain, http);
            if (answer.isSuccess()) {
                String host = permanentHost(answer);
                if (ShopifyShop.isHost(host)) {
                    return host;
                }
                break;
            }
            Optional<String> next = redirected(answer);
            if (next.isEmpty()) {
                break;
            }
            domain = next.get();
        }
        throw unknown(typed);
    }

    private static boolean isDomain(String text) {
        return text.length() <= 253 && DOMAIN.matcher(text).matches();
    }

    private static Answer ask(String typed, String domain, PlatformHttp http) {
        try {
            return http.send(new PlatformHttp.Request(
                    ConsentFlow.NOT_YET_CONNECTED,
                    "GET",
                    URI.create("https://" + domain + "/meta.json"),
                    Map.of("Accept", "application/json"),
                    new byte[0],
                    1));
        } catch (ConnectorException.Temporary | ConnectorException.Refused noAnswer) {
            throw unknown(typed);
        }
    }

    private static String permanentHost(Answer answer) {
        try {
            JsonNode told = ShopifyApi.JSON.readTree(answer.body());
            return told == null ? "" : told.path("myshopify_domain").asText("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Only to the same page of another host, and only encrypted. */
    private static Optional<String> redirected(Answer answer) {
        return answer.status() / 100 == 3
                ? answer.header("location")
                        .map(to -> to.strip().toLowerCase(Locale.ROOT))
                        .filter(to -> to.matches("https://[^/?#]+/meta\\.json([?#].*)?"))
                        .map(to -> to.substring("https://".length()).replaceFirst("/.*$", ""))
                : Optional.empty();
    }

    private static ConnectorException.Refused unknown(String typed) {
        return new ConnectorException.Refused(
                "shop: no shop of Shopify's was found at '%s'; enter it as my-shop.myshopify.com"
                        .formatted(InvalidValue.excerpt(typed)));
    }
}
