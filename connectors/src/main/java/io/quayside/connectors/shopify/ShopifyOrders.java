package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Orders by the time of their last change. The index behind it lags, so whoever asks overlaps the windows. Each order
 * comes whole: lines beyond the first page are fetched and put in.
 */
final class ShopifyOrders implements OrderSource {
    /** What one query may cost differs with Shopify's formula of the day: on refusal the next smaller size is tried. */
    private static final List<Size> SIZES =
            List.of(new Size(25, 50), new Size(10, 25), new Size(3, 10), new Size(1, 5));

    private static final int COST_OF_AN_ORDER = 8;
    private static final int MOST_PAGES_OF_LINES = 100;

    private record Size(int orders, int lines) {}

    @Override
    public Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        for (Size size : SIZES) {
            ObjectNode variables = ShopifyApi.JSON
                    .createObjectNode()
                    .put("first", size.orders())
                    .put("lines", size.lines())
                    .put("after", cursor.orElse(null))
                    .put("filter", "updated_at:>='%s'".formatted(since.truncatedTo(ChronoUnit.SECONDS)));
            ShopifyApi.Reply reply = ShopifyApi.askTolerant(
                    ShopifyQueries.ORDERS, variables, size.orders() * COST_OF_AN_ORDER, connection, http);
            if (!reply.tooCostly()) {
                return page(reply, size, connection, http);
            }
        }
        throw new ConnectorException.Refused("Shopify finds even a single order too costly to fetch.");
    }

    @Override
    public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
        if (!externalId.matches("\\d{1,20}")) {
            return Optional.empty();
        }
        for (Size size : SIZES) {
            ObjectNode variables = ShopifyApi.JSON
                    .createObjectNode()
                    .put("first", 1)
                    .put("lines", size.lines())
                    .put("filter", "id:" + externalId);
            ShopifyApi.Reply reply =
                    ShopifyApi.askTolerant(ShopifyQueries.ORDERS, variables, COST_OF_AN_ORDER, connection, http);
            if (!reply.tooCostly()) {
                return page(reply, size, connection, http).orders().stream()
                        .filter(order -> order.externalId().equals(externalId))
                        .findFirst();
            }
        }
        throw new ConnectorException.Refused("Shopify finds even a single order too costly to fetch.");
    }

    private static Page page(ShopifyApi.Reply reply, Size size, ConnectionAccess connection, PlatformHttp http) {
        JsonNode orders = reply.data().path("orders");
        if (!orders.path("nodes").isArray()) {
            String why = reply.errors().isEmpty()
                    ? "it sent no list"
                    : ShopifyApi.message(reply.errors().get(0));
            throw new ConnectorException.MerchantMustAct(
                    "Shopify shows no orders (%s): grant the app access to orders.".formatted(why));
        }
        dropWithheldFields(orders.path("nodes"), reply.errors());
        List<FetchedOrder> fetched = new ArrayList<>();
        for (JsonNode order : orders.path("nodes")) {
            if (order instanceof ObjectNode whole) {
                addMissingLines(whole, size, connection, http);
                String gid = whole.path("id").asText();
                byte[] payload = ShopifyApi.bytes(whole);
                fetched.add(
                        new FetchedOrder(gid.substring(gid.lastIndexOf('/') + 1), version(whole, payload), payload));
            }
        }
        JsonNode pageInfo = orders.path("pageInfo");
        String next = pageInfo.path("endCursor").asText("");
        boolean more = pageInfo.path("hasNextPage").asBoolean() && !next.isEmpty();
        return new Page(fetched, more ? Optional.of(next) : Optional.empty());
    }

    /** Times have whole seconds, so the content tells versions within one second apart. */
    private static String version(JsonNode order, byte[] payload) {
        return order.path("updatedAt").asText() + "/" + Signatures.idOf(payload).substring(7, 23);
    }

    /**
     * An app that is not approved for personal data gets null and an error for each such field. Null would say that the
     * buyer has no e-mail; a missing key says that we were not told.
     */
    private static void dropWithheldFields(JsonNode orders, List<JsonNode> errors) {
        for (JsonNode error : errors) {
            JsonNode path = error.path("path"); // ["orders", "nodes", 0, "email"]
            JsonNode order = orders.path(path.path(2).asInt(-1));
            if (path.size() == 4 && order instanceof ObjectNode object) {
                object.remove(path.path(3).asText());
            }
        }
    }

    private static void addMissingLines(ObjectNode order, Size size, ConnectionAccess connection, PlatformHttp http) {
        JsonNode lines = order.path("lineItems");
        if (!(lines.path("nodes") instanceof ArrayNode all)) {
            return;
        }
        JsonNode pageInfo = lines.path("pageInfo");
        for (int page = 0; pageInfo.path("hasNextPage").asBoolean(); page++) {
            if (page == MOST_PAGES_OF_LINES) {
                throw new ConnectorException.Refused("Shopify's order %s has no end of lines."
                        .formatted(order.path("name").asText()));
            }
            ObjectNode variables = ShopifyApi.JSON
                    .createObjectNode()
                    .put("id", order.path("id").asText())
                    .put("after", pageInfo.path("endCursor").asText())
                    .put("lines", size.lines());
            JsonNode more = ShopifyApi.ask(ShopifyQueries.MORE_LINES, variables, size.lines(), connection, http)
                    .path("order")
                    .path("lineItems");
            more.path("nodes").forEach(all::add);
            pageInfo = more.path("pageInfo");
        }
    }
}
