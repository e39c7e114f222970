package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One order, a list of them, or an answer to a search. Thin lists, whose entries only name orders, and the events of
 * Adobe Commerce, which hold the fields that a merchant chose, are pointers to orders that are fetched.
 */
final class MagentoOrderTranslator implements OrderTranslator {
    /** What else Magento sends, by a key that an order does not have; the first that fits. */
    private static final List<Map.Entry<String, String>> OTHERS = List.of(
            Map.entry("bulk_uuid", "this is the receipt of an asynchronous call (it has a bulk_uuid)"),
            Map.entry("sourceItems", "these are stock levels of sources (it has sourceItems)"),
            Map.entry("source_code", "this is a stock level of a source (it has a source_code)"),
            Map.entry("stockItem", "this is a change of stock (it has a stockItem)"),
            Map.entry("stock_id", "this is a stock level (it has a stock_id)"),
            Map.entry("track_number", "this is a tracking number (it has a track_number)"),
            Map.entry("type_id", "this is a product (it has a type_id)"),
            Map.entry("default_display_currency_code", "this is a store's configuration (it has its currencies)"),
            Map.entry("order_item_id", "this is a row of a shipment, invoice or credit memo (it has an order_item_id)"),
            Map.entry("item_id", "this is a row of an order (it has an item_id)"),
            Map.entry("entity", "this is a request that changes something (it has an entity)"));

    /** Events about an order itself, and about parts of it that name it as their parent. */
    private static final List<String> ORDERS =
            List.of("sales_order_save", "sales_order_place", "order_repository.", "order_management.");

    private static final List<String> PARTS =
            List.of("sales_order_status_history", "sales_order_payment", "sales_order_address");

    @Override
    public Translation translate(Payload payload) {
        Found found = new Found();
        collect(parse(payload.body()), "", found);
        if (!found.orders.isEmpty()) {
            List<CanonicalOrder> orders = new ArrayList<>();
            for (PayloadNode order : found.orders) {
                try {
                    orders.add(new MagentoOrder(order, payload.receivedAt()).canonical());
                } catch (InvalidValue e) {
                    throw new Unreadable(order.path(), String.valueOf(e.getMessage()));
                }
            }
            return new Translation(orders, "", List.copyOf(found.pointers), "");
        }
        if (!found.pointers.isEmpty()) {
            return new Translation(
                    List.of(),
                    "It only names %d order(s), which are fetched.".formatted(found.pointers.size()),
                    List.copyOf(found.pointers),
                    "");
        }
        return Translation.nothing(found.note);
    }

    private static final class Found {
        final List<PayloadNode> orders = new ArrayList<>();
        final Set<String> pointers = new LinkedHashSet<>();
        String note = "Magento sent no order.";
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JsonApi.JSON.readTree(body);
            if (json != null && json.isContainerNode()) {
                return json;
            }
            if (json != null && json.isValueNode() && !json.isNull()) {
                throw new Unreadable(
                        "", "this is a single value, such as the number of a shipment that was made, not an order");
            }
        } catch (IOException e) {
            throw new Unreadable("", "is not JSON");
        }
        throw new Unreadable("", "is neither an object nor a list");
    }

    private static void collect(JsonNode json, String path, Found found) {
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                collect(json.get(i), "%s[%d]".formatted(path, i), found);
            }
            return;
        }
        if (json.path("type").isTextual()
                && (json.has("specversion") || json.path("data").has("value"))) {
            event(json, path, found);
        } else if (isOrder(json)) {
            found.orders.add(new PayloadNode(json, path, new Findings(MagentoApi.NAME)));
        } else if (isThin(json)) {
            found.pointers.add(json.path("entity_id").asText());
        } else if (isOrder(json.path("order"))) { // around it lies what an extension answers
            collect(json.path("order"), path.isEmpty() ? "order" : path + ".order", found);
        } else if (isPage(json)) {
            collect(json.path("items"), path.isEmpty() ? "items" : path + ".items", found);
        } else {
            throw new Unreadable(path, kind(json) + ", not an order");
        }
    }

    /** Invoices, shipments and credit memos look alike, but belong to an {@code order_id}. */
    private static boolean isOrder(JsonNode json) {
        return json.path("items").isArray()
                && !json.hasNonNull("order_id")
                && (json.hasNonNull("entity_id") || json.hasNonNull("increment_id"))
                && hasTotal(json);
    }

    private static boolean hasTotal(JsonNode json) {
        return json.hasNonNull("grand_total") || json.hasNonNull("base_grand_total");
    }

    /** Of a query for a few fields, or the answer to a write, whose totals are null. */
    private static boolean isThin(JsonNode json) {
        return json.path("entity_id").asText().matches("\\d{1,18}")
                && (json.hasNonNull("increment_id") || json.hasNonNull("state"))
                && !json.hasNonNull("order_id")
                && !(json.path("items").isArray() && hasTotal(json));
    }

    private static boolean isPage(JsonNode json) {
        return json.path("items").isArray()
                && (json.has("total_count") || json.has("search_criteria") || json.size() == 1)
                && !json.path("items").path(0).has("order_item_id");
    }

    private static String kind(JsonNode json) {
        if (json.has("items_count") || json.has("quote_currency_code")) {
            return "this is a cart, which was not ordered yet";
        }
        if (json.path("items").isArray() && !json.has("order_id")) {
            return json.has("arguments") && json.path("arguments").has("shipping_amount")
                    ? "this is a request for a refund (it has arguments)"
                    : "this is a request to ship or to invoice (its items are rows)";
        }
        if (json.has("order_id") && json.path("items").isArray()) {
            return json.has("adjustment") || json.has("adjustment_positive")
                    ? "this is a credit memo (it has an order_id and an adjustment)"
                    : json.has("tracks")
                            ? "this is a shipment (it has an order_id and tracks)"
                            : "this is an invoice or another document of an order (it has an order_id)";
        }
        if (json.has("message")) {
            return "this is an error ('%s')"
                    .formatted(InvalidValue.excerpt(json.path("message").asText()));
        }
        return OTHERS.stream()
                .filter(other -> json.has(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("it has no items and grand_total");
    }

    /** CloudEvents of Adobe I/O: one for every save, with whatever fields the merchant chose. */
    private static void event(JsonNode json, String path, Found found) {
        String type = json.path("type").asText();
        JsonNode value = json.path("data").path("value");
        if (!type.contains("sales_order") && !type.contains("sales.api.order_")) {
            found.note = "Event '%s' tells of no order.".formatted(InvalidValue.excerpt(type));
            return;
        }
        List<String> fields = fieldsOfOrderId(type);
        String id = fields.stream()
                .map(field -> value.path(field).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        if (!id.matches("\\d{1,18}")) {
            throw new Unreadable(
                    (path.isEmpty() ? "" : path + ".") + "data.value." + fields.get(0),
                    "is missing: add this field to the event's subscription in Adobe Commerce");
        }
        found.pointers.add(id);
    }

    /** What belongs to an order has an {@code entity_id} of its own, which is no order's. */
    private static List<String> fieldsOfOrderId(String type) {
        if (ORDERS.stream().anyMatch(type::contains)) {
            return List.of("entity_id", "id");
        }
        return PARTS.stream().anyMatch(type::contains) ? List.of("parent_id", "order_id") : List.of("order_id");
    }
}
