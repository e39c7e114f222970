package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookSubscriptions;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Installation of the app: the merchant approves in BigCommerce, which opens our callback with a code. BigCommerce brings
 * no state back and signs nothing there; whose installation it is must be known from the browser itself.
 */
final class BigCommerceConsent implements ConsentFlow, WebhookSubscriptions {
    private static final List<String> SCOPES = List.of("store/order/*", "store/shipment/*", "store/app/uninstalled");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public List<Field> asks() {
        return List.of();
    }

    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        String clientId = answer(answers, "clientId");
        return URI.create(BigCommerceApi.LOGIN + "/app/" + JsonApi.encoded(clientId) + "/install?"
                + JsonApi.query(Map.of("state", state, "redirect_uri", callback.toString())));
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        String context = query.getOrDefault("context", "");
        String code = query.getOrDefault("code", "");
        if (code.isBlank() || !context.matches("stores/[a-z0-9]{3,30}")) {
            throw new ConnectorException.Refused("The installation was declined in BigCommerce.");
        }
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("client_id", answer(answers, "clientId"));
        asked.put("client_secret", answer(answers, "clientSecret"));
        asked.put("code", code);
        asked.put("scope", query.getOrDefault("scope", ""));
        asked.put("grant_type", "authorization_code");
        asked.put("redirect_uri", answers.getOrDefault("redirectUri", ""));
        asked.put("context", context);
        JsonNode tokens = BigCommerceApi.API
                .send(
                        NOT_YET_CONNECTED,
                        "POST",
                        BigCommerceApi.LOGIN + "/oauth2/token",
                        Map.of(),
                        JsonApi.JSON.valueToTree(asked),
                        http)
                .body();
        if (!tokens.path("context").asText(context).equals(context)) {
            throw new ConnectorException.Refused("BigCommerce's answer is for another store: start again.");
        }
        if (tokens.path("access_token").asText("").isBlank()) {
            throw new ConnectorException.Temporary("BigCommerce's answer holds no token.");
        }
        Map<String, String> credentials = new HashMap<>();
        credentials.put("storeHash", context.substring("stores/".length()));
        credentials.put("accessToken", tokens.path("access_token").asText());
        credentials.put("clientId", answer(answers, "clientId"));
        credentials.put("clientSecret", answer(answers, "clientSecret"));
        credentials.put(BigCommerceWebhooks.HOOK_KEY, key());
        return credentials;
    }

    private static String key() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Where a merchant typed a store-level account, nobody has drawn a key for the hooks yet. */
    @Override
    public Map<String, String> missingSecrets(ConnectionAccess connection) {
        return connection.optionalCredential(BigCommerceWebhooks.HOOK_KEY).isPresent()
                ? Map.of()
                : Map.of(BigCommerceWebhooks.HOOK_KEY, key());
    }

    /** A hook that was switched off after failures is switched on again. */
    @Override
    public List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http) {
        JsonNode known =
                BigCommerceApi.get("/v3/hooks?limit=250", connection, http).path("data");
        List<String> mended = new ArrayList<>();
        for (String scope : SCOPES) {
            ObjectNode wish = JsonApi.object()
                    .put("scope", scope)
                    .put("destination", webhookUrl.toString())
                    .put("is_active", true);
            connection.optionalCredential(BigCommerceWebhooks.HOOK_KEY).ifPresent(key -> wish.putObject("headers")
                    .put(BigCommerceWebhooks.HEADER, key));
            JsonNode mine = JsonApi.object();
            for (JsonNode hook : known) {
                if (hook.path("scope").asText().equals(scope)
                        && hook.path("destination").asText().equals(webhookUrl.toString())) {
                    mine = hook;
                }
            }
            boolean sameKey = mine.path("headers").equals(wish.path("headers"));
            if (mine.isEmpty()) {
                BigCommerceApi.send("POST", "/v3/hooks", wish, connection, http);
                mended.add(scope);
            } else if (!mine.path("is_active").asBoolean() || !sameKey) {
                BigCommerceApi.send("PUT", "/v3/hooks/" + mine.path("id").asText(), wish, connection, http);
                mended.add(scope);
            }
        }
        return mended;
    }

    private static String answer(Map<String, String> answers, String name) {
        String value = answers.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new ConnectorException.Refused("%s: is missing".formatted(name));
        }
        return value;
    }
}
