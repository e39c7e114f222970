package io.quayside.connectors.woocommerce;

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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Key hand-over ({@code /wc-auth/v1/authorize}): the merchant approves in the shop, and the shop's server posts the keys
 * to us. That post is not signed, so the state is its only proof, and the keys are tried at the address that the merchant
 * gave before anything is stored. An answer other than 200 makes the shop delete the keys again.
 */
final class WooConsent implements ConsentFlow, WebhookSubscriptions {
    private static final List<String> TOPICS =
            List.of("order.created", "order.updated", "order.deleted", "order.restored");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public List<Field> asks() {
        return List.of(Field.text("storeUrl", "Shop address", "Where the shop is, such as https://shop.example.com."));
    }

    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("app_name", "Quayside");
        query.put("scope", "read_write");
        query.put("user_id", state);
        query.put("return_url", callback.toString());
        query.put("callback_url", callback.toString());
        return URI.create(WooApi.storeUrl(answers.getOrDefault("storeUrl", "")) + "/wc-auth/v1/authorize?"
                + JsonApi.query(query));
    }

    @Override
    public String stateParameter() {
        return "user_id";
    }

    /** The browser comes back with {@code success}, the keys come by the shop's own call. */
    @Override
    public boolean isReturnOnly(Map<String, String> query) {
        return query.getOrDefault("success", "").equals("1");
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        String key = query.getOrDefault("consumer_key", "");
        String secret = query.getOrDefault("consumer_secret", "");
        if (key.isBlank() || secret.isBlank()) {
            throw new ConnectorException.Refused("The connection was declined in the shop.");
        }
        if (!query.getOrDefault("key_permissions", "").equals("read_write")) {
            throw new ConnectorException.Refused("The shop gave no permission to read and write: start again.");
        }
        Map<String, String> credentials = Map.of(
                "storeUrl",
                WooApi.storeUrl(answers.getOrDefault("storeUrl", "")),
                "consumerKey",
                key,
                "consumerSecret",
                secret);
        WooApi.get("/wc/v3/orders?per_page=1", new ConnectionAccess(NOT_YET_CONNECTED, credentials, Map.of()), http);
        return credentials;
    }

    /** Letters and digits: the shop decodes HTML entities in secrets before it signs. */
    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Drawn once: webhooks that are registered already go on signing with it after another consent. */
    @Override
    public Map<String, String> missingSecrets(ConnectionAccess connection) {
        return connection.optionalCredential(WooWebhooks.SECRET).isPresent()
                ? Map.of()
                : Map.of(WooWebhooks.SECRET, secret());
    }

    /** A webhook that failed six times in a row is switched off by the shop; here it is switched on again. */
    @Override
    public List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http) {
        JsonNode known = WooApi.get("/wc/v3/webhooks?per_page=100&status=all", connection, http);
        List<String> mended = new ArrayList<>();
        for (String topic : TOPICS) {
            JsonNode mine = JsonApi.object();
            for (JsonNode webhook : known) {
                if (webhook.path("topic").asText().equals(topic)
                        && webhook.path("delivery_url").asText().equals(webhookUrl.toString())) {
                    mine = webhook;
                }
            }
            ObjectNode wish = JsonApi.object()
                    .put("name", "Quayside " + topic)
                    .put("topic", topic)
                    .put("status", "active")
                    .put("delivery_url", webhookUrl.toString())
                    .put("secret", connection.credential(WooWebhooks.SECRET));
            if (mine.isEmpty()) {
                WooApi.send("POST", "/wc/v3/webhooks", wish, connection, http);
                mended.add(topic);
            } else if (!mine.path("status").asText().equals("active")) {
                WooApi.send("PUT", "/wc/v3/webhooks/" + mine.path("id").asText(), wish, connection, http);
                mended.add(topic);
            }
        }
        return mended;
    }
}
