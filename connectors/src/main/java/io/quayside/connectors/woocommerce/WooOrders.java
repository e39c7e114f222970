package io.quayside.connectors.woocommerce;

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

/** Orders by the time of their last change, page by page; older shops that can't sort by it sort by their making. */
final class WooOrders implements OrderSource {
    private static final int PAGE = 50;

    @Override
    public Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        int page = cursor.filter(mark -> mark.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        JsonNode list;
        try {
            list = WooApi.get("/wc/v3/orders?" + query(since, page, "modified"), connection, http);
        } catch (ConnectorException.Refused old) { // 400 rest_invalid_param: orderby knows no "modified"
            list = WooApi.get("/wc/v3/orders?" + query(since, page, "date"), connection, http);
        }
        if (!list.isArray()) {
            throw new ConnectorException.Temporary("The shop sent no list of orders.");
        }
        List<FetchedOrder> fetched = new ArrayList<>();
        for (JsonNode order : list) {
            fetched.add(fetched(order));
        }
        return new Page(fetched, list.size() < PAGE ? Optional.empty() : Optional.of("" + (page + 1)));
    }

    private static String query(Instant since, int page, String order) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("status", "any");
        query.put(
                "modified_after",
                since.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        query.put("dates_are_gmt", "true");
        query.put("orderby", order);
        query.put("order", "asc");
        query.put("per_page", "" + PAGE);
        query.put("page", "" + page);
        return JsonApi.query(query);
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!externalId.matches("\\d{1,20}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(fetched(WooApi.get("/wc/v3/orders/" + externalId, connection, http)));
        } catch (ConnectorException.Refused gone) { // 404
            return Optional.empty();
        }
    }

    /** Times have whole seconds, so the content tells versions within one second apart. */
    private static FetchedOrder fetched(JsonNode order) {
        if (order instanceof ObjectNode object) {
            object.remove("_links");
        }
        byte[] payload = JsonApi.bytes(order);
        return new FetchedOrder(
                order.path("id").asText(),
                order.path("date_modified_gmt").asText() + "/"
                        + Signatures.idOf(payload).substring(7, 23),
                payload);
    }
}
