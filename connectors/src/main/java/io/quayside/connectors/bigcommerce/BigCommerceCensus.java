package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ids by the time of creation; the import asks by the time of change. An incomplete order (status 0) is none yet. */
final class BigCommerceCensus implements OrderCensus {
    private static final int PAGE = 250;

    @Override
    public Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        int page = cursor.filter(mark -> mark.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("min_date_created", from.truncatedTo(ChronoUnit.SECONDS).toString());
        query.put("max_date_created", until.truncatedTo(ChronoUnit.SECONDS).toString());
        query.put("sort", "id:asc");
        query.put("limit", "" + PAGE);
        query.put("page", "" + page);
        JsonNode list = BigCommerceApi.get("/v2/orders?" + JsonApi.query(query), connection, http);
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : list) {
            if (order.path("status_id").asInt() != 0) {
                seen.add(new Seen(order.path("id").asText(), placedAt(order)));
            }
        }
        return new Page(seen, list.size() < PAGE ? Optional.empty() : Optional.of("" + (page + 1)));
    }

    private static Instant placedAt(JsonNode order) {
        return BigCommerceApi.time(order.path("date_created"))
                .orElseThrow(
                        () -> new ConnectorException.Temporary("BigCommerce's answer holds an order without a time."));
    }
}
