package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders of v2. Lists only show them; made whole they are one by one, as lines, addresses, shipments and refunds are
 * calls of their own and take the place of the links.
 */
final class BigCommerceOrders implements OrderSource {
    private static final int PAGE = 250;
    private static final Set<String> SHIPPED = Set.of("2", "3", "10");
    private static final Set<String> REFUNDED = Set.of("4", "14");

    @Override
    public Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        int page = cursor.filter(mark -> mark.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("min_date_modified", since.truncatedTo(ChronoUnit.SECONDS).toString());
        query.put("sort", "date_modified:asc");
        query.put("limit", "" + PAGE);
        query.put("page", "" + page);
        JsonNode list = BigCommerceApi.get("/v2/orders?" + JsonApi.query(query), connection, http);
        List<FetchedOrder> fetched = new ArrayList<>();
        for (JsonNode order : list) {
            fetched.add(FetchedOrder.seen(order.path("id").asText(), version(order)));
        }
        return new Page(fetched, list.size() < PAGE ? Optional.empty() : Optional.of("" + (page + 1)));
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!externalId.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        try {
            JsonNode order = BigCommerceApi.get("/v2/orders/" + externalId, connection, http);
            return order.isObject() ? Optional.of(whole(order, connection, http)) : Optional.empty();
        } catch (ConnectorException.Refused gone) { // 404
            return Optional.empty();
        }
    }

    private static FetchedOrder whole(JsonNode told, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode order = told.deepCopy();
        String id = order.path("id").asText();
        String status = order.path("status_id").asText();
        put(order, "products", "/v2/orders/" + id + "/products", connection, http);
        put(order, "shipping_addresses", "/v2/orders/" + id + "/shipping_addresses", connection, http);
        if (SHIPPED.contains(status) || order.path("items_shipped").asInt() > 0) {
            put(order, "shipments", "/v2/orders/" + id + "/shipments", connection, http);
        }
        if (REFUNDED.contains(status) || order.path("payment_status").asText().contains("refunded")) {
            order.set(
                    "refunds",
                    BigCommerceApi.get("/v3/orders/" + id + "/payment_actions/refunds", connection, http)
                            .path("data"));
        }
        return new FetchedOrder(id, version(told), JsonApi.bytes(order));
    }

    /** Times have whole seconds, so the content of the list's entry tells versions within one second apart. */
    private static String version(JsonNode told) {
        return told.path("date_modified").asText() + "/"
                + Signatures.idOf(JsonApi.bytes(told)).substring(7, 23);
    }

    private static void put(
            ObjectNode order, String name, String path, ConnectionAccess connection, PlatformHttp http) {
        order.putArray(name).addAll(BigCommerceApi.all(path, connection, http));
    }
}
