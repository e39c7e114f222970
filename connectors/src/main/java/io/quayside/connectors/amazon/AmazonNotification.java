package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;

/**
 * The envelope of a notification: which seller it is for, and which order it is about. It comes at least once and in any
 * order; the id tells a repeat.
 *
 * @param id of the notification, the same on repeats; at most 100 characters
 * @param type such as {@code ORDER_CHANGE}
 * @param seller whose order it is
 * @param marketplace where, or empty when it is not told
 * @param order empty when it tells of something else
 */
public record AmazonNotification(String id, String type, String seller, String marketplace, String order) {
    static final String ORDER_CHANGE = "ORDER_CHANGE";

    /** @throws Unreadable when it is no notification */
    public static AmazonNotification of(byte[] body) {
        try {
            JsonNode json = JsonApi.JSON.readTree(body);
            if (json != null && json.isObject()) {
                return of(json);
            }
        } catch (IOException e) {
            throw new Unreadable("", "is not JSON");
        }
        throw new Unreadable("", "is not an object");
    }

    static boolean isOne(JsonNode json) {
        return json.has("NotificationType") || json.has("notificationType");
    }

    static AmazonNotification of(JsonNode json) {
        if (!isOne(json)) {
            throw new Unreadable("NotificationType", "is missing: this is no notification of Amazon");
        }
        JsonNode payload = either(json, "Payload");
        JsonNode change = either(payload, "OrderChangeNotification");
        if (change.isMissingNode()) {
            change = either(payload, "OrderStatusChangeNotification"); // of subscriptions from before 2023
        }
        String id =
                either(either(json, "NotificationMetadata"), "NotificationId").asText("");
        if (!id.matches("[\\w.:-]{1,100}")) {
            throw new Unreadable(
                    "NotificationMetadata.NotificationId", "'%s' is no id".formatted(InvalidValue.excerpt(id)));
        }
        String type = either(json, "NotificationType").asText("");
        String order = either(change, "AmazonOrderId").asText("");
        if (type.equals(ORDER_CHANGE) && !AmazonOrders.isId(order)) {
            throw new Unreadable(
                    "Payload.OrderChangeNotification.AmazonOrderId",
                    "'%s' is no order id".formatted(InvalidValue.excerpt(order)));
        }
        return new AmazonNotification(
                id,
                type,
                either(change, "SellerId").asText(""),
                either(either(change, "Summary"), "MarketplaceId")
                        .asText(either(change, "MarketplaceId").asText("")),
                order);
    }

    /** Amazon's notifications begin their names with capitals or, of newer types, do not. */
    private static JsonNode either(JsonNode node, String name) {
        return node.has(name)
                ? node.path(name)
                : node.path(name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1));
    }

    /** Whether it is for this connection of the seller: its marketplaces are known, or none is told. */
    public boolean concerns(ConnectionAccess connection) {
        return connection
                        .optionalCredential(AmazonConnector.SELLER_ID)
                        .filter(seller::equals)
                        .isPresent()
                && (marketplace.isEmpty()
                        || Marketplace.allOf(connection).stream()
                                .anyMatch(each -> each.id().equals(marketplace)));
    }
}
