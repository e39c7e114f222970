package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookSubscriptions;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Amazon sends notifications to a queue and never to an address of ours: the queue becomes a destination of the
 * application once, and each seller a subscription to it. What concerns the application needs a token without a seller.
 */
final class AmazonSubscriptions implements WebhookSubscriptions {
    private static final String SUBSCRIPTION = "/notifications/v1/subscriptions/" + AmazonNotification.ORDER_CHANGE;
    private static final String DESTINATIONS = "/notifications/v1/destinations";
    private final String queueArn;

    AmazonSubscriptions(String queueArn) {
        this.queueArn = queueArn;
    }

    @Override
    public List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http) {
        JsonNode subscription = subscription(connection, http);
        String application = applicationToken(connection, http);
        String destination = destination(connection, application, http);
        if (!subscription.isMissingNode()) {
            if (subscription.path("destinationId").asText().equals(destination)) {
                return List.of();
            }
            AmazonApi.send(
                    Operation.DELETE_SUBSCRIPTION,
                    SUBSCRIPTION + "/"
                            + JsonApi.encoded(
                                    subscription.path("subscriptionId").asText()),
                    null,
                    application,
                    connection,
                    http);
        }
        ObjectNode wish = JsonApi.object().put("payloadVersion", "1.0").put("destinationId", destination);
        ObjectNode filter = wish.putObject("processingDirective").putObject("eventFilter");
        filter.put("eventFilterType", AmazonNotification.ORDER_CHANGE);
        filter.putArray("orderChangeTypes").add("OrderStatusChange").add("BuyerRequestedChange");
        try {
            AmazonApi.send(Operation.CREATE_SUBSCRIPTION, SUBSCRIPTION, wish, connection, http);
        } catch (ConnectorException.Refused refused) { // another connection of this seller was faster
            if (subscription(connection, http).isMissingNode()) {
                throw refused;
            }
        }
        return List.of(AmazonNotification.ORDER_CHANGE);
    }

    @Override
    public boolean isOfAccount() {
        return true;
    }

    private static JsonNode subscription(ConnectionAccess connection, PlatformHttp http) {
        try {
            JsonNode known = AmazonApi.get(Operation.GET_SUBSCRIPTION, SUBSCRIPTION, connection, http)
                    .path("payload");
            return known.path("subscriptionId").isTextual() ? known : JsonApi.JSON.missingNode();
        } catch (ConnectorException.Refused none) { // 404
            return JsonApi.JSON.missingNode();
        }
    }

    private static String applicationToken(ConnectionAccess connection, PlatformHttp http) {
        return LoginWithAmazon.token(
                        connection.id(),
                        Map.of("grant_type", "client_credentials", "scope", "sellingpartnerapi::notifications"),
                        connection.credentials(),
                        http)
                .path("access_token")
                .asText();
    }

    private String destination(ConnectionAccess connection, String application, PlatformHttp http) {
        JsonNode known = AmazonApi.send(Operation.GET_DESTINATIONS, DESTINATIONS, null, application, connection, http)
                .path("payload");
        for (JsonNode each : known) {
            if (each.path("resource").path("sqs").path("arn").asText().equals(queueArn)) {
                return each.path("destinationId").asText();
            }
        }
        ObjectNode wish = JsonApi.object().put("name", "quayside");
        wish.putObject("resourceSpecification").putObject("sqs").put("arn", queueArn);
        String made = AmazonApi.send(Operation.CREATE_DESTINATION, DESTINATIONS, wish, application, connection, http)
                .path("payload")
                .path("destinationId")
                .asText("");
        if (made.isEmpty()) {
            throw new ConnectorException.Temporary("Amazon's answer names no destination.");
        }
        return made;
    }
}
