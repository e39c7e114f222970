package io.quayside.connectors.shopify;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a body is before anyone reads it as an order: Shopify's bodies look alike, and many have line items. */
final class ShopifyShapes {
    private static final ObjectMapper JSON = JsonMapper.builder(CanonicalJson.hardenedFactory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What else Shopify sends, by a key that only it has; looked at in this order. */
    private static final Map<String, String> TELLTALES = new LinkedHashMap<>();

    static {
        TELLTALES.put("variants", "a product (it has variants)");
        TELLTALES.put("refund_line_items", "a refund (it has refund_line_items)");
        TELLTALES.put("supported_actions", "a fulfillment order (it has supported_actions)");
        TELLTALES.put("fulfillment_order_id", "a fulfillment order's line");
        TELLTALES.put("tracking_numbers", "a fulfillment (it has tracking_numbers)");
        TELLTALES.put("tracking_number", "a fulfillment (it has a tracking_number)");
        TELLTALES.put("inventory_item_id", "an inventory level (it has an inventory_item_id)");
        TELLTALES.put("tracked", "an inventory item (it can be tracked)");
        TELLTALES.put("data_request", "a customer's request for their data");
        TELLTALES.put("orders_to_redact", "a request to erase a customer's data");
        TELLTALES.put("orders_requested", "a customer's request for their data");
        TELLTALES.put("shop_id", "a privacy notice about a shop");
        TELLTALES.put("myshopify_domain", "a shop (it has a myshopify_domain)");
        TELLTALES.put("abandoned_checkout_url", "an abandoned checkout");
        TELLTALES.put("invoice_url", "a draft order (it has an invoice_url)");
        TELLTALES.put("committed_at", "an order edit");
        TELLTALES.put("parent_id", "a payment transaction");
        TELLTALES.put("address", "a webhook subscription (it has an address and a topic)");
        TELLTALES.put("variant_id", "a single line item");
    }

    private ShopifyShapes() {}

    /** @throws Unreadable with line and column when the body is no JSON */
    static JsonNode parse(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new Unreadable("", "the JSON is nested too deeply or holds an oversized value" + where(e));
        } catch (JsonEOFException e) {
            throw new Unreadable("", "the JSON ends in the middle" + where(e) + ": it was cut off on its way");
        } catch (JsonProcessingException e) {
            boolean twice = e.getOriginalMessage().startsWith("Duplicate");
            throw new Unreadable("", (twice ? "the JSON has a key twice" : "this is not valid JSON") + where(e));
        } catch (IOException e) {
            throw new Unreadable("", "this is no text in UTF-8");
        }
        if (root.isMissingNode()) {
            throw new Unreadable("", "the body is empty");
        }
        return root;
    }

    private static String where(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }

    /**
     * The orders of a body, each with its path. An empty list means that Shopify answered "no such order".
     *
     * @throws Unreadable when it is something else, in words that say what
     */
    static List<Found> orders(JsonNode root) {
        if (root.isObject() && (root.has("data") || (root.has("errors") && !root.has("id")))) {
            return ofAnswer(root);
        }
        for (String list : List.of("orders", "order")) {
            if (root.has(list)) {
                return ofContainer(root.get(list), list);
            }
        }
        return ofContainer(root, "");
    }

    private static List<Found> ofAnswer(JsonNode root) {
        JsonNode data = root.path("data");
        for (String name : List.of("orders", "order", "node", "nodes")) {
            if (data.has(name) && !(data.get(name).isNull() && root.has("errors"))) {
                return ofContainer(data.get(name), "data." + name);
            }
        }
        JsonNode error = root.path("errors").isArray() ? root.path("errors").path(0) : root.path("errors");
        String message = error.isObject() ? error.path("message").asText("") : error.asText("");
        if (!message.isEmpty()) {
            String excerpt = message.length() <= 200 ? message : message.substring(0, 200) + "…";
            throw new Unreadable("errors", "Shopify answered with an error instead of an order: " + printable(excerpt));
        }
        String what = data.isObject() && !data.isEmpty() ? data.fieldNames().next() : "nothing";
        throw new Unreadable(
                "data", "this answer of Shopify ('%s') holds no order".formatted(InvalidValue.excerpt(what)));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private static List<Found> ofContainer(JsonNode container, String path) {
        if (container.isNull() && !path.isEmpty()) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        if (container.isArray()) {
            for (int i = 0; i < container.size(); i++) {
                found.add(order(container.get(i), path + "[" + i + "]"));
            }
            if (found.isEmpty() && path.isEmpty()) {
                throw new Unreadable("", "this is an empty list, not an order");
            }
        } else if (container.isObject() && container.path("nodes").isArray()) {
            return ofContainer(container.get("nodes"), path + ".nodes");
        } else if (container.isObject() && container.path("edges").isArray()) {
            for (int i = 0; i < container.get("edges").size(); i++) {
                found.add(order(container.get("edges").get(i).path("node"), path + ".edges[" + i + "].node"));
            }
        } else {
            found.add(order(container, path));
        }
        return found;
    }

    private static Found order(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new Unreadable(path, "is not an order: it is not even a JSON object");
        }
        String gid = node.path("admin_graphql_api_id").asText(node.path("id").asText(""));
        if (gid.startsWith("gid://shopify/") && !gid.startsWith("gid://shopify/Order/")) {
            String kind = gid.substring("gid://shopify/".length()).replaceAll("/.*", "");
            throw notAnOrder(path, "an object of the kind " + InvalidValue.excerpt(kind));
        }
        boolean graphQl = node.has("lineItems") || (gid.startsWith("gid://") && node.has("displayFinancialStatus"));
        boolean rest = node.has("line_items") && !isFulfillment(node);
        if (graphQl && !node.has("line_items")) {
            return new Found(node, path, true);
        }
        boolean partOfAnOrder = node.has("total_price") || node.has("order_number") || node.has("financial_status");
        boolean draft = node.has("invoice_url") || node.has("abandoned_checkout_url");
        if (!draft && (rest || partOfAnOrder)) {
            return new Found(node, path, false);
        }
        throw notAnOrder(path, whatElse(node));
    }

    private static boolean isFulfillment(JsonNode node) {
        return node.has("tracking_number") || node.has("tracking_numbers") || node.has("supported_actions");
    }

    private static Unreadable notAnOrder(String path, String what) {
        return new Unreadable(path, "this is " + what + ", not an order");
    }

    private static String whatElse(JsonNode node) {
        Optional<String> known = telltale(node);
        if (known.isPresent()) {
            return known.get();
        }
        for (Map.Entry<String, JsonNode> wrapped : node.properties()) { // {"product":{…}}, {"fulfillments":[…]}
            JsonNode value = wrapped.getValue();
            JsonNode inside = value.isArray() ? value.path(0) : value;
            if (inside.isObject() && node.size() <= 3) {
                return telltale(inside).orElse("'%s'".formatted(InvalidValue.excerpt(wrapped.getKey())));
            }
        }
        return "something without line_items, total_price and order_number";
    }

    private static Optional<String> telltale(JsonNode node) {
        return TELLTALES.entrySet().stream()
                .filter(entry -> node.has(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** @param graphQl whether it has GraphQL's names, else those of REST and webhooks */
    record Found(JsonNode node, String path, boolean graphQl) {}
}
