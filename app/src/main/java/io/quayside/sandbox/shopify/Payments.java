package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.math.BigDecimal;

/** The one payment of a simulated order, and what was given back of it. In the REST shape. */
final class Payments {
    private Payments() {}

    static BigDecimal left(JsonNode order) {
        return new BigDecimal(order.path("total_price").asText("0")).subtract(refunded(order));
    }

    static BigDecimal refunded(JsonNode order) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode refund : order.path("refunds")) {
            for (JsonNode transaction : refund.path("transactions")) {
                sum = sum.add(new BigDecimal(transaction.path("amount").asText("0")));
            }
        }
        return sum;
    }

    /** Books the refund: lines lose units, the current total what was paid back. */
    static ObjectNode refunded(ObjectNode order, JsonNode wish, BigDecimal amount, long id) {
        ObjectNode made = Json.object()
                .put("id", id)
                .put("created_at", Shop.now())
                .put("processed_at", Shop.now())
                .put("note", wish.path("note").asText(null));
        ArrayNode lines = made.putArray("refund_line_items");
        BigDecimal goods = BigDecimal.ZERO;
        for (JsonNode asked : wish.path("refundLineItems")) {
            String line = asked.path("lineItemId").asText().replaceFirst(".*/", "");
            int units = asked.path("quantity").asInt();
            for (JsonNode known : order.path("line_items")) {
                if (known.path("id").asText().equals(line)) {
                    BigDecimal subtotal =
                            new BigDecimal(known.path("price").asText("0")).multiply(BigDecimal.valueOf(units));
                    goods = goods.add(subtotal);
                    lines.addObject()
                            .put("id", Shop.nextId())
                            .put("line_item_id", known.path("id").asLong())
                            .put("quantity", units)
                            .put("restock_type", "no_restock")
                            .put("subtotal", subtotal)
                            .put("total_tax", BigDecimal.ZERO);
                    takeOff((ObjectNode) known, units);
                }
            }
        }
        ArrayNode adjustments = made.putArray("order_adjustments");
        if (goods.compareTo(amount) != 0) {
            adjustments
                    .addObject()
                    .put("id", Shop.nextId())
                    .put("kind", "refund_discrepancy")
                    .put("amount", goods.subtract(amount).toPlainString())
                    .put("tax_amount", "0.00");
        }
        made.putArray("transactions")
                .addObject()
                .put("id", Shop.nextId())
                .put("kind", "refund")
                .put("status", "success")
                .put("currency", order.path("currency").asText("USD"))
                .put("amount", amount.toPlainString());
        order.withArray("refunds").add(made);
        BigDecimal current = new BigDecimal(order.path("current_total_price").asText("0"));
        BigDecimal subtotal =
                new BigDecimal(order.path("current_subtotal_price").asText("0"));
        order.put("current_total_price", current.subtract(amount).toPlainString())
                .put("current_subtotal_price", subtotal.subtract(goods).toPlainString())
                .put("financial_status", left(order).signum() == 0 ? "refunded" : "partially_refunded")
                .put("updated_at", Shop.now());
        return made;
    }

    private static void takeOff(ObjectNode line, int units) {
        line.put("current_quantity", line.path("current_quantity").asInt() - units)
                .put(
                        "fulfillable_quantity",
                        Math.max(0, line.path("fulfillable_quantity").asInt() - units));
    }
}
