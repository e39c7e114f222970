package io.quayside.connectors.woocommerce;

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
import java.util.Set;

/** Ids by the time of creation; the import asks by the time of change. Drafts are not orders yet. */
final class WooCensus implements OrderCensus {
    private static final int PAGE = 100;
    private static final Set<String> NO_ORDERS = Set.of("checkout-draft", "auto-draft", "draft", "trash");

    @Override
    public Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        int page = cursor.filter(mark -> mark.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("status", "any");
        query.put("after", local(from.minusSeconds(1))); // both ends are left out by the shop
        query.put("before", local(until.plusSeconds(1)));
        query.put("dates_are_gmt", "true");
        query.put("orderby", "id");
        query.put("order", "asc");
        query.put("per_page", "" + PAGE);
        query.put("page", "" + page);
        query.put("_fields", "id,status,date_created_gmt");
        JsonNode list = WooApi.get("/wc/v3/orders?" + JsonApi.query(query), connection, http);
        if (!list.isArray()) {
            throw new ConnectorException.Temporary("The shop sent no list of orders.");
        }
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : list) {
            if (!NO_ORDERS.contains(order.path("status").asText())) {
                seen.add(new Seen(order.path("id").asText(), WooApi.time(order.path("date_created_gmt"))));
            }
        }
        return new Page(seen, list.size() < PAGE ? Optional.empty() : Optional.of("" + (page + 1)));
    }

    private static String local(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }
}
