package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.StoreUrl;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shop's REST API; keys go in the header only, so that no log of a proxy holds them. */
final class WooApi {
    static final String NAME = "WooCommerce";
    private static final JsonApi API = new JsonApi(NAME, new JsonApi.Failures() {
        @Override
        public String words(JsonNode body) {
            String code = body.path("code").asText("");
            return body.path("message").asText("") + (code.isEmpty() ? "" : " [" + code + "]");
        }

        /** A missing route is told apart, because another way is tried then. */
        @Override
        public Optional<ConnectorException> special(Answer answer, JsonNode body) {
            return switch (body.path("code").asText("")) {
                case "rest_no_route" ->
                    Optional.of(new ConnectorException.Unsupported(
                            "the shop does not offer this: a plug-in is missing or its permalinks are plain."));
                case "woocommerce_rest_authentication_error" ->
                    Optional.of(new ConnectorException.MerchantMustAct("The shop refuses the keys: connect it again."));
                // a 500 by its status, but the gateway has decided: asked again it would be asked for money again
                case "woocommerce_rest_cannot_create_order_refund" ->
                    Optional.of(new ConnectorException.Refused(
                            "The shop's payment gateway does not refund: %s".formatted(JsonApi.excerpt(words(body)))));
                default -> Optional.empty();
            };
        }
    });

    private WooApi() {}

    /** @throws ConnectorException.Unsupported where the shop has no such route: a plug-in or feature is missing */
    static JsonApi.Reply send(
            String method, String path, @Nullable JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        String keys = connection.credential("consumerKey") + ":" + connection.credential("consumerSecret");
        return API.send(
                connection.id(),
                method,
                base(connection) + path,
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)),
                        "Cache-Control",
                        "no-cache"),
                body,
                http);
    }

    static JsonNode get(String path, ConnectionAccess connection, PlatformHttp http) {
        return send("GET", path, null, connection, http).body();
    }

    /** One of the {@code _gmt} fields, which have no offset. */
    static Instant time(JsonNode told) {
        try {
            return Instant.parse(told.asText().replaceFirst("Z?$", "Z"));
        } catch (DateTimeParseException e) {
            throw new ConnectorException.Temporary("The shop's answer tells a time that is none.");
        }
    }

    private static String base(ConnectionAccess connection) {
        return storeUrl(connection.credential("storeUrl")) + "/wp-json";
    }

    /** @throws ConnectorException.Refused when what a merchant typed is no shop's address */
    static String storeUrl(String typed) {
        return StoreUrl.of(typed, "/wp-(admin|json|login).*$");
    }
}
