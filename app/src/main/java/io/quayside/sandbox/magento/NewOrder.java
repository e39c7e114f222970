package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Orders in Magento's shape: authorized and not yet invoiced, T-shirts as configurable products of two rows. Times are
 * UTC without a zone, keys of what was not paid are missing.
 */
final class NewOrder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private NewOrder() {}

    static String now() {
        return TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
    }

    static ObjectNode of(Basket basket) {
        long id = Store.nextId();
        ObjectNode order = Json.object()
                .put("entity_id", id)
                .put("increment_id", "%09d".formatted(id % 1_000_000_000))
                .put("state", "processing")
                .put("status", "processing")
                .put("created_at", now())
                .put("updated_at", now())
                .put("store_id", 1)
                .put("store_name", "Main Website\nMain Website Store\nDefault Store View")
                .put("is_virtual", 0)
                .put("customer_is_guest", 1)
                .put("customer_email", basket.buyer().email())
                .put("shipping_description", "Flat Rate - Fixed")
                .put("base_currency_code", "USD")
                .put("order_currency_code", "USD")
                .put("base_to_order_rate", 1)
                .put("protect_code", "5a1dbe");
        amount(order, "subtotal", basket.goods());
        amount(order, "shipping_amount", basket.shipping());
        amount(order, "shipping_incl_tax", basket.shipping());
        amount(order, "tax_amount", BigDecimal.ZERO);
        amount(order, "discount_amount", BigDecimal.ZERO);
        amount(order, "grand_total", basket.total());
        amount(order, "total_due", basket.total());
        ArrayNode items = order.putArray("items");
        for (Basket.Item item : basket.items()) {
            boolean configurable = item.sku().startsWith("TEE-");
            ObjectNode row =
                    row(items, order, item, configurable ? "configurable" : "simple", item.price(), item.sum());
            if (configurable) {
                row(items, order, item, "simple", BigDecimal.ZERO, BigDecimal.ZERO)
                        .put("parent_item_id", row.path("item_id").asLong())
                        .put("price", item.price());
            }
        }
        order.set("billing_address", address(basket.buyer(), "billing"));
        ObjectNode payment = order.putObject("payment").put("method", "braintree");
        amount(payment, "amount_ordered", basket.total());
        amount(payment, "amount_authorized", basket.total());
        order.putArray("status_histories");
        ObjectNode shipping = order.putObject("extension_attributes")
                .putArray("shipping_assignments")
                .addObject()
                .putObject("shipping");
        shipping.set("address", address(basket.buyer(), "shipping"));
        shipping.put("method", "flatrate_flatrate");
        return order;
    }

    private static ObjectNode row(
            ArrayNode items, ObjectNode order, Basket.Item item, String type, BigDecimal price, BigDecimal sum) {
        ObjectNode row = items.addObject()
                .put("item_id", Store.nextId())
                .put("order_id", order.path("entity_id").asLong())
                .put("product_id", Inventory.idOf(item.sku()))
                .put("product_type", type)
                .put("sku", item.sku())
                .put("name", item.title())
                .put("is_virtual", 0)
                .put("weight", 0.5)
                .put("qty_ordered", item.quantity());
        for (String quantity : List.of("qty_shipped", "qty_invoiced", "qty_canceled", "qty_refunded")) {
            row.put(quantity, 0);
        }
        amount(row, "price", price);
        amount(row, "original_price", price);
        amount(row, "row_total", sum);
        amount(row, "tax_amount", BigDecimal.ZERO);
        amount(row, "discount_amount", BigDecimal.ZERO);
        return row;
    }

    static void amount(ObjectNode owner, String name, BigDecimal amount) {
        owner.put(name, amount).put("base_" + name, amount);
    }

    private static ObjectNode address(Basket.Buyer buyer, String type) {
        ObjectNode address = Json.object()
                .put("address_type", type)
                .put("firstname", buyer.firstName())
                .put("lastname", buyer.lastName())
                .put("city", buyer.city())
                .put("region", buyer.stateName())
                .put("region_code", buyer.state())
                .put("postcode", buyer.zip())
                .put("country_id", "US")
                .put("email", buyer.email())
                .put("telephone", "503-555-0100");
        address.putArray("street").add(buyer.street());
        return address;
    }

    /** What a given order needs to be found again; one that was paid gets its invoice. */
    static String completed(Store store, ObjectNode order) {
        if (!order.path("entity_id").isIntegralNumber()) {
            order.put("entity_id", Store.nextId());
        }
        String id = order.path("entity_id").asText();
        if (!order.hasNonNull("increment_id")) {
            order.put("increment_id", id);
        }
        for (String time : List.of("created_at", "updated_at")) {
            if (!order.hasNonNull(time)) {
                order.put(time, now());
            }
        }
        if (order.path("base_total_paid").asDouble() > 0
                && Sales.documents(store, "invoices", id).isEmpty()) {
            for (JsonNode row : order.path("items")) {
                if (row instanceof ObjectNode object && row.path("qty_invoiced").asInt() == 0) {
                    object.put("qty_invoiced", row.path("qty_ordered").asInt());
                }
            }
            Sales.invoice(store, order);
        }
        return id;
    }
}
