package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Destinations of the application, subscriptions of its sellers, and what is sent to them. */
final class NotificationsApi {
    private static final String ORDER_CHANGE = "ORDER_CHANGE";
    private final SqsQueues queues;
    private final Map<String, ObjectNode> destinations = new ConcurrentHashMap<>();

    NotificationsApi(SqsQueues queues) {
        this.queues = queues;
    }

    /** Whether the path is one of the application's own, which needs a token without a seller. */
    static boolean isOfApplication(String path, String method) {
        return path.startsWith("notifications/v1/destinations")
                || (path.startsWith("notifications/v1/subscriptions/") && path.split("/").length == 5);
    }

    Reply answer(Store store, String path, Call call) {
        String[] parts = path.substring("notifications/v1/".length()).split("/");
        if (parts[0].equals("destinations")) {
            return destinations(parts, call);
        }
        String type = parts.length > 1 ? parts[1] : "";
        if (parts.length == 3) { // by id, whoever's it is
            return SpApiError.notFound("The subscription is not known.");
        }
        ObjectNode known = store.hooks().get(type);
        if (call.method().equals("GET")) {
            return known == null ? SpApiError.notFound("The subscription is not known.") : payload(known);
        }
        if (known != null) {
            return SpApiError.reply(409, "Conflict", "A subscription to this type exists already.");
        }
        ObjectNode asked = call.json();
        if (!destinations.containsKey(asked.path("destinationId").asText())) {
            return SpApiError.invalid("destinationId is not known.");
        }
        ObjectNode made = Json.object()
                .put("subscriptionId", UUID.randomUUID().toString())
                .put("payloadVersion", asked.path("payloadVersion").asText())
                .put("destinationId", asked.path("destinationId").asText());
        if (asked.has("processingDirective")) {
            made.set("processingDirective", asked.get("processingDirective"));
        }
        store.hook(type, made);
        return payload(made);
    }

    /** Takes a subscription away by its id, at whichever seller it is. */
    Reply delete(Iterable<Store> sellers, String path) {
        String[] parts = path.split("/");
        for (Store seller : sellers) {
            ObjectNode hook = seller.hooks().get(parts[3]);
            if (hook != null && hook.path("subscriptionId").asText().equals(parts[4])) {
                seller.hook(parts[3], null);
                return Reply.ok(Json.object());
            }
        }
        return SpApiError.notFound("The subscription is not known.");
    }

    private Reply destinations(String[] parts, Call call) {
        if (parts.length == 1 && call.method().equals("GET")) {
            ArrayNode all = Json.array();
            destinations.values().forEach(all::add);
            return payload(all);
        }
        if (parts.length == 1) {
            ObjectNode asked = call.json();
            String arn =
                    asked.path("resourceSpecification").path("sqs").path("arn").asText("");
            if (!arn.startsWith("arn:aws:sqs:")) {
                return SpApiError.invalid("resourceSpecification.sqs.arn is no ARN of a queue.");
            }
            ObjectNode made = Json.object()
                    .put("name", asked.path("name").asText())
                    .put("destinationId", UUID.randomUUID().toString());
            made.putObject("resource").putObject("sqs").put("arn", arn);
            destinations.put(made.path("destinationId").asText(), made);
            return payload(made);
        }
        ObjectNode known = destinations.get(parts[1]);
        if (known == null) {
            return SpApiError.notFound("The destination is not known.");
        }
        if (call.method().equals("DELETE")) {
            destinations.remove(parts[1]);
            return Reply.ok(Json.object());
        }
        return payload(known);
    }

    private static Reply payload(JsonNode payload) {
        return Reply.ok((JsonNode) Json.object().set("payload", payload));
    }

    /** Tells the seller's subscriber that an order changed. */
    void changed(Store store, ObjectNode order, Faults faults) {
        ObjectNode subscription = store.hooks().get(ORDER_CHANGE);
        ObjectNode destination = subscription == null
                ? null
                : destinations.get(subscription.path("destinationId").asText());
        if (subscription == null || destination == null) {
            return;
        }
        ObjectNode old = OrderShapes.toV0(order, false);
        ObjectNode message = Json.object()
                .put("NotificationVersion", "1.0")
                .put("NotificationType", ORDER_CHANGE)
                .put("PayloadVersion", "1.0")
                .put("EventTime", OrdersApi.now());
        ObjectNode change = message.putObject("Payload").putObject("OrderChangeNotification");
        change.put("NotificationLevel", "OrderLevel")
                .put("SellerId", store.name())
                .put("AmazonOrderId", order.path("orderId").asText())
                .put("OrderChangeType", "OrderStatusChange");
        change.putObject("OrderChangeTrigger")
                .put("TimeOfOrderChange", order.path("lastUpdatedTime").asText())
                .put("ChangeReason", "OrderStatusChange");
        ObjectNode summary = change.putObject("Summary");
        summary.put(
                        "MarketplaceId",
                        order.path("salesChannel").path("marketplaceId").asText())
                .put("OrderStatus", old.path("OrderStatus").asText())
                .put("PurchaseDate", order.path("createdTime").asText())
                .put("FulfillmentType", old.path("FulfillmentChannel").asText())
                .put("OrderType", "StandardOrder")
                .put("NumberOfItemsShipped", old.path("NumberOfItemsShipped").asInt())
                .put(
                        "NumberOfItemsUnshipped",
                        old.path("NumberOfItemsUnshipped").asInt());
        ArrayNode items = summary.putArray("OrderItems");
        for (JsonNode item : order.path("orderItems")) {
            items.addObject()
                    .put("OrderItemId", item.path("orderItemId").asText())
                    .put("SellerSKU", item.path("product").path("sellerSku").asText())
                    .put("Quantity", item.path("quantityOrdered").asInt())
                    .put(
                            "QuantityShipped",
                            item.path("fulfillment").path("quantityFulfilled").asInt());
        }
        message.putObject("NotificationMetadata")
                .put("ApplicationId", "amzn1.sellerapps.app.sandbox")
                .put("SubscriptionId", subscription.path("subscriptionId").asText())
                .put("PublishTime", OrdersApi.now())
                .put("NotificationId", UUID.randomUUID().toString());
        queues.send(
                destination.path("resource").path("sqs").path("arn").asText(),
                new String(Json.bytes(message), StandardCharsets.UTF_8),
                faults);
    }
}
