package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ids by the time of creation; the import asks by the time of change, which is another index at Shopify. */
final class ShopifyCensus implements OrderCensus {
    private static final int PAGE = 250;
    private static final int COST = PAGE + 2;

    @Override
    public Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode variables = ShopifyApi.JSON
                .createObjectNode()
                .put("first", PAGE)
                .put("after", cursor.orElse(null))
                .put(
                        "filter",
                        "created_at:>='%s' created_at:<='%s'"
                                .formatted(
                                        from.truncatedTo(ChronoUnit.SECONDS), until.truncatedTo(ChronoUnit.SECONDS)));
        JsonNode orders = ShopifyApi.ask(ShopifyQueries.CENSUS, variables, COST, connection, http)
                .path("orders");
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : orders.path("nodes")) {
            seen.add(new Seen(order.path("legacyResourceId").asText(), ShopifyApi.time(order.path("createdAt"))));
        }
        String next = orders.path("pageInfo").path("endCursor").asText("");
        boolean more = orders.path("pageInfo").path("hasNextPage").asBoolean() && !next.isEmpty();
        return new Page(seen, more ? Optional.of(next) : Optional.empty());
    }
}
