package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts by the older API, which has limits of its own and other eyes than the import; by the newer one where the older
 * is refused.
 */
final class AmazonCensus implements OrderCensus {
    private static final String NEW = "2026 ";

    @Override
    public Duration shownAfter() {
        return AmazonOrders.NOT_SHOWN_YET;
    }

    @Override
    public Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        if (cursor.filter(mark -> mark.startsWith(NEW)).isPresent()) {
            return byNew(from, until, cursor, connection, http);
        }
        try {
            return byOld(from, until, cursor, connection, http);
        } catch (ConnectorException.MerchantMustAct | ConnectorException.Refused refused) {
            return byNew(from, until, Optional.empty(), connection, http);
        }
    }

    private static Page byOld(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("CreatedAfter", from.toString());
        query.put("CreatedBefore", until.toString());
        query.put("MarketplaceIds", Marketplace.idsOf(connection));
        query.put("MaxResultsPerPage", "100");
        cursor.ifPresent(token -> query.put("NextToken", token));
        JsonNode answer = AmazonApi.get(
                        Operation.GET_ORDERS_V0, "/orders/v0/orders?" + JsonApi.query(query), connection, http)
                .path("payload");
        return page(
                answer.path("Orders"),
                "AmazonOrderId",
                "PurchaseDate",
                from,
                until,
                answer.path("NextToken").asText(""));
    }

    private static Page byNew(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("createdAfter", from.toString());
        query.put("createdBefore", until.toString());
        query.put("marketplaceIds", Marketplace.idsOf(connection));
        query.put("maxResultsPerPage", "100");
        cursor.ifPresent(mark -> query.put("paginationToken", mark.substring(NEW.length())));
        JsonNode answer = AmazonApi.get(
                Operation.SEARCH_ORDERS, "/orders/2026-01-01/orders?" + JsonApi.query(query), connection, http);
        String next = answer.path("pagination").path("nextToken").asText("");
        return page(answer.path("orders"), "orderId", "createdTime", from, until, next.isEmpty() ? "" : NEW + next);
    }

    /** Amazon's windows include both ends; ours does not include the last. */
    private static Page page(JsonNode orders, String id, String placed, Instant from, Instant until, String next) {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : orders) {
            try {
                Instant at = Instant.parse(order.path(placed).asText());
                if (!at.isBefore(from) && at.isBefore(until)) {
                    seen.add(new Seen(order.path(id).asText(), at));
                }
            } catch (DateTimeParseException e) {
                throw new ConnectorException.Temporary("Amazon tells no time of order %s."
                        .formatted(order.path(id).asText()));
            }
        }
        return new Page(seen, next.isEmpty() ? Optional.empty() : Optional.of(next));
    }
}
