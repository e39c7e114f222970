package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.StoreUrl;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shop's REST API. Calls are signed where all four values of an integration are known; a token alone goes as a bearer
 * token, which a shop allows by choice; Adobe's cloud service has addresses and tokens of its own. Thread-safe.
 */
final class MagentoApi {
    static final String NAME = "Magento";
    private static final JsonApi API = new JsonApi(NAME, new MagentoFailures());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PAGE = 100;
    private final Clock clock;

    MagentoApi(Clock clock) {
        this.clock = clock;
    }

    JsonNode get(String path, ConnectionAccess connection, PlatformHttp http) {
        return send("GET", path, Map.of(), null, connection, http);
    }

    JsonNode post(String path, JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        return send("POST", path, Map.of(), body, connection, http);
    }

    /** One page of a list: {@code items} and {@code total_count}. */
    JsonNode page(String path, MagentoSearch search, ConnectionAccess connection, PlatformHttp http) {
        JsonNode page = send("GET", path, search.query(), null, connection, http);
        if (!page.path("items").isArray() && !page.path("items").isNull()) {
            throw new ConnectorException.Temporary("Magento sent no list from " + path + ".");
        }
        return page;
    }

    /**
     * A whole list. A page beyond the last one repeats the last one, so the count alone says where it ends.
     *
     * @param mostPages what is beyond them is left out
     */
    List<JsonNode> all(
            String path, MagentoSearch search, int mostPages, ConnectionAccess connection, PlatformHttp http) {
        List<JsonNode> all = new ArrayList<>();
        for (int number = 1; number <= mostPages; number++) {
            JsonNode page = page(path, search.page(number, PAGE), connection, http);
            page.path("items").forEach(all::add);
            if (page.path("items").size() < PAGE || isLast(page, number, PAGE)) {
                break;
            }
        }
        return all;
    }

    static boolean isLast(JsonNode page, int number, int size) {
        return (long) number * size >= page.path("total_count").asLong(0);
    }

    /**
     * @param path behind {@code /V1}, encoded
     * @throws ConnectorException.Unsupported where the shop has no such route: a module is missing or switched off
     */
    JsonNode send(
            String method,
            String path,
            Map<String, String> query,
            @Nullable JsonNode body,
            ConnectionAccess connection,
            PlatformHttp http) {
        try {
            return attempt(method, path, query, body, connection, http);
        } catch (ConnectorException.MerchantMustAct | ConnectorException.Refused failure) {
            if (!MagentoFailures.isStaleSignature(failure)) {
                throw failure;
            }
            return attempt(method, path, query, body, connection, http); // nothing was done; signed anew
        }
    }

    private JsonNode attempt(
            String method,
            String path,
            Map<String, String> query,
            @Nullable JsonNode body,
            ConnectionAccess connection,
            PlatformHttp http) {
        String shop = storeUrl(connection.credential("storeUrl"));
        String url = shop
                + (isCloud(shop) ? "/V1" : "/rest/all/V1")
                + path
                + (query.isEmpty() ? "" : "?" + JsonApi.query(query));
        return API.send(connection.id(), method, url, headers(method, url, connection), body, http)
                .body();
    }

    private Map<String, String> headers(String method, String url, ConnectionAccess connection) {
        Optional<String> key = connection.optionalCredential("consumerKey");
        Optional<String> secret = connection.optionalCredential("consumerSecret");
        Optional<String> tokenSecret = connection.optionalCredential("accessTokenSecret");
        if (isCloud(url)) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Authorization", "Bearer " + connection.credential("accessToken"));
            headers.put("Store", "all");
            key.ifPresent(client -> headers.put("x-api-key", client));
            connection.setting("imsOrganization").ifPresent(id -> headers.put("x-gw-ims-org-id", id));
            return headers;
        }
        String token = connection.credential("accessToken");
        if (key.isPresent() && secret.isPresent() && tokenSecret.isPresent()) {
            OAuthSignature signature = new OAuthSignature(key.get(), secret.get(), token, tokenSecret.get());
            return Map.of("Authorization", sign(signature, method, URI.create(url), Map.of()));
        }
        return Map.of("Authorization", "Bearer " + token);
    }

    /** A header with the time of now and a number used once. */
    String sign(OAuthSignature signature, String method, URI uri, Map<String, String> more) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return signature.header(
                method, uri, more, clock.instant(), HexFormat.of().formatHex(nonce));
    }

    /** Adobe Commerce as a Cloud Service. */
    static boolean isCloud(String url) {
        String host = URI.create(url).getHost();
        return host != null && host.endsWith(".api.commerce.adobe.com");
    }

    /** A token endpoint, which answers with a form. */
    Map<String, String> token(OAuthSignature signature, URI endpoint, Map<String, String> more, PlatformHttp http) {
        PlatformHttp.Answer answer = http.send(new PlatformHttp.Request(
                ConsentFlow.NOT_YET_CONNECTED,
                "POST",
                endpoint,
                Map.of("Authorization", sign(signature, "POST", endpoint, more)),
                new byte[0],
                1));
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new ConnectorException.Temporary(
                    "The shop answered with HTTP %d: start again in a minute.".formatted(answer.status()));
        }
        Map<String, String> form = OAuthForm.read(body);
        if (!answer.isSuccess() || form.getOrDefault("oauth_token", "").isBlank()) {
            throw new ConnectorException.Refused("The shop gave no token (HTTP %d%s): activate the integration again."
                    .formatted(
                            answer.status(),
                            form.containsKey("oauth_problem")
                                    ? ", " + JsonApi.excerpt(form.getOrDefault("oauth_problem", ""))
                                    : ""));
        }
        return form;
    }

    /** @throws ConnectorException.Refused when what a merchant typed is no shop's address */
    static String storeUrl(String typed) {
        return StoreUrl.of(typed, "/(rest|V1)(/.*)?$");
    }
}
