package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;

/** A paid order that waits for its fulfillment, in the shape of API v2. */
final class NewOrder {
    private NewOrder() {}

    static ObjectNode of(Basket basket) {
        String goods = money(basket.goods());
        String shipping = money(basket.shipping());
        ObjectNode order = Json.object()
                .put("id", Store.nextId())
                .put("customer_id", 0)
                .put("status_id", 11)
                .put("status", "Awaiting Fulfillment")
                .put("payment_status", "captured")
                .put("payment_method", "Test Payment Gateway")
                .put("currency_code", "USD")
                .put("default_currency_code", "USD")
                .put("is_tax_inclusive_pricing", false)
                .put("subtotal_ex_tax", goods)
                .put("subtotal_inc_tax", goods)
                .put("shipping_cost_ex_tax", shipping)
                .put("shipping_cost_inc_tax", shipping)
                .put("shipping_cost_tax", money(BigDecimal.ZERO))
                .put("discount_amount", money(BigDecimal.ZERO))
                .put("coupon_discount", money(BigDecimal.ZERO))
                .put("total_ex_tax", money(basket.total()))
                .put("total_inc_tax", money(basket.total()))
                .put("total_tax", money(BigDecimal.ZERO))
                .put(
                        "items_total",
                        basket.items().stream().mapToInt(Basket.Item::quantity).sum())
                .put("items_shipped", 0)
                .put("order_is_digital", false)
                .put("order_source", "www");
        order.set("billing_address", address(basket).put("email", basket.buyer().email()));
        order.putArray("shipping_addresses").add(address(basket).put("id", 1).put("shipping_method", "Flat Rate"));
        ArrayNode products = order.putArray("products");
        for (Basket.Item item : basket.items()) {
            products.addObject()
                    .put("id", Store.nextId())
                    .put("product_id", 77)
                    .put("order_address_id", 1)
                    .put("name", item.title())
                    .put("sku", item.sku())
                    .put("type", "physical")
                    .put("quantity", item.quantity())
                    .put("quantity_shipped", 0)
                    .put("quantity_refunded", 0)
                    .put("price_ex_tax", money(item.price()))
                    .put("price_inc_tax", money(item.price()))
                    .put("total_ex_tax", money(item.sum()))
                    .put("total_inc_tax", money(item.sum()))
                    .put("total_tax", money(BigDecimal.ZERO))
                    .putArray("applied_discounts");
        }
        order.putArray("shipments");
        return order;
    }

    private static ObjectNode address(Basket basket) {
        return Json.object()
                .put("first_name", basket.buyer().firstName())
                .put("last_name", basket.buyer().lastName())
                .put("street_1", basket.buyer().street())
                .put("city", basket.buyer().city())
                .put("state", basket.buyer().stateName())
                .put("zip", basket.buyer().zip())
                .put("country", "United States")
                .put("country_iso2", "US");
    }

    /** Four decimals whatever the currency. */
    static String money(BigDecimal amount) {
        return amount.setScale(4).toPlainString();
    }
}
