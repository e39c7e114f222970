package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Authorization by the seller in Seller Central, whose address depends on the marketplace. Access tokens live for an
 * hour; the refresh token stays the same until the seller takes it back, or a year is over.
 */
final class AmazonConsent implements ConsentFlow, TokenRefresh {
    /** Of the application's registration; not the client's id. */
    static final String APPLICATION_ID = "applicationId";

    /** Whether the application is not published yet: {@code true} or {@code false}. */
    static final String DRAFT = "draft";

    private final Clock clock;

    AmazonConsent(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Field> asks() {
        return List.of(AmazonConnector.MARKETPLACE_FIELD);
    }

    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("application_id", answer(answers, APPLICATION_ID));
        query.put("state", state);
        query.put("redirect_uri", callback.toString());
        if (Boolean.parseBoolean(answers.getOrDefault(DRAFT, "false"))) {
            query.put("version", "beta");
        }
        return URI.create("https://%s/apps/authorize/consent?%s"
                .formatted(marketplace(answers).sellerCentral(), JsonApi.query(query)));
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        String code = query.getOrDefault("spapi_oauth_code", "");
        String seller = query.getOrDefault("selling_partner_id", "");
        if (code.isBlank()) {
            throw new ConnectorException.Refused("The connection was declined in Seller Central.");
        }
        if (!seller.matches("[A-Z0-9]{5,30}")) {
            throw new ConnectorException.Refused("The callback names no seller: start again.");
        }
        Map<String, String> grant = new HashMap<>();
        grant.put("grant_type", "authorization_code");
        grant.put("code", code);
        grant.put("redirect_uri", answers.getOrDefault("redirectUri", ""));
        JsonNode tokens = LoginWithAmazon.token(NOT_YET_CONNECTED, grant, answers, http);
        if (tokens.path("refresh_token").asText("").isBlank()) {
            throw new ConnectorException.Temporary("Amazon's answer holds no refresh token.");
        }
        Map<String, String> credentials = new HashMap<>();
        credentials.put(AmazonConnector.SELLER_ID, seller);
        credentials.put(AmazonConnector.MARKETPLACE, marketplace(answers).name());
        credentials.put("clientId", answer(answers, "clientId"));
        credentials.put("clientSecret", answer(answers, "clientSecret"));
        return withTokens(credentials, tokens);
    }

    /** A connection whose credentials were entered by hand has no access token yet: it is due at once. */
    @Override
    public Optional<Instant> expiry(ConnectionAccess connection) {
        if (connection.optionalCredential(AmazonConnector.REFRESH_TOKEN).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                connection.optionalCredential(AmazonConnector.ACCESS_TOKEN).isEmpty()
                        ? Instant.EPOCH
                        : TokenRefresh.timeIn(connection, AmazonConnector.EXPIRES_AT)
                                .orElse(Instant.EPOCH));
    }

    @Override
    public Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> grant = new HashMap<>();
        grant.put("grant_type", "refresh_token");
        grant.put("refresh_token", connection.credential(AmazonConnector.REFRESH_TOKEN));
        JsonNode tokens = LoginWithAmazon.token(connection.id(), grant, connection.credentials(), http);
        return withTokens(new HashMap<>(connection.credentials()), tokens);
    }

    private Map<String, String> withTokens(Map<String, String> credentials, JsonNode tokens) {
        credentials.put(
                AmazonConnector.ACCESS_TOKEN, tokens.path("access_token").asText());
        if (!tokens.path("refresh_token").asText("").isBlank()) {
            credentials.put(
                    AmazonConnector.REFRESH_TOKEN, tokens.path("refresh_token").asText());
        }
        long seconds = Math.max(60, tokens.path("expires_in").asLong(3_600));
        credentials.put(
                AmazonConnector.EXPIRES_AT, clock.instant().plusSeconds(seconds).toString());
        return Map.copyOf(credentials);
    }

    private static Marketplace marketplace(Map<String, String> answers) {
        return Marketplace.of(AmazonConnector.MARKETPLACE, answer(answers, AmazonConnector.MARKETPLACE));
    }

    private static String answer(Map<String, String> answers, String name) {
        String value = answers.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new ConnectorException.Refused("%s: is missing".formatted(name));
        }
        return value;
    }
}
