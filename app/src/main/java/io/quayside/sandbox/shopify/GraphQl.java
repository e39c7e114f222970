package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Admin API's GraphQL side, field by field of the root. It answers with every field of an object instead of those
 * asked for, which clients can't tell from the true one; fragments and aliases at the root are not understood.
 */
final class GraphQl {
    private static final Pattern ROOT = Pattern.compile("^[^{]*(?:\\([^)]*\\))?\\s*\\{\\s*(\\w+)", Pattern.DOTALL);
    private static final Pattern SINCE = Pattern.compile("updated_at:>=?'?([^'\\s]+)'?");
    private static final Pattern CREATED = Pattern.compile("created_at:([<>])=?'?([^'\\s]+)'?");
    private static final Pattern ID = Pattern.compile("(?:^|\\s)id:(\\d+)");
    private static final int COST_OF_AN_ORDER = 10;
    private static final Pattern SKU = Pattern.compile("sku:['\"]?((?:[^'\"\\s\\\\]|\\\\.)+)");
    private final Shop shop;
    private final Changes changes;

    /** Told of whatever the shop's owner would have seen. */
    interface Changes {
        void changed(String topic, ObjectNode order);
    }

    GraphQl(Shop shop, Changes changes) {
        this.shop = shop;
        this.changes = changes;
    }

    ObjectNode answer(ObjectNode request) {
        String document = request.path("query").asText("");
        JsonNode variables = request.path("variables");
        Matcher root = ROOT.matcher(document);
        String field = root.find() ? root.group(1) : "";
        boolean idsOnly = !document.contains("lineItems");
        int cost = field.equals("orders") && !idsOnly
                ? COST_OF_AN_ORDER * variables.path("first").asInt(1)
                : 10;
        if (!shop.graphQl.take(cost)) {
            return withCost(error("Throttled", "THROTTLED"), cost, 0);
        }
        JsonNode data =
                switch (field) {
                    case "orders" -> orders(variables);
                    case "order" -> order(variables);
                    case "shop" ->
                        Json.object()
                                .put("name", shop.host())
                                .put("myshopifyDomain", shop.host())
                                .put("currencyCode", "USD");
                    case "locations" -> locations();
                    case "inventoryItems" -> inventoryItems(variables);
                    case "inventorySetQuantities" -> setQuantities(variables.path("input"));
                    case "fulfillmentCreate" -> fulfill(variables.path("fulfillment"));
                    case "orderCancel" -> cancel(variables);
                    case "refundCreate" -> refund(document, variables);
                    case "webhookSubscriptions" -> subscriptions();
                    case "webhookSubscriptionCreate" -> subscribe(variables);
                    default -> Json.MAPPER.missingNode();
                };
        if (data.isMissingNode()) {
            return withCost(
                    error("Field '%s' doesn't exist on type 'QueryRoot'".formatted(field), "undefinedField"), cost, 0);
        }
        ObjectNode answer = Json.object();
        answer.putObject("data").set(field, data);
        return withCost(answer, cost, cost);
    }

    private static ObjectNode error(String message, String code) {
        ObjectNode answer = Json.object();
        answer.putArray("errors")
                .addObject()
                .put("message", message)
                .putObject("extensions")
                .put("code", code);
        return answer;
    }

    private ObjectNode withCost(ObjectNode answer, int requested, int actual) {
        answer.putObject("extensions")
                .putObject("cost")
                .put("requestedQueryCost", requested)
                .put("actualQueryCost", actual)
                .putObject("throttleStatus")
                .put("maximumAvailable", shop.graphQl.size())
                .put("currentlyAvailable", Math.floor(shop.graphQl.free()))
                .put("restoreRate", shop.graphQl.leakPerSecond());
        return answer;
    }

    private JsonNode orders(JsonNode variables) {
        String filter = variables.path("filter").asText("");
        Matcher since = SINCE.matcher(filter);
        Instant from = since.find() ? Instant.parse(since.group(1)) : Instant.EPOCH;
        List<ObjectNode> found = new ArrayList<>(shop.orders());
        found.removeIf(order -> updatedAt(order).isBefore(from));
        Matcher created = CREATED.matcher(filter);
        while (created.find()) {
            Instant bound = Instant.parse(created.group(2));
            boolean atLeast = created.group(1).startsWith(">");
            found.removeIf(order -> atLeast
                    ? createdAt(order).isBefore(bound)
                    : createdAt(order).isAfter(bound));
        }
        Matcher id = ID.matcher(filter);
        if (id.find()) {
            found.removeIf(order -> !order.path("id").asText().equals(id.group(1)));
        }
        found.sort(Comparator.comparing(GraphQl::updatedAt)
                .thenComparing(order -> order.path("id").asLong()));
        int begin = Math.min(found.size(), Math.max(0, variables.path("after").asInt(0)));
        int end = Math.min(
                found.size(), begin + Math.max(1, variables.path("first").asInt(50)));
        ObjectNode page = Json.object();
        ArrayNode nodes = page.putArray("nodes");
        found.subList(begin, end).forEach(order -> nodes.add(OrderNode.of(order)));
        page.putObject("pageInfo").put("hasNextPage", end < found.size()).put("endCursor", "" + end);
        return page;
    }

    private static Instant createdAt(JsonNode order) {
        return java.time.OffsetDateTime.parse(order.path("created_at").asText()).toInstant();
    }

    private static Instant updatedAt(JsonNode order) {
        return java.time.OffsetDateTime.parse(order.path("updated_at").asText()).toInstant();
    }

    private JsonNode order(JsonNode variables) {
        ObjectNode order = shop.order(variables.path("id").asText()).orElse(null);
        if (order == null) {
            return Json.MAPPER.nullNode();
        }
        ObjectNode node = OrderNode.of(order);
        ObjectNode toDo = node.putObject("fulfillmentOrders")
                .putArray("nodes")
                .addObject()
                .put("id", OrderNode.gid("FulfillmentOrder", order.path("id")))
                .put("status", open(order) ? "OPEN" : "CLOSED");
        toDo.putArray("supportedActions").addObject().put("action", "CREATE_FULFILLMENT");
        toDo.putObject("assignedLocation").putObject("location").put("id", "gid://shopify/Location/1");
        ArrayNode lines = toDo.putObject("lineItems").putArray("nodes");
        for (JsonNode line : order.path("line_items")) {
            lines.addObject()
                    .put("id", OrderNode.gid("FulfillmentOrderLineItem", line.path("id")))
                    .put("remainingQuantity", line.path("fulfillable_quantity").asInt())
                    .putObject("lineItem")
                    .put("id", OrderNode.gid("LineItem", line.path("id")));
        }
        return node;
    }

    private static boolean open(JsonNode order) {
        for (JsonNode line : order.path("line_items")) {
            if (line.path("fulfillable_quantity").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode locations() {
        ObjectNode list = Json.object();
        list.putArray("nodes")
                .addObject()
                .put("id", "gid://shopify/Location/1")
                .put("name", "Warehouse")
                .put("isActive", true)
                .put("shipsInventory", true)
                .put("isFulfillmentService", false);
        return list;
    }

    private JsonNode inventoryItems(JsonNode variables) {
        List<String> wanted = new ArrayList<>();
        Matcher skus = SKU.matcher(variables.path("filter").asText(""));
        while (skus.find()) {
            wanted.add(skus.group(1).replace("\\", ""));
        }
        ObjectNode list = Json.object();
        ArrayNode nodes = list.putArray("nodes");
        for (Map.Entry<String, Integer> item : shop.stock().entrySet()) {
            if (wanted.isEmpty() || wanted.contains(item.getKey())) {
                nodes.addObject()
                        .put("id", "gid://shopify/InventoryItem/" + item.getKey())
                        .put("sku", item.getKey())
                        .put("tracked", true)
                        .putObject("inventoryLevel")
                        .putArray("quantities")
                        .addObject()
                        .put("name", "available")
                        .put("quantity", item.getValue());
            }
        }
        list.putObject("pageInfo").put("hasNextPage", false).putNull("endCursor");
        return list;
    }

    /** All or nothing, and only where the shop still has what the caller compared with. */
    private JsonNode setQuantities(JsonNode input) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("userErrors");
        Map<String, Integer> stock = shop.stock();
        int index = 0;
        for (JsonNode wish : input.path("quantities")) {
            String sku = wish.path("inventoryItemId").asText().replaceFirst(".*/", "");
            JsonNode compare = wish.hasNonNull("changeFromQuantity")
                    ? wish.path("changeFromQuantity")
                    : wish.path("compareQuantity");
            Integer has = stock.get(sku);
            if (has == null || (compare.isInt() && compare.asInt() != has)) {
                ObjectNode error = errors.addObject()
                        .put("code", has == null ? "INVALID_INVENTORY_ITEM" : "CHANGE_FROM_QUANTITY_STALE")
                        .put(
                                "message",
                                has == null
                                        ? "The specified inventory item could not be found."
                                        : "The compareQuantity argument no longer matches the persisted quantity.");
                error.putArray("field").add("input").add("quantities").add("" + index);
            }
            index++;
        }
        if (!errors.isEmpty()) {
            return answer.putNull("inventoryAdjustmentGroup");
        }
        for (JsonNode wish : input.path("quantities")) {
            shop.setStock(
                    wish.path("inventoryItemId").asText().replaceFirst(".*/", ""),
                    wish.path("quantity").asInt());
        }
        answer.putObject("inventoryAdjustmentGroup").put("createdAt", Shop.now());
        return answer;
    }

    private JsonNode fulfill(JsonNode wish) {
        ObjectNode answer = Json.object();
        answer.putArray("userErrors");
        JsonNode group = wish.path("lineItemsByFulfillmentOrder").path(0);
        ObjectNode order = shop.order(group.path("fulfillmentOrderId").asText()).orElse(null);
        if (order == null || !open(order)) {
            answer.withArray("userErrors")
                    .addObject()
                    .put("message", "Fulfillment order does not exist or is closed.")
                    .putArray("field")
                    .add("fulfillment");
            return answer.putNull("fulfillment");
        }
        long id = Shop.nextId();
        synchronized (shop) {
            ObjectNode made = order.withArray("fulfillments")
                    .addObject()
                    .put("id", id)
                    .put("status", "success")
                    .put("created_at", Shop.now())
                    .put(
                            "tracking_company",
                            wish.path("trackingInfo").path("company").asText(null))
                    .put(
                            "tracking_number",
                            wish.path("trackingInfo")
                                    .path("number")
                                    .asText(wish.path("trackingInfo")
                                            .path("numbers")
                                            .path(0)
                                            .asText(null)))
                    .put("tracking_url", wish.path("trackingInfo").path("url").asText(null));
            ArrayNode shipped = made.putArray("line_items");
            for (JsonNode line : order.path("line_items")) {
                int units = toShip(group.path("fulfillmentOrderLineItems"), line);
                if (units > 0) {
                    ObjectNode copy = line.deepCopy();
                    shipped.add(copy.put("quantity", units));
                    ((ObjectNode) line)
                            .put(
                                    "fulfillable_quantity",
                                    line.path("fulfillable_quantity").asInt() - units);
                }
            }
            order.put("fulfillment_status", open(order) ? "partial" : "fulfilled")
                    .put("updated_at", Shop.now());
        }
        changes.changed("orders/updated", order);
        answer.putObject("fulfillment")
                .put("id", "gid://shopify/Fulfillment/" + id)
                .put("status", "SUCCESS");
        return answer;
    }

    /** Without a list of lines everything that is left goes. */
    private static int toShip(JsonNode wishes, JsonNode line) {
        int left = line.path("fulfillable_quantity").asInt();
        if (wishes.isMissingNode() || wishes.isEmpty()) {
            return left;
        }
        for (JsonNode wish : wishes) {
            if (wish.path("id").asText().endsWith("/" + line.path("id").asText())) {
                return Math.min(left, wish.path("quantity").asInt());
            }
        }
        return 0;
    }

    private JsonNode cancel(JsonNode variables) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("orderCancelUserErrors");
        ObjectNode order = shop.order(variables.path("id").asText()).orElse(null);
        if (order == null || order.hasNonNull("cancelled_at")) {
            ObjectNode error = errors.addObject()
                    .put("code", order == null ? "NOT_FOUND" : "INVALID")
                    .put("message", order == null ? "Order does not exist" : "Order has already been cancelled");
            error.putArray("field").add("orderId");
            return answer.putNull("job");
        }
        changes.changed(
                "orders/cancelled",
                shop.cancel(order, variables.path("reason").asText("OTHER").toLowerCase(java.util.Locale.ROOT)));
        answer.putObject("job").put("id", "gid://shopify/Job/" + Shop.nextId()).put("done", false);
        return answer;
    }

    /** The same key again is answered with the first refund; without a key nothing is refunded. */
    private JsonNode refund(String document, JsonNode variables) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("userErrors");
        String key = variables.path("key").asText("");
        ObjectNode order =
                shop.order(variables.path("input").path("orderId").asText()).orElse(null);
        if (!document.contains("@idempotent") || key.isEmpty()) {
            errors.addObject()
                    .put("message", "The @idempotent directive is required for this mutation.")
                    .putArray("field")
                    .add("input");
            return answer.putNull("refund");
        }
        if (order == null) {
            errors.addObject()
                    .put("message", "Order does not exist")
                    .putArray("field")
                    .add("orderId");
            return answer.putNull("refund");
        }
        boolean isNew = shop.refundOf(key).isEmpty();
        Optional<ObjectNode> made = shop.refund(order, variables.path("input"), key);
        if (made.isEmpty()) {
            errors.addObject()
                    .put("message", "Refund amount is greater than net payment received.")
                    .putArray("field")
                    .add("transactions");
            return answer.putNull("refund");
        }
        if (isNew) {
            changes.changed("orders/updated", order);
        }
        answer.putObject("refund").put("id", OrderNode.gid("Refund", made.get().path("id")));
        return answer;
    }

    private JsonNode subscriptions() {
        ObjectNode list = Json.object();
        ArrayNode nodes = list.putArray("nodes");
        shop.subscriptions().forEach(known -> nodes.addObject()
                .put("id", known.id())
                .put("topic", known.topic())
                .put("uri", known.uri()));
        list.putObject("pageInfo").put("hasNextPage", false).putNull("endCursor");
        return list;
    }

    private JsonNode subscribe(JsonNode variables) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("userErrors");
        String topic = variables.path("topic").asText();
        String uri = variables.path("uri").asText();
        shop.subscribe(topic, uri)
                .ifPresentOrElse(
                        made -> answer.putObject("webhookSubscription")
                                .put("id", made.id())
                                .put("topic", topic)
                                .put("uri", uri),
                        () -> errors.addObject()
                                .put("message", "Address for this topic has already been taken")
                                .putArray("field")
                                .add("webhookSubscription"));
        return answer;
    }
}
