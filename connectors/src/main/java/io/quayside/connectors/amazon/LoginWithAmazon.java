package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.ConnectionId;
import java.util.HashMap;
import java.util.Map;

/** Login with Amazon: the token endpoint of all regions (RFC 6749). */
final class LoginWithAmazon {
    private static final String TOKENS = "https://api.amazon.com/auth/o2/token";
    private static final JsonApi API = new JsonApi(AmazonApi.NAME, body -> {
        String error = body.path("error").asText("");
        String described = body.path("error_description").asText("");
        return described.isBlank() ? error : error + ": " + described;
    });

    private LoginWithAmazon() {}

    /**
     * @param grant the grant's own fields; the application's are added
     * @throws ConnectorException.MerchantMustAct when Amazon grants no token
     */
    static JsonNode token(
            ConnectionId connection, Map<String, String> grant, Map<String, String> application, PlatformHttp http) {
        Map<String, String> fields = new HashMap<>(grant);
        fields.put("client_id", application.getOrDefault("clientId", ""));
        fields.put("client_secret", application.getOrDefault("clientSecret", ""));
        JsonNode tokens;
        try {
            tokens = API.form(connection, TOKENS, Map.of(), fields, http);
        } catch (ConnectorException.Refused e) { // 400 invalid_grant, unauthorized_client
            throw new ConnectorException.MerchantMustAct(
                    "Amazon grants no token: the authorization was revoked or has ended. Connect the account again. "
                            + e.getMessage());
        }
        if (tokens.path("access_token").asText("").isBlank()) {
            throw new ConnectorException.Temporary("Amazon's answer holds no token.");
        }
        return tokens;
    }
}
