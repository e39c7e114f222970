package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Orders by the time of their last change. A list never shows why a cancellation is asked for, nor what left in which
 * parcel: such orders are only seen there and fetched one by one, as long as they are fresh; older ones are history.
 */
final class EbayOrders implements OrderSource, OrderCensus {
    /** Times in the future are refused, and eBay's clock is not ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final Duration FRESH = Duration.ofDays(3);
    private static final EbayWindows BY_CHANGE = new EbayWindows("lastmodifieddate");
    private static final EbayWindows BY_PLACING = new EbayWindows("creationdate");
    private final Clock clock;

    EbayOrders(Clock clock) {
        this.clock = clock;
    }

    @Override
    public OrderSource.Page changedSince(
            Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        Instant now = clock.instant();
        Instant latest = now.minus(CLOCKS_APART);
        EbayWindows.Slice slice = BY_CHANGE.read(
                since.isBefore(latest) ? since : latest, Optional.empty(), now, cursor, connection, http);
        List<FetchedOrder> fetched = new ArrayList<>();
        slice.orders().stream()
                .sorted(Comparator.comparing(
                        order -> order.path("lastModifiedDate").asText()))
                .forEach(order -> fetched.add(listed(order, now)));
        return new OrderSource.Page(fetched, slice.next());
    }

    private static FetchedOrder listed(JsonNode order, Instant now) {
        String id = order.path("orderId").asText();
        boolean showsAll = order.path("cancelStatus")
                        .path("cancelState")
                        .asText("NONE_REQUESTED")
                        .equals("NONE_REQUESTED")
                && order.path("orderFulfillmentStatus").asText("NOT_STARTED").equals("NOT_STARTED");
        return showsAll || !isFresh(order, now)
                ? new FetchedOrder(id, version(order), JsonApi.bytes(order))
                : FetchedOrder.seen(id, version(order));
    }

    private static boolean isFresh(JsonNode order, Instant now) {
        return order.path("lastModifiedDate")
                        .asText("")
                        .compareTo(now.minus(FRESH).toString())
                > 0;
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!EbayNotice.isOrderId(externalId)) {
            return Optional.empty();
        }
        String path = EbayApi.order(externalId);
        try {
            JsonNode told = EbayApi.get(path + "?fieldGroups=TAX_BREAKDOWN", connection, http);
            if (!(told instanceof ObjectNode order)) {
                return Optional.empty();
            }
            String version = version(order);
            if (!order.path("orderFulfillmentStatus").asText("NOT_STARTED").equals("NOT_STARTED")) {
                order.set(
                        "fulfillments",
                        EbayApi.get(path + "/shipping_fulfillment", connection, http)
                                .path("fulfillments"));
            }
            return Optional.of(new FetchedOrder(order.path("orderId").asText(), version, JsonApi.bytes(order)));
        } catch (ConnectorException.Refused gone) { // 404, error 32100
            return Optional.empty();
        }
    }

    /** Of parts that lists and single orders show alike. */
    private static String version(JsonNode order) {
        return String.join(
                "/",
                order.path("lastModifiedDate").asText(),
                order.path("orderPaymentStatus").asText(),
                order.path("orderFulfillmentStatus").asText(),
                order.path("cancelStatus").path("cancelState").asText());
    }

    /** By the time of placing, which the import never asks for (field-lesson 14). */
    @Override
    public OrderCensus.Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        Instant now = clock.instant();
        Instant latest = now.minus(CLOCKS_APART);
        Optional<Instant> end = until.isBefore(latest) ? Optional.of(until) : Optional.empty();
        EbayWindows.Slice slice = BY_PLACING.read(from, end, now, cursor, connection, http);
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : slice.orders()) {
            placedAt(order)
                    .filter(placed -> !placed.isBefore(from) && placed.isBefore(until))
                    .ifPresent(placed -> seen.add(new Seen(order.path("orderId").asText(), placed)));
        }
        return new OrderCensus.Page(seen, slice.next());
    }

    private static Optional<Instant> placedAt(JsonNode order) {
        try {
            return Optional.of(Instant.parse(order.path("creationDate").asText()));
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
