package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.domain.integrations.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * eBay's REST APIs with the seller's token. What an answer means stands in {@code errors[].category} as much as in the
 * status: SYSTEM is eBay's own trouble, which time heals, whatever status it came with.
 */
final class EbayApi {
    static final String NAME = "eBay";
    static final String BASE = "https://api.ebay.com";
    /** Host of the APIs that handle money and keys. */
    static final String SECURE_BASE = "https://apiz.ebay.com";

    static final String FULFILLMENT = "/sell/fulfillment/v1";
    private static final String ALL = "https://api.ebay.com/oauth/api_scope";
    private static final int QUOTA_IS_USED_UP = 2001;
    /** There is no Retry-After, and a quota is for a whole day: asking in between tells when it is over. */
    private static final Duration QUOTA_WAIT = Duration.ofMinutes(5);

    static final JsonApi API = new JsonApi(NAME, new JsonApi.Failures() {
        @Override
        public String words(JsonNode body) {
            List<String> errors = errors(body).stream()
                    .map(error -> error.path("longMessage")
                                    .asText(error.path("message").asText(""))
                            + (error.has("errorId")
                                    ? " [" + error.path("errorId").asText() + "]"
                                    : ""))
                    .toList();
            return errors.isEmpty()
                    ? body.path("error_description")
                            .asText(
                                    body.path("error").isTextual()
                                            ? body.path("error").asText()
                                            : "")
                    : String.join("; ", errors);
        }

        @Override
        public Optional<Duration> waitFor(Answer answer) {
            return answer.header("retry-after").isPresent() ? Optional.empty() : Optional.of(QUOTA_WAIT);
        }

        @Override
        public Optional<ConnectorException> special(Answer answer, JsonNode body) {
            if (answer.isSuccess()) {
                return Optional.empty();
            }
            if (errors(body).stream().anyMatch(error -> error.path("errorId").asInt() == QUOTA_IS_USED_UP)) {
                return Optional.of(new ConnectorException.Throttled("eBay's quota of calls is used up.", QUOTA_WAIT));
            }
            boolean theirs = answer.status() != 429
                    && errors(body).stream()
                            .anyMatch(error -> error.path("category").asText().equals("SYSTEM"));
            return theirs
                    ? Optional.of(new ConnectorException.Temporary(
                            "eBay has trouble of its own (%s).".formatted(JsonApi.excerpt(words(body)))))
                    : Optional.empty();
        }
    });

    private EbayApi() {}

    /** Of REST APIs under {@code errors}, of older ones under {@code error}. */
    private static List<JsonNode> errors(JsonNode body) {
        JsonNode list = body.path("errors").isArray() ? body.path("errors") : body.path("error");
        return StreamSupport.stream((list.isArray() ? list : JsonApi.JSON.createArrayNode()).spliterator(), false)
                .toList();
    }

    /** @param path with its query, below {@link #BASE} */
    static JsonApi.Reply send(
            String method, String path, @Nullable JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        return API.send(connection.id(), method, BASE + path, bearer(connection.credential("accessToken")), body, http);
    }

    static JsonNode get(String path, ConnectionAccess connection, PlatformHttp http) {
        return send("GET", path, null, connection, http).body();
    }

    /** Calls that give money back; sellers of the EU and the UK must have them signed. */
    static JsonApi.Reply sendSigned(
            String path,
            @Nullable JsonNode body,
            Map<String, String> headers,
            ConnectionAccess connection,
            EbayMessageSigning signing,
            PlatformHttp http) {
        byte[] bytes = body == null ? new byte[0] : JsonApi.bytes(body);
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(signing.headers("POST", "api.ebay.com", path, bytes, connection));
        return API.send(connection.id(), "POST", BASE + path, all, body, http);
    }

    static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** The app's own token, for what belongs to no seller: keys of notifications, destinations. Lives two hours. */
    static String appToken(ConnectionId id, String clientId, String clientSecret, PlatformHttp http) {
        JsonNode answer = API.form(
                id,
                BASE + "/identity/v1/oauth2/token",
                basic(clientId, clientSecret),
                Map.of("grant_type", "client_credentials", "scope", ALL),
                http);
        String token = answer.path("access_token").asText("");
        if (token.isBlank()) {
            throw new ConnectorException.Temporary("eBay's answer holds no token.");
        }
        return token;
    }

    static String appToken(ConnectionAccess connection, PlatformHttp http) {
        return appToken(
                connection.id(), connection.credential("clientId"), connection.credential("clientSecret"), http);
    }

    static Map<String, String> basic(String clientId, String clientSecret) {
        String pair = clientId + ":" + clientSecret;
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    static String order(String orderId) {
        return FULFILLMENT + "/order/" + JsonApi.encoded(orderId);
    }
}
