package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adobe Commerce as a Cloud Service: tokens of a day from Adobe's identity service, for a project's client id and secret.
 * Tokens of integrations never expire.
 */
final class CloudTokens implements TokenRefresh {
    private static final String EXPIRES = "accessTokenExpiresAt";
    private static final String ENDPOINT = "https://ims-na1.adobelogin.com/ims/token/v3";
    private static final String SCOPES =
            "openid,AdobeID,email,profile,additional_info.roles,additional_info.projectedProductContext,commerce.accs";
    private static final JsonApi API = new JsonApi("Adobe", new MagentoFailures());
    private final Clock clock;

    CloudTokens(Clock clock) {
        this.clock = clock;
    }

    /** The first one is missing and so is long overdue. */
    @Override
    public Optional<Instant> expiry(ConnectionAccess connection) {
        boolean cloud = connection
                .optionalCredential("storeUrl")
                .filter(CloudTokens::isCloud)
                .isPresent();
        return cloud ? TokenRefresh.timeIn(connection, EXPIRES).or(() -> Optional.of(Instant.EPOCH)) : Optional.empty();
    }

    private static boolean isCloud(String typed) {
        try {
            return MagentoApi.isCloud(MagentoApi.storeUrl(typed));
        } catch (ConnectorException.Refused notAnAddress) {
            return false;
        }
    }

    @Override
    public Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", connection.credential("consumerKey"));
        form.put("client_secret", connection.credential("consumerSecret"));
        form.put("scope", SCOPES);
        JsonNode answer;
        try {
            answer = API.form(connection.id(), ENDPOINT, Map.of(), form, http);
        } catch (ConnectorException.Refused refused) {
            throw new ConnectorException.MerchantMustAct(
                    String.valueOf(refused.getMessage()) + " Check the client id and secret of the project.");
        }
        String token = answer.path("access_token").asText("");
        if (token.isBlank()) {
            throw new ConnectorException.Temporary("Adobe's answer holds no token.");
        }
        Map<String, String> credentials = new HashMap<>(connection.credentials());
        credentials.put("accessToken", token);
        credentials.put(
                EXPIRES,
                clock.instant()
                        .plus(Duration.ofSeconds(answer.path("expires_in").asLong(3_600)))
                        .toString());
        return credentials;
    }
}
