package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookKeys;
import io.quayside.connectors.spi.WebhookSubscriptions;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Notification API. Addresses belong to the app, subscriptions to the seller or to the app, as the topic says. Of
 * orders only the checkout and the shipment are told; every other change is found by asking.
 */
final class EbayNotifications implements WebhookSubscriptions, WebhookKeys {
    private static final String PATH = "/commerce/notification/v1";
    private static final Set<String> WANTED =
            Set.of(EbayNotice.ORDERED, EbayNotice.SHIPPED, EbayNotice.ACCOUNT_DELETED, EbayNotice.REVOKED);

    @Override
    public String fetch(String keyId, ConnectionAccess connection, PlatformHttp http) {
        JsonNode answer = send(
                        "GET",
                        "/public_key/" + JsonApi.encoded(keyId),
                        null,
                        EbayApi.appToken(connection, http),
                        connection,
                        http)
                .body();
        String key = answer.path("key").asText("");
        try {
            EbayWebhooks.key(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectorException.Temporary("eBay's key for notifications can't be read.");
        }
        return key;
    }

    @Override
    public List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http) {
        String app = EbayApi.appToken(connection, http);
        List<String> mended = new ArrayList<>();
        String destination = destination(app, connection, webhookUrl, mended, http);
        List<JsonNode> sellers = subscriptions(connection.credential("accessToken"), connection, http);
        List<JsonNode> apps = subscriptions(app, connection, http);
        for (JsonNode topic : send("GET", "/topic?limit=100", null, app, connection, http)
                .body()
                .path("topics")) {
            String name = topic.path("topicId").asText();
            if (!WANTED.contains(name)) {
                continue;
            }
            boolean ofSeller = topic.path("scope").asText("").equals("USER");
            String token = ofSeller ? connection.credential("accessToken") : app;
            if (subscribe(topic, destination, ofSeller ? sellers : apps, ofSeller, token, connection, http)) {
                mended.add(name);
            }
        }
        return mended;
    }

    /** The id of our address, made or switched on where need be. While it is made, eBay asks the address whether it is ours. */
    private static String destination(
            String app, ConnectionAccess connection, URI webhookUrl, List<String> mended, PlatformHttp http) {
        ObjectNode wish =
                JsonApi.object().put("name", "Quayside " + connection.id()).put("status", "ENABLED");
        wish.putObject("deliveryConfig")
                .put("endpoint", webhookUrl.toString())
                .put("verificationToken", EbayWebhooks.verificationToken(connection));
        for (JsonNode known : send("GET", "/destination?limit=100", null, app, connection, http)
                .body()
                .path("destinations")) {
            if (known.path("deliveryConfig").path("endpoint").asText().equals(webhookUrl.toString())) {
                String id = known.path("destinationId").asText();
                if (!known.path("status").asText().equals("ENABLED")) {
                    send("PUT", "/destination/" + JsonApi.encoded(id), wish, app, connection, http);
                    mended.add("destination");
                }
                return id;
            }
        }
        alerts(app, connection, http);
        String made = created(send("POST", "/destination", wish, app, connection, http));
        mended.add("destination");
        return made;
    }

    /** eBay takes no address before it knows whom to write when the address fails. */
    private static void alerts(String app, ConnectionAccess connection, PlatformHttp http) {
        connection
                .setting("alertEmail")
                .ifPresent(email ->
                        send("PUT", "/config", JsonApi.object().put("alertEmail", email), app, connection, http));
    }

    private static List<JsonNode> subscriptions(String token, ConnectionAccess connection, PlatformHttp http) {
        List<JsonNode> known = new ArrayList<>();
        send("GET", "/subscription?limit=100", null, token, connection, http)
                .body()
                .path("subscriptions")
                .forEach(known::add);
        return known;
    }

    /** The app has one subscription of a topic for all its sellers: that of another connection of ours does as well. */
    private static boolean subscribe(
            JsonNode topic,
            String destination,
            List<JsonNode> known,
            boolean ofSeller,
            String token,
            ConnectionAccess connection,
            PlatformHttp http) {
        String name = topic.path("topicId").asText();
        ObjectNode wish =
                JsonApi.object().put("topicId", name).put("status", "ENABLED").put("destinationId", destination);
        wish.putObject("payload")
                .put("format", "JSON")
                .put("schemaVersion", schemaVersion(topic))
                .put("deliveryProtocol", "HTTPS");
        for (JsonNode subscription : known) {
            if (!subscription.path("topicId").asText().equals(name)) {
                continue;
            }
            boolean leadsHere =
                    !ofSeller || subscription.path("destinationId").asText().equals(destination);
            if (leadsHere && subscription.path("status").asText().equals("ENABLED")) {
                return false;
            }
            String id = JsonApi.encoded(subscription.path("subscriptionId").asText());
            send("PUT", "/subscription/" + id, wish, token, connection, http);
            return true;
        }
        send("POST", "/subscription", wish, token, connection, http);
        return true;
    }

    private static String schemaVersion(JsonNode topic) {
        String version = "1.0";
        for (JsonNode payload : topic.path("supportedPayloads")) {
            if (!payload.path("deprecated").asBoolean()) {
                version = payload.path("schemaVersion").asText(version);
            }
        }
        return version;
    }

    /** What was made is told by its address alone. */
    private static String created(JsonApi.Reply reply) {
        String id = reply.answer().header("location").orElse("").replaceFirst("^.*/", "");
        if (id.isBlank()) {
            throw new ConnectorException.Temporary("eBay does not say which address it keeps for notifications.");
        }
        return id;
    }

    private static JsonApi.Reply send(
            String method,
            String path,
            @Nullable JsonNode body,
            String token,
            ConnectionAccess connection,
            PlatformHttp http) {
        return EbayApi.API.send(connection.id(), method, EbayApi.BASE + PATH + path, EbayApi.bearer(token), body, http);
    }
}
