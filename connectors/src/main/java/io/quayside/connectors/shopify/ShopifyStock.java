package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.StockSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sets stock by compare-and-set: read what Shopify has, write only if it still has it, read again once if a sale came
 * between (field-lesson 26). One bad item is reported and taken out, the others go through (field-lesson 24).
 */
final class ShopifyStock implements StockSink {
    private static final int BATCH = 50;
    private static final int MOST_ROUNDS = 4;

    @Override
    public List<Result> push(
            List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String location = location(connection, http);
        Map<String, Integer> wanted = new LinkedHashMap<>(); // by SKU; of two levels for one SKU the later counts
        levels.forEach(level -> wanted.put(level.sku().value(), level.available()));
        Map<String, String> problems = new HashMap<>();
        List<String> skus = new ArrayList<>(wanted.keySet());
        for (int from = 0; from < skus.size(); from += BATCH) {
            List<String> batch = skus.subList(from, Math.min(skus.size(), from + BATCH));
            new Batch(location, wanted, idempotencyKey, connection, http, problems).push(batch);
        }
        return levels.stream()
                .map(level -> new Result(
                        level.sku(),
                        Optional.ofNullable(problems.get(level.sku().value()))))
                .toList();
    }

    private static String location(ConnectionAccess connection, PlatformHttp http) {
        Optional<String> chosen = connection.setting("locationId");
        if (chosen.isPresent()) {
            return ShopifyApi.gid("Location", chosen.get());
        }
        JsonNode nodes = ShopifyApi.ask(
                        ShopifyQueries.LOCATIONS, ShopifyApi.JSON.createObjectNode(), 10, connection, http)
                .path("locations")
                .path("nodes");
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.path("isActive").asBoolean(true)
                    && node.path("shipsInventory").asBoolean(true)
                    && !node.path("isFulfillmentService").asBoolean(false)) {
                ours.add(node);
            }
        }
        if (ours.size() == 1) {
            return ours.get(0).path("id").asText();
        }
        String names = ours.stream()
                .map(node -> "%s (%s)"
                        .formatted(
                                node.path("name").asText(), tail(node.path("id").asText())))
                .collect(Collectors.joining(", "));
        throw new ConnectorException.MerchantMustAct(
                ours.isEmpty()
                        ? "The shop has no location that ships: add one in Shopify under Settings, Locations."
                        : "The shop has several locations: enter the one that this stock is for. They are: " + names);
    }

    private static String tail(String gid) {
        return gid.substring(gid.lastIndexOf('/') + 1);
    }

    /** One call's worth of SKUs on its way. */
    private record Batch(
            String location,
            Map<String, Integer> wanted,
            String idempotencyKey,
            ConnectionAccess connection,
            PlatformHttp http,
            Map<String, String> problems) {

        /** @param available what Shopify has now */
        private record Item(String sku, String id, int available) {}

        void push(List<String> skus) {
            List<Item> open = read(skus);
            boolean readAgain = false;
            for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
                Map<Integer, JsonNode> errors = errorsByItem(write(open), open.size());
                if (errors.isEmpty()) {
                    return;
                }
                List<Item> next = new ArrayList<>();
                List<String> stale = new ArrayList<>();
                for (int i = 0; i < open.size(); i++) {
                    JsonNode error = errors.get(i);
                    if (error == null) {
                        next.add(open.get(i)); // nothing of a call with errors was applied
                    } else if (!error.path("code").asText().endsWith("QUANTITY_STALE")) {
                        problems.put(open.get(i).sku(), problem(error));
                    } else if (readAgain) {
                        problems.put(open.get(i).sku(), "the stock in Shopify keeps changing: push it again");
                    } else {
                        stale.add(open.get(i).sku());
                    }
                }
                if (!stale.isEmpty()) {
                    readAgain = true;
                    next.addAll(read(stale));
                }
                open = next;
            }
            open.forEach(item -> problems.putIfAbsent(item.sku(), "Shopify did not confirm it: push it again"));
        }

        private static String problem(JsonNode error) {
            return switch (error.path("code").asText()) {
                case "ITEM_NOT_STOCKED_AT_LOCATION" -> "the item is not stocked at the location in Shopify";
                case "NON_MUTABLE_INVENTORY_ITEM" -> "Shopify doesn't let the item's stock be changed";
                default -> ShopifyApi.message(error);
            };
        }

        /** The items whose level differs; problems of the others are noted, equal ones need nothing. */
        private List<Item> read(List<String> skus) {
            Map<String, List<JsonNode>> found = find(skus);
            List<Item> items = new ArrayList<>();
            for (String sku : skus) {
                List<JsonNode> nodes = found.getOrDefault(sku, List.of());
                String problem = problem(nodes);
                if (problem != null) {
                    problems.put(sku, problem);
                    continue;
                }
                int available = available(nodes.get(0));
                if (available != wanted.getOrDefault(sku, 0)) {
                    items.add(new Item(sku, nodes.get(0).path("id").asText(), available));
                }
            }
            return items;
        }

        private static @Nullable String problem(List<JsonNode> nodes) {
            if (nodes.isEmpty()) {
                return "no product in Shopify has this SKU";
            }
            if (nodes.size() > 1) {
                return "%d products in Shopify have this SKU: make it unique".formatted(nodes.size());
            }
            if (!nodes.get(0).path("tracked").asBoolean(true)) {
                return "Shopify does not track this product's stock: switch tracking on";
            }
            return nodes.get(0).path("inventoryLevel").isObject()
                    ? null
                    : "the item is not stocked at the location in Shopify";
        }

        private static int available(JsonNode item) {
            for (JsonNode quantity : item.path("inventoryLevel").path("quantities")) {
                if (quantity.path("name").asText().equals("available")) {
                    return quantity.path("quantity").asInt();
                }
            }
            return 0;
        }

        /** Shopify's search ignores case and word breaks, so only exact SKUs of what it finds are taken. */
        private Map<String, List<JsonNode>> find(List<String> skus) {
            String filter = skus.stream()
                    .map(sku -> "sku:\"" + sku.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                    .collect(Collectors.joining(" OR "));
            Map<String, List<JsonNode>> found = new HashMap<>();
            ObjectNode variables =
                    ShopifyApi.JSON.createObjectNode().put("filter", filter).put("location", location);
            for (int page = 0; page < 20; page++) {
                JsonNode items = ShopifyApi.ask(ShopifyQueries.INVENTORY_ITEMS, variables, 50, connection, http)
                        .path("inventoryItems");
                items.path("nodes")
                        .forEach(item -> found.computeIfAbsent(item.path("sku").asText(), sku -> new ArrayList<>())
                                .add(item));
                if (!items.path("pageInfo").path("hasNextPage").asBoolean()) {
                    break;
                }
                variables.put("after", items.path("pageInfo").path("endCursor").asText());
            }
            return found;
        }

        private JsonNode write(List<Item> items) {
            ObjectNode variables = ShopifyApi.JSON.createObjectNode();
            ObjectNode input =
                    variables.putObject("input").put("name", "available").put("reason", "correction");
            input.put("referenceDocumentUri", "quayside://stock/" + connection.id());
            ArrayNode quantities = input.putArray("quantities");
            for (Item item : items) {
                quantities
                        .addObject()
                        .put("inventoryItemId", item.id())
                        .put("locationId", location)
                        .put("quantity", wanted.getOrDefault(item.sku(), 0))
                        .put("changeFromQuantity", item.available());
            }
            // the same for a repeat of the same call, another one as soon as the call differs: Shopify insists on both
            String key = idempotencyKey + input;
            variables.put(
                    "key",
                    UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
            JsonNode errors = ShopifyApi.ask(
                            ShopifyQueries.SET_QUANTITIES, variables, 10 + items.size(), connection, http)
                    .path("inventorySetQuantities")
                    .path("userErrors");
            for (JsonNode error : errors) {
                if (error.path("code").asText().equals("IDEMPOTENCY_CONCURRENT_REQUEST")) {
                    throw new ConnectorException.Temporary("The same stock push is still under way at Shopify.");
                }
            }
            return errors;
        }

        /** By the item's place in the call; an error that names no item concerns them all. */
        private static Map<Integer, JsonNode> errorsByItem(JsonNode errors, int items) {
            Map<Integer, JsonNode> byItem = new HashMap<>();
            for (JsonNode error : errors) {
                int index = index(error.path("field")); // ["input", "quantities", "0", "quantity"]
                if (index >= 0 && index < items) {
                    byItem.putIfAbsent(index, error);
                } else {
                    for (int i = 0; i < items; i++) {
                        byItem.putIfAbsent(i, error);
                    }
                }
            }
            return byItem;
        }

        private static int index(JsonNode field) {
            for (JsonNode part : field) {
                if (part.asText().matches("\\d{1,6}")) {
                    return Integer.parseInt(part.asText());
                }
            }
            return -1;
        }
    }
}
