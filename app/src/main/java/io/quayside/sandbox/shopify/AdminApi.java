package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.execution.directives.QueryAppliedDirective;
import graphql.schema.DataFetchingEnvironment;
import io.quayside.sandbox.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The roots of one shop's GraphQL Admin API; what changes something is done one call at a time. */
final class AdminApi {
    private static final Pattern SKU = Pattern.compile("sku:['\"]?((?:[^'\"\\s\\\\]|\\\\.)+)");
    static final String LOCATION = "gid://shopify/Location/1";
    private final Shop shop;
    private final Changes changes;
    private final ParcelDesk parcels;
    private final StockDesk stock;
    private final RefundDesk refunds;

    /** Told of whatever the shop's owner would have seen. */
    interface Changes {
        /** @param topic such as {@code orders/updated} */
        void changed(String topic, ObjectNode payload);
    }

    AdminApi(Shop shop, Changes changes) {
        this.shop = shop;
        this.changes = changes;
        this.parcels = new ParcelDesk(shop, changes);
        this.stock = new StockDesk(shop, changes);
        this.refunds = new RefundDesk(shop, changes);
    }

    /** @throws Refusal when the whole field is refused */
    JsonNode answer(String root, DataFetchingEnvironment field) {
        ObjectNode asked = Json.MAPPER.valueToTree(field.getArguments());
        synchronized (shop) {
            return switch (root) {
                case "orders" -> orders(asked, field);
                case "ordersCount" -> count(asked);
                case "order" -> orNull(shop.order(asked.path("id").asText()).map(OrderNode::of));
                case "shop" -> shop();
                case "job" -> Json.object().put("id", asked.path("id").asText()).put("done", true);
                case "location" -> asked.path("id").asText(LOCATION).equals(LOCATION) ? location() : nothing();
                case "locations" -> Json.array().add(location());
                case "inventoryItems" -> inventoryItems(asked.path("query").asText(""));
                case "inventoryItem" ->
                    orNull(shop.skuOf(asked.path("id").asText()).map(this::inventoryItem));
                case "fulfillmentOrder" ->
                    orNull(shop.plan(asked.path("id").asText()).flatMap(plan -> shop.order(plan.orderId())
                            .map(order -> FulfillmentPlans.node(shop, order, plan.giftCards()))));
                case "webhookSubscriptions" -> subscriptions(asked);
                case "webhookSubscription" ->
                    orNull(shop.subscriptions().stream()
                            .filter(known -> known.id().equals(asked.path("id").asText()))
                            .findFirst()
                            .map(AdminApi::subscription));
                case "webhookSubscriptionCreate" -> subscribe(asked);
                case "webhookSubscriptionUpdate" -> resubscribe(asked);
                case "webhookSubscriptionDelete" -> unsubscribe(asked.path("id").asText());
                case "inventorySetQuantities" -> once(field, () -> stock.set(asked.path("input")));
                case "inventoryAdjustQuantities" -> once(field, () -> stock.adjust(asked.path("input")));
                case "fulfillmentCreate" -> parcels.create(asked.path("fulfillment"));
                case "fulfillmentCancel" -> parcels.cancel(asked.path("id").asText());
                case "fulfillmentTrackingInfoUpdate" ->
                    parcels.track(asked.path("fulfillmentId").asText(), asked.path("trackingInfoInput"));
                case "orderCancel" -> cancel(asked);
                case "refundCreate" -> once(field, () -> refunds.create(asked.path("input")));
                default -> throw new IllegalStateException("the schema has a root that nobody answers: " + root);
            };
        }
    }

    /** Runs what must be repeatable: the same key with the same input is answered as before. */
    private JsonNode once(DataFetchingEnvironment field, Supplier<ObjectNode> work) {
        String key = field.getQueryDirectives().getImmediateAppliedDirective("idempotent").stream()
                .findFirst()
                .map(AdminApi::key)
                .orElseThrow(() -> new Refusal(
                        "The @idempotent directive is required for this mutation but was not provided.",
                        "BAD_REQUEST"));
        if (key.isBlank()) {
            throw new Refusal("The idempotency key must not be blank.", "BAD_REQUEST");
        }
        String input = field.getField().getName() + field.getArguments();
        Shop.Done before = shop.done(key);
        if (before != null && !before.input().equals(input)) {
            ObjectNode answer = Json.object();
            answer.putArray("userErrors")
                    .addObject()
                    .put("code", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
                    .put("message", "The same idempotency key cannot be used with different operation parameters.")
                    .putNull("field");
            return answer;
        }
        if (before != null) {
            return before.answer();
        }
        ObjectNode answer = work.get();
        if (answer.path("userErrors").isEmpty()) {
            shop.done(key, new Shop.Done(input, answer));
        }
        return answer;
    }

    private static String key(QueryAppliedDirective directive) {
        Object key = directive.getArgument("key").getValue();
        return key == null ? "" : key.toString();
    }

    // ---- orders

    private JsonNode orders(JsonNode asked, DataFetchingEnvironment field) {
        String key = asked.path("sortKey").asText();
        List<Connections.Place> places = matching(asked).stream()
                .map(order -> new Connections.Place(sortValue(order, key), order))
                .sorted(Comparator.comparing(Connections.Place::sortValue))
                .toList();
        return Connections.page(places, field, OrderNode::of);
    }

    /** Only when they are asked for. */
    JsonNode fulfillmentOrders(JsonNode node) {
        synchronized (shop) {
            return shop.order(node.path("id").asText())
                    .map(order -> FulfillmentPlans.of(shop, order))
                    .orElseGet(Json::array);
        }
    }

    private List<ObjectNode> matching(JsonNode asked) {
        OrderSearch search = OrderSearch.of(asked.path("query").asText(""));
        List<ObjectNode> found = new ArrayList<>(shop.orders());
        found.removeIf(order -> !search.matches(order));
        return found;
    }

    private static String sortValue(JsonNode order, String key) {
        String field =
                switch (key) {
                    case "UPDATED_AT" -> "updated_at";
                    case "CREATED_AT" -> "created_at";
                    case "PROCESSED_AT" -> "processed_at";
                    default -> "id";
                };
        String id = "%020d".formatted(order.path("id").asLong());
        return field.equals("id")
                ? id
                : "%015d/%s".formatted(OrderSearch.time(order.path(field)).toEpochMilli(), id);
    }

    private JsonNode count(JsonNode asked) {
        int limit = asked.path("limit").isInt() ? asked.path("limit").asInt() : Integer.MAX_VALUE;
        int all = matching(asked).size();
        return Json.object().put("count", Math.min(all, limit)).put("precision", all > limit ? "AT_LEAST" : "EXACT");
    }

    @Nullable
    Object suggestedRefund(JsonNode node, DataFetchingEnvironment field) {
        ObjectNode asked = Json.MAPPER.valueToTree(field.getArguments());
        synchronized (shop) {
            return shop.order(node.path("id").asText())
                    .map(order -> RefundDesk.suggested(order, asked))
                    .orElse(null);
        }
    }

    private JsonNode cancel(JsonNode asked) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("orderCancelUserErrors");
        ObjectNode order = shop.order(asked.path("orderId").asText()).orElse(null);
        if (order == null || order.hasNonNull("cancelled_at")) {
            errors.addObject()
                    .put("code", order == null ? "NOT_FOUND" : "INVALID")
                    .put("message", order == null ? "Order does not exist" : "Order has already been cancelled")
                    .putArray("field")
                    .add("orderId");
            return answer.putNull("job");
        }
        shop.cancel(
                order,
                asked.path("reason").asText("OTHER").toLowerCase(Locale.ROOT),
                asked.path("restock").asBoolean());
        changes.changed("orders/cancelled", order);
        changes.changed("orders/updated", order);
        answer.putObject("job").put("id", "gid://shopify/Job/" + Shop.nextId()).put("done", false);
        return answer;
    }

    // ---- the shop and its stock

    private JsonNode shop() {
        return Json.object()
                .put("id", "gid://shopify/Shop/1")
                .put("name", shop.host())
                .put("myshopifyDomain", shop.host())
                .put("email", "owner@example.com")
                .put("currencyCode", "USD")
                .put("ianaTimezone", "America/New_York")
                .put("weightUnit", "POUNDS");
    }

    private static JsonNode location() {
        return Json.object()
                .put("id", LOCATION)
                .put("name", "Warehouse")
                .put("isActive", true)
                .put("shipsInventory", true)
                .put("fulfillsOnlineOrders", true)
                .put("isFulfillmentService", false);
    }

    private JsonNode inventoryItems(String query) {
        List<String> wanted = new ArrayList<>();
        Matcher skus = SKU.matcher(query);
        while (skus.find()) {
            wanted.add(skus.group(1).replace("\\", ""));
        }
        ArrayNode nodes = Json.array();
        shop.stock().keySet().stream()
                .filter(sku -> wanted.isEmpty() || wanted.contains(sku))
                .forEach(sku -> nodes.add(inventoryItem(sku)));
        return nodes;
    }

    private ObjectNode inventoryItem(String sku) {
        ObjectNode item = Json.object()
                .put("id", shop.itemId(sku))
                .put("sku", sku)
                .put("tracked", true)
                .put("requiresShipping", true);
        ObjectNode level = item.putObject("levels")
                .putObject(LOCATION)
                .put("id", shop.itemId(sku).replace("InventoryItem", "InventoryLevel"));
        level.set("location", location());
        ArrayNode quantities = level.putArray("quantities");
        for (String name : List.of("available", "on_hand")) {
            quantities
                    .addObject()
                    .put("id", "gid://shopify/InventoryQuantity/" + name)
                    .put("name", name)
                    .put("quantity", shop.stock().getOrDefault(sku, 0))
                    .put("updatedAt", Shop.now());
        }
        return item;
    }

    static JsonNode levelAt(JsonNode item, String location) {
        return item.path("levels").path(location);
    }

    // ---- webhook subscriptions

    private JsonNode subscriptions(JsonNode asked) {
        ArrayNode nodes = Json.array();
        shop.subscriptions().stream()
                .filter(known -> asked.path("uri").asText(known.uri()).equals(known.uri()))
                .filter(known -> !asked.path("topics").isArray()
                        || asked.path("topics").toString().contains('"' + known.topic() + '"'))
                .forEach(known -> nodes.add(subscription(known)));
        return nodes;
    }

    private static ObjectNode subscription(Shop.Subscription known) {
        return Json.object()
                .put("id", known.id())
                .put("legacyResourceId", known.id().replaceFirst(".*/", ""))
                .put("topic", known.topic())
                .put("uri", known.uri())
                .put("format", "JSON")
                .put("createdAt", known.createdAt())
                .put("updatedAt", known.createdAt());
    }

    private JsonNode subscribe(JsonNode asked) {
        String uri = asked.path("webhookSubscription").path("uri").asText("");
        if (!uri.matches("(https?|arn|pubsub):.+")) {
            return refused("webhookSubscription", "Address is not allowed", "webhookSubscription", "uri");
        }
        return shop.subscribe(asked.path("topic").asText(), uri)
                .map(AdminApi::subscribed)
                .orElseGet(() -> refused(
                        "webhookSubscription",
                        "Address for this topic has already been taken",
                        "webhookSubscription",
                        "uri"));
    }

    private JsonNode resubscribe(JsonNode asked) {
        String uri = asked.path("webhookSubscription").path("uri").asText("");
        return shop.unsubscribe(asked.path("id").asText())
                .flatMap(known -> shop.subscribe(known.topic(), uri.isEmpty() ? known.uri() : uri))
                .map(AdminApi::subscribed)
                .orElseGet(() -> refused("webhookSubscription", "Webhook subscription does not exist", "id"));
    }

    private static ObjectNode subscribed(Shop.Subscription made) {
        ObjectNode answer = Json.object();
        answer.putArray("userErrors");
        answer.set("webhookSubscription", subscription(made));
        return answer;
    }

    private JsonNode unsubscribe(String id) {
        return shop.unsubscribe(id).isEmpty()
                ? refused("deletedWebhookSubscriptionId", "Webhook subscription does not exist", "id")
                : Json.object().put("deletedWebhookSubscriptionId", id).set("userErrors", Json.array());
    }

    /** An answer with a single error and nothing done. */
    static ObjectNode refused(String nothing, String message, String... field) {
        ObjectNode answer = Json.object().putNull(nothing);
        ObjectNode error = answer.putArray("userErrors").addObject().put("message", message);
        ArrayNode path = error.putArray("field");
        for (String part : field) {
            path.add(part);
        }
        return answer;
    }

    private static JsonNode orNull(Optional<? extends JsonNode> found) {
        return found.isPresent() ? found.get() : nothing();
    }

    private static JsonNode nothing() {
        return Json.MAPPER.nullNode();
    }
}
