package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.math.BigDecimal;
import java.util.Locale;

/** What was paid and paid back, as trees that have every field of the schema. */
final class PaymentNode {
    private PaymentNode() {}

    static ObjectNode refund(JsonNode order, JsonNode refund) {
        ObjectNode shown = Json.object()
                .put("id", OrderNode.gid("Refund", refund.path("id")))
                .put("legacyResourceId", refund.path("id").asText())
                .put("createdAt", OrderNode.utc(refund.path("created_at")))
                .put("note", refund.path("note").asText(null));
        shown.set("totalRefundedSet", OrderNode.money(order, RefundDesk.paidBack(refund)));
        ArrayNode lines = shown.putArray("refundLineItems");
        for (JsonNode line : refund.path("refund_line_items")) {
            ObjectNode item = lines.addObject()
                    .put("id", OrderNode.gid("RefundLineItem", line.path("id")))
                    .put("quantity", line.path("quantity").asInt())
                    .put(
                            "restockType",
                            line.path("restock_type").asText("no_restock").toUpperCase(Locale.ROOT))
                    .put(
                            "restocked",
                            !line.path("restock_type").asText("no_restock").equals("no_restock"));
            item.set("subtotalSet", OrderNode.money(order, line.path("subtotal").asText("0.00")));
            item.set(
                    "totalTaxSet", OrderNode.money(order, line.path("total_tax").asText("0.00")));
            for (JsonNode sold : order.path("line_items")) {
                if (sold.path("id").asText().equals(line.path("line_item_id").asText())) {
                    item.set("lineItem", OrderNode.line(order, sold));
                    item.set(
                            "priceSet",
                            OrderNode.money(order, sold.path("price").asText("0.00")));
                }
            }
        }
        ArrayNode adjustments = shown.putArray("orderAdjustments");
        ArrayNode shipping = shown.putArray("refundShippingLines");
        for (JsonNode adjustment : refund.path("order_adjustments")) {
            BigDecimal amount = Json.amount(adjustment.path("amount"));
            BigDecimal tax = Json.amount(adjustment.path("tax_amount"));
            if (adjustment.path("kind").asText().equals("shipping_refund")) {
                ObjectNode line =
                        shipping.addObject().put("id", OrderNode.gid("RefundShippingLine", adjustment.path("id")));
                line.set("subtotalAmountSet", OrderNode.money(order, amount.negate()));
                line.set("taxAmountSet", OrderNode.money(order, tax.negate()));
                line.set(
                        "shippingLine",
                        OrderNode.shippingLine(
                                order, order.path("shipping_lines").path(0)));
            } else {
                ObjectNode line = adjustments
                        .addObject()
                        .put("id", OrderNode.gid("OrderAdjustment", adjustment.path("id")))
                        .put("reason", "REFUND_DISCREPANCY");
                line.set("amountSet", OrderNode.money(order, amount));
                line.set("taxAmountSet", OrderNode.money(order, tax));
            }
        }
        ArrayNode transactions = shown.putArray("transactions");
        for (JsonNode transaction : refund.path("transactions")) {
            ObjectNode one = transactions
                    .addObject()
                    .put("id", OrderNode.gid("OrderTransaction", transaction.path("id")))
                    .put("kind", "REFUND")
                    .put("status", transaction.path("status").asText("success").toUpperCase(Locale.ROOT))
                    .put("gateway", transaction.path("gateway").asText("bogus"))
                    .put("createdAt", OrderNode.utc(transaction.path("created_at")));
            one.set(
                    "amountSet",
                    OrderNode.money(order, transaction.path("amount").asText("0.00")));
            one.set("parentTransaction", sale(order));
        }
        return shown;
    }

    /** The payment that a generated order was paid with. */
    static ObjectNode sale(JsonNode order) {
        ObjectNode sale = Json.object()
                .put("id", OrderNode.gid("OrderTransaction", order.path("id")))
                .put("kind", "SALE")
                .put("status", "SUCCESS")
                .put("gateway", "bogus")
                .put("createdAt", OrderNode.utc(order.path("created_at")));
        sale.set("amountSet", OrderNode.money(order, order.path("total_price").asText("0.00")));
        return sale.putNull("parentTransaction");
    }
}
