package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Quantities of offers that the merchant ships. What Amazon has is looked up first: an equal level needs no call, an
 * unknown SKU is told, and an offer that Amazon ships is left alone, since a quantity would take it out of Amazon's
 * warehouse program. Few are patched one by one, many go as one feed. Patches merge, so handling times stay.
 */
final class AmazonStock implements StockSink {
    /** More would take longer one by one than a feed does. */
    private static final int MOST_ONE_BY_ONE = 50;

    private static final int LOOKED_UP_AT_ONCE = 20;
    private static final String MERCHANT = "DEFAULT";
    private static final String AVAILABILITY = "/attributes/fulfillment_availability";
    private final AmazonFeeds feeds;

    AmazonStock(AmazonFeeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        levels.forEach(level -> wanted.put(level.sku().value(), Math.max(0, level.available())));
        Map<String, String> problems = new HashMap<>();
        List<String> differing = differing(wanted, problems, connection, http);
        if (differing.size() > MOST_ONE_BY_ONE) {
            together(differing, wanted, problems, connection, http);
        } else {
            differing.forEach(sku -> alone(sku, wanted.getOrDefault(sku, 0), connection, http)
                    .ifPresent(problem -> problems.put(sku, problem)));
        }
        return levels.stream()
                .map(level -> new Result(
                        level.sku(),
                        Optional.ofNullable(problems.get(level.sku().value()))))
                .toList();
    }

    private static List<String> differing(
            Map<String, Integer> wanted, Map<String, String> problems, ConnectionAccess connection, PlatformHttp http) {
        List<String> differing = new ArrayList<>();
        List<String> one = new ArrayList<>();
        List<String> skus = new ArrayList<>();
        for (String sku : wanted.keySet()) {
            (sku.contains(",") ? one : skus).add(sku); // the list's separator: asked alone
        }
        for (int from = 0; from < skus.size(); from += LOOKED_UP_AT_ONCE) {
            List<String> batch = skus.subList(from, Math.min(skus.size(), from + LOOKED_UP_AT_ONCE));
            Map<String, JsonNode> known = known(batch, connection, http);
            for (String sku : batch) {
                JsonNode listing = known.get(sku);
                if (listing == null) {
                    problems.put(sku, "no listing in Amazon has this SKU");
                } else {
                    compare(sku, listing, wanted, problems, differing);
                }
            }
        }
        differing.addAll(one);
        return differing;
    }

    private static Map<String, JsonNode> known(List<String> skus, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("marketplaceIds", Marketplace.of(connection).id());
        query.put("identifiersType", "SKU");
        query.put("identifiers", String.join(",", skus));
        query.put("includedData", "fulfillmentAvailability");
        query.put("pageSize", "" + LOOKED_UP_AT_ONCE);
        Map<String, JsonNode> known = new HashMap<>();
        AmazonApi.get(Operation.SEARCH_LISTINGS, listings(connection) + "?" + JsonApi.query(query), connection, http)
                .path("items")
                .forEach(item -> known.put(item.path("sku").asText(), item.path("fulfillmentAvailability")));
        return known;
    }

    private static void compare(
            String sku,
            JsonNode availability,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            List<String> differing) {
        Integer has = null;
        for (JsonNode place : availability) {
            String channel = place.path("fulfillmentChannelCode").asText();
            if (channel.startsWith("AMAZON")) {
                problems.put(sku, "Amazon ships this offer from its own stock, which is not ours to tell");
                return;
            }
            if (channel.equals(MERCHANT) && place.path("quantity").isInt()) {
                has = place.path("quantity").asInt();
            }
        }
        if (!wanted.getOrDefault(sku, 0).equals(has)) {
            differing.add(sku);
        }
    }

    private static Optional<String> alone(String sku, int level, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode patch = JsonApi.object().put("productType", "PRODUCT");
        patch.set("patches", patches(level));
        String path = "%s/%s?%s"
                .formatted(
                        listings(connection),
                        JsonApi.encoded(sku),
                        JsonApi.query(Map.of(
                                "marketplaceIds", Marketplace.of(connection).id())));
        try {
            JsonNode answer = AmazonApi.send(Operation.PATCH_LISTING, path, patch, connection, http);
            return answer.path("status").asText().equals("INVALID")
                    ? Optional.of("Amazon refuses the level: " + firstIssue(answer.path("issues")))
                    : Optional.empty();
        } catch (ConnectorException.Refused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static ArrayNode patches(int level) {
        ArrayNode patches = JsonApi.JSON.createArrayNode();
        ObjectNode patch = patches.addObject().put("op", "merge").put("path", AVAILABILITY);
        patch.putArray("value")
                .addObject()
                .put("fulfillment_channel_code", MERCHANT)
                .put("quantity", level);
        return patches;
    }

    private void together(
            List<String> skus,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        ObjectNode feed = JsonApi.object();
        feed.putObject("header")
                .put("sellerId", connection.credential(AmazonConnector.SELLER_ID))
                .put("version", "2.0")
                .put("issueLocale", "en_US");
        ArrayNode messages = feed.putArray("messages");
        for (int i = 0; i < skus.size(); i++) {
            messages.addObject()
                    .put("messageId", i + 1)
                    .put("sku", skus.get(i))
                    .put("operationType", "PATCH")
                    .put("productType", "PRODUCT")
                    .set("patches", patches(wanted.getOrDefault(skus.get(i), 0)));
        }
        byte[] report = feeds.submit(
                "JSON_LISTINGS_FEED", "application/json; charset=UTF-8", JsonApi.bytes(feed), connection, http);
        for (JsonNode issue : read(report).path("issues")) {
            int message = issue.path("messageId").asInt();
            if (issue.path("severity").asText().equals("ERROR") && message >= 1 && message <= skus.size()) {
                problems.putIfAbsent(
                        skus.get(message - 1),
                        "Amazon refuses the level: "
                                + JsonApi.excerpt(issue.path("message").asText()));
            }
        }
    }

    private static JsonNode read(byte[] report) {
        try {
            return report.length == 0 ? JsonApi.object() : JsonApi.JSON.readTree(report);
        } catch (IOException e) {
            throw new ConnectorException.Temporary("Amazon's report on the stock levels is not JSON.");
        }
    }

    private static String firstIssue(JsonNode issues) {
        for (JsonNode issue : issues) {
            if (issue.path("severity").asText().equals("ERROR")) {
                return JsonApi.excerpt(issue.path("message").asText());
            }
        }
        return "it tells no reason";
    }

    private static String listings(ConnectionAccess connection) {
        return "/listings/2021-08-01/items/" + JsonApi.encoded(connection.credential(AmazonConnector.SELLER_ID));
    }
}
