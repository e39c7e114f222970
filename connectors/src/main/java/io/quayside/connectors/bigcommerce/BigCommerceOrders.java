package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Clock;
import java.time.Duration;
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
 *
 * <p>Times have whole seconds, and a list does not show, say, a new address. So an order that was read while the second
 * of its last change was hardly over is a version by itself: it may change once more without the list showing it, and
 * is read again when a list shows it later.
 */
final class BigCommerceOrders implements OrderSource {
    private static final int PAGE = 250;
    /** More than a second and the time that an answer takes. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(5);

    private static final Set<String> SHIPPED = Set.of("2", "3", "10");
    private static final Set<String> REFUNDED = Set.of("4", "14");

    private final Clock clock;

    /** @param clock stands in for the platform's where an answer tells no time */
    BigCommerceOrders(Clock clock) {
        this.clock = clock;
    }

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
            JsonApi.Reply reply = BigCommerceApi.exchange("GET", "/v2/orders/" + externalId, null, connection, http);
            return reply.body().isObject() ? Optional.of(whole(reply, connection, http)) : Optional.empty();
        } catch (ConnectorException.Refused gone) { // 404
            return Optional.empty();
        }
    }

    private FetchedOrder whole(JsonApi.Reply reply, ConnectionAccess connection, PlatformHttp http) {
        JsonNode told = reply.body();
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
        byte[] payload = JsonApi.bytes(order);
        String version = version(told) + (isSettled(reply) ? "" : "/" + digest(payload));
        return new FetchedOrder(id, version, payload);
    }

    /** Of what a list shows too. */
    private static String version(JsonNode told) {
        return told.path("date_modified").asText() + "/" + digest(JsonApi.bytes(told));
    }

    private static String digest(byte[] content) {
        return Signatures.idOf(content).substring(7, 23);
    }

    private boolean isSettled(JsonApi.Reply reply) {
        Instant settled = reply.date().orElseGet(clock::instant).minus(UNTIL_SETTLED);
        return BigCommerceApi.time(reply.body().path("date_modified"))
                .map(changed -> changed.isBefore(settled))
                .orElse(true);
    }

    private static void put(
            ObjectNode order, String name, String path, ConnectionAccess connection, PlatformHttp http) {
        order.putArray(name).addAll(BigCommerceApi.all(path, connection, http));
    }
}
