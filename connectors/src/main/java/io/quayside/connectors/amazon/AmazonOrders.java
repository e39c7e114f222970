package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Orders by the API 2026-01-01, which brings them whole, and by v0 where that is refused: some accounts are denied the
 * one and granted the other. Amazon shows changes of the last two minutes only later.
 */
final class AmazonOrders implements OrderSource {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{3,60}");
    /** Amazon asks for two; a little more for clocks that differ. */
    static final Duration NOT_SHOWN_YET = Duration.ofMinutes(3);

    private static final int PAGE = 100;
    private static final String OLD = "v0 ";
    private static final String NEW = "2026 ";
    static final String EVERYTHING = "BUYER,RECIPIENT,PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT";

    /** Whether it can be an order's id: nothing else becomes part of a path. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    @Override
    public Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        String after =
                since.minus(NOT_SHOWN_YET).truncatedTo(ChronoUnit.SECONDS).toString();
        Optional<String> old = cursor.filter(mark -> mark.startsWith(OLD));
        if (old.isPresent()) {
            return oldPage(after, Optional.of(old.get().substring(OLD.length())), connection, http);
        }
        try {
            return newPage(
                    after,
                    cursor.filter(mark -> mark.startsWith(NEW)).map(mark -> mark.substring(NEW.length())),
                    connection,
                    http);
        } catch (ConnectorException.MerchantMustAct denied) {
            return oldPage(after, Optional.empty(), connection, http); // which is denied too when access was revoked
        }
    }

    private static Page newPage(String after, Optional<String> token, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("lastUpdatedAfter", after);
        query.put("marketplaceIds", Marketplace.idsOf(connection));
        query.put("includedData", EVERYTHING);
        query.put("maxResultsPerPage", "" + PAGE);
        token.ifPresent(mark -> query.put("paginationToken", mark));
        JsonNode answer = AmazonApi.get(
                Operation.SEARCH_ORDERS, "/orders/2026-01-01/orders?" + JsonApi.query(query), connection, http);
        List<FetchedOrder> orders = new ArrayList<>();
        answer.path("orders").forEach(order -> orders.add(whole(order)));
        return new Page(
                orders,
                Optional.of(answer.path("pagination").path("nextToken").asText(""))
                        .filter(mark -> !mark.isEmpty())
                        .map(NEW::concat));
    }

    /** Names and addresses that a newly granted role brings make another version of it. */
    private static FetchedOrder whole(JsonNode order) {
        ObjectNode payload = JsonApi.object();
        payload.set("order", order);
        byte[] bytes = JsonApi.bytes(payload);
        return new FetchedOrder(
                order.path("orderId").asText(),
                order.path("lastUpdatedTime").asText() + "/"
                        + Signatures.idOf(bytes).substring(7, 23),
                bytes);
    }

    /** v0 lists orders without their items, so they are only seen. */
    private static Page oldPage(String after, Optional<String> token, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("LastUpdatedAfter", after);
        query.put("MarketplaceIds", Marketplace.idsOf(connection));
        query.put("MaxResultsPerPage", "" + PAGE);
        token.ifPresent(mark -> query.put("NextToken", mark));
        JsonNode answer = AmazonApi.get(
                        Operation.GET_ORDERS_V0, "/orders/v0/orders?" + JsonApi.query(query), connection, http)
                .path("payload");
        List<FetchedOrder> orders = new ArrayList<>();
        answer.path("Orders")
                .forEach(order ->
                        orders.add(FetchedOrder.seen(order.path("AmazonOrderId").asText(), oldVersion(order))));
        return new Page(
                orders,
                Optional.of(answer.path("NextToken").asText(""))
                        .filter(mark -> !mark.isEmpty())
                        .map(OLD::concat));
    }

    private static String oldVersion(JsonNode order) {
        return "v0/%s/%s/%s/%s"
                .formatted(
                        order.path("LastUpdateDate").asText(),
                        order.path("OrderStatus").asText(),
                        order.path("NumberOfItemsShipped").asText(),
                        order.path("NumberOfItemsUnshipped").asText());
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!isId(externalId)) {
            return Optional.empty();
        }
        try {
            return Optional.of(whole(order(externalId, EVERYTHING, connection, http)));
        } catch (ConnectorException.MerchantMustAct | ConnectorException.Refused newApi) {
            try {
                return Optional.of(composed(externalId, connection, http));
            } catch (ConnectorException.Refused unknown) { // 404
                return Optional.empty();
            }
        }
    }

    /** @throws ConnectorException.Refused when Amazon does not know it */
    static JsonNode order(String id, String includedData, ConnectionAccess connection, PlatformHttp http) {
        JsonNode order = AmazonApi.get(
                        Operation.GET_ORDER,
                        "/orders/2026-01-01/orders/%s?%s"
                                .formatted(id, JsonApi.query(Map.of("includedData", includedData))),
                        connection,
                        http)
                .path("order");
        if (!order.isObject()) {
            throw new ConnectorException.Temporary("Amazon's answer holds no order.");
        }
        return order;
    }

    /** One order of v0 with its items inside. */
    private static FetchedOrder composed(String id, ConnectionAccess connection, PlatformHttp http) {
        String path = "/orders/v0/orders/" + id;
        JsonNode told = personal(path, connection, http);
        ObjectNode order = told.deepCopy();
        ArrayNode items = order.putArray("OrderItems");
        String next = "";
        do {
            JsonNode page = AmazonApi.get(
                            Operation.GET_ORDER_ITEMS_V0,
                            path + "/orderItems" + (next.isEmpty() ? "" : "?NextToken=" + JsonApi.encoded(next)),
                            connection,
                            http)
                    .path("payload");
            page.path("OrderItems").forEach(items::add);
            String mark = page.path("NextToken").asText("");
            next = mark.equals(next) ? "" : mark;
        } while (!next.isEmpty());
        ObjectNode payload = JsonApi.object();
        payload.set("payload", order);
        boolean masked = !order.path("ShippingAddress").has("AddressLine1");
        return new FetchedOrder(id, oldVersion(told) + (masked ? "" : "/whole"), JsonApi.bytes(payload));
    }

    /** With name and address if a restricted token is granted, else without: never at the order's cost (field-lesson 45). */
    private static JsonNode personal(String path, ConnectionAccess connection, PlatformHttp http) {
        try {
            ObjectNode wish = JsonApi.object();
            ObjectNode resource = wish.putArray("restrictedResources").addObject();
            resource.put("method", "GET").put("path", path);
            resource.putArray("dataElements").add("buyerInfo").add("shippingAddress");
            String token = AmazonApi.send(
                            Operation.CREATE_RESTRICTED_TOKEN,
                            "/tokens/2021-03-01/restrictedDataToken",
                            wish,
                            connection,
                            http)
                    .path("restrictedDataToken")
                    .asText();
            return payload(AmazonApi.send(Operation.GET_ORDER_V0, path, null, token, connection, http));
        } catch (ConnectorException.MerchantMustAct | ConnectorException.Refused roleNotGranted) {
            return payload(AmazonApi.get(Operation.GET_ORDER_V0, path, connection, http));
        }
    }

    private static JsonNode payload(JsonNode answer) {
        JsonNode order = answer.path("payload");
        if (!order.isObject()) {
            throw new ConnectorException.Temporary("Amazon's answer holds no order.");
        }
        return order;
    }
}
