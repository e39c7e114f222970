package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OAuth 2 by authorization code. eBay takes no callback address but a name for one, the RuName of the developer portal.
 * The access token lives 2 hours, the refresh token 18 months, and it stays the same.
 */
final class EbayConsent implements ConsentFlow, TokenRefresh {
    /** Credential: eBay's own id of the seller, which never changes. */
    static final String SELLER_ID = "sellerId";

    static final String EXPIRES_AT = "accessTokenExpiresAt";
    static final List<String> SCOPES = List.of(
            "https://api.ebay.com/oauth/api_scope",
            "https://api.ebay.com/oauth/api_scope/sell.fulfillment",
            "https://api.ebay.com/oauth/api_scope/sell.inventory",
            "https://api.ebay.com/oauth/api_scope/sell.finances",
            "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly",
            "https://api.ebay.com/oauth/api_scope/commerce.notification.subscription");
    private static final String TOKEN = EbayApi.BASE + "/identity/v1/oauth2/token";
    private final Clock clock;

    EbayConsent(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Field> asks() {
        return List.of();
    }

    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", answer(answers, "clientId"));
        query.put("redirect_uri", answer(answers, "ruName"));
        query.put("response_type", "code");
        query.put("scope", String.join(" ", SCOPES));
        query.put("state", state);
        return URI.create("https://auth.ebay.com/oauth2/authorize?" + JsonApi.query(query));
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        String code = query.getOrDefault("code", "");
        if (query.containsKey("error") || code.isBlank()) {
            throw new ConnectorException.Refused("The connection was declined in eBay.");
        }
        String clientId = answer(answers, "clientId");
        String clientSecret = answer(answers, "clientSecret");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", answer(answers, "ruName"));
        Map<String, String> credentials = new HashMap<>();
        credentials.put("clientId", clientId);
        credentials.put("clientSecret", clientSecret);
        withTokens(credentials, token(NOT_YET_CONNECTED, clientId, clientSecret, form, http));
        credentials.putAll(seller(credentials.getOrDefault("accessToken", ""), http));
        credentials.putAll(
                EbayMessageSigning.newKey(EbayApi.appToken(NOT_YET_CONNECTED, clientId, clientSecret, http), http));
        return credentials;
    }

    /** The seller's names: another consent of the same seller renews the connection instead of making a second. */
    private static Map<String, String> seller(String accessToken, PlatformHttp http) {
        JsonNode user = EbayApi.API.get(
                NOT_YET_CONNECTED,
                EbayApi.SECURE_BASE + "/commerce/identity/v1/user/",
                EbayApi.bearer(accessToken),
                http);
        String id = user.path("userId").asText("");
        String name = user.path("username").asText(id);
        if (name.isBlank()) {
            throw new ConnectorException.Temporary("eBay does not say whose account it is.");
        }
        return Map.of("seller", name, SELLER_ID, id);
    }

    @Override
    public Optional<Instant> expiry(ConnectionAccess connection) {
        if (connection.optionalCredential("refreshToken").isEmpty()) {
            return Optional.empty();
        }
        return connection.optionalCredential("accessToken").isEmpty()
                ? Optional.of(Instant.EPOCH) // entered by hand: the first token is fetched by the refresh token
                : TokenRefresh.timeIn(connection, EXPIRES_AT);
    }

    @Override
    public Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", connection.credential("refreshToken"));
        Map<String, String> credentials = new HashMap<>(connection.credentials());
        withTokens(
                credentials,
                token(
                        connection.id(),
                        connection.credential("clientId"),
                        connection.credential("clientSecret"),
                        form,
                        http));
        return credentials;
    }

    private void withTokens(Map<String, String> credentials, JsonNode tokens) {
        Instant now = clock.instant();
        credentials.put("accessToken", tokens.path("access_token").asText());
        credentials.put(
                EXPIRES_AT,
                now.plusSeconds(tokens.path("expires_in").asLong(7_200)).toString());
        if (tokens.hasNonNull("refresh_token")) {
            credentials.put("refreshToken", tokens.path("refresh_token").asText());
        }
        if (tokens.path("refresh_token_expires_in").asLong() > 0) {
            credentials.put(
                    "refreshTokenExpiresAt",
                    now.plusSeconds(tokens.path("refresh_token_expires_in").asLong())
                            .toString());
        }
    }

    /** {@code invalid_grant}: the code was used, or the seller took the permission back. */
    private static JsonNode token(
            ConnectionId id, String clientId, String clientSecret, Map<String, String> form, PlatformHttp http) {
        JsonNode tokens;
        try {
            tokens = EbayApi.API.form(id, TOKEN, EbayApi.basic(clientId, clientSecret), form, http);
        } catch (ConnectorException.Refused refused) {
            throw new ConnectorException.MerchantMustAct("eBay grants no token any more: connect eBay again.");
        }
        if (tokens.path("access_token").asText("").isBlank()) {
            throw new ConnectorException.Temporary("eBay's answer holds no token.");
        }
        return tokens;
    }

    private static String answer(Map<String, String> answers, String name) {
        String value = answers.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new ConnectorException.Refused("%s: is missing".formatted(name));
        }
        return value;
    }
}
