package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gives money back: lines, shipping, and what was paid in transactions. */
final class RefundDesk {
    private final Shop shop;
    private final AdminApi.Changes changes;

    RefundDesk(Shop shop, AdminApi.Changes changes) {
        this.shop = shop;
        this.changes = changes;
    }

    ObjectNode create(JsonNode input) {
        ObjectNode order = shop.order(input.path("orderId").asText()).orElse(null);
        if (order == null) {
            return AdminApi.refused("refund", "Order does not exist", "orderId");
        }
        BigDecimal amount = BigDecimal.ZERO;
        for (JsonNode transaction : input.path("transactions")) {
            amount = amount.add(Json.amount(transaction.path("amount")));
        }
        if (amount.compareTo(refundable(order)) > 0
                && !input.path("allowOverRefunding").asBoolean()) {
            return AdminApi.refused(
                    "refund",
                    "Refund amount cannot be greater than the refundable amount",
                    "transactions",
                    "0",
                    "amount");
        }
        for (JsonNode wish : input.path("refundLineItems")) {
            ObjectNode line = line(order, wish.path("lineItemId").asText());
            if (line == null || wish.path("quantity").asInt() > refundableUnits(line)) {
                return AdminApi.refused(
                        "refund", "Quantity cannot refund more items than were purchased", "refundLineItems");
            }
        }
        ObjectNode refund = order.withArray("refunds")
                .addObject()
                .put("id", Shop.nextId())
                .put("order_id", order.path("id").asLong())
                .put("created_at", Shop.now())
                .put("note", input.path("note").asText(null));
        lines(refund, order, input.path("refundLineItems"));
        shipping(refund, order, input.path("shipping"));
        ArrayNode transactions = refund.putArray("transactions");
        for (JsonNode transaction : input.path("transactions")) {
            transactions
                    .addObject()
                    .put("id", Shop.nextId())
                    .put("order_id", order.path("id").asLong())
                    .put("kind", "refund")
                    .put("status", "success")
                    .put("gateway", transaction.path("gateway").asText("bogus"))
                    .put("amount", Json.amount(transaction.path("amount")).toPlainString())
                    .put("currency", order.path("currency").asText("USD"))
                    .put("created_at", Shop.now());
        }
        settle(order, refund, amount);
        changes.changed("refunds/create", refund);
        changes.changed("orders/updated", order);
        ObjectNode answer = Json.object();
        answer.putArray("userErrors");
        answer.set("order", OrderNode.of(order));
        answer.set("refund", PaymentNode.refund(order, refund));
        return answer;
    }

    private void lines(ObjectNode refund, ObjectNode order, JsonNode wishes) {
        ArrayNode lines = refund.putArray("refund_line_items");
        for (JsonNode wish : wishes) {
            ObjectNode line = line(order, wish.path("lineItemId").asText());
            if (line == null) {
                continue;
            }
            int units = wish.path("quantity").asInt();
            String restock = wish.path("restockType").asText("NO_RESTOCK").toLowerCase(Locale.ROOT);
            lines.addObject()
                    .put("id", Shop.nextId())
                    .put("line_item_id", line.path("id").asLong())
                    .put("quantity", units)
                    .put("restock_type", restock)
                    .put("subtotal", share(line, units, worth(line)))
                    .put("total_tax", share(line, units, tax(line)));
            int kept = line.path("current_quantity").asInt(line.path("quantity").asInt());
            line.put("fulfillable_quantity", Math.min(FulfillmentPlans.left(line), Math.max(0, kept - units)));
            line.put("current_quantity", Math.max(0, kept - units));
            if (!restock.equals("no_restock")) {
                String sku = line.path("sku").asText("");
                Integer has = shop.stock().get(sku);
                if (has != null) {
                    shop.setStock(sku, has + units);
                }
            }
        }
    }

    private static void shipping(ObjectNode refund, JsonNode order, JsonNode wish) {
        ArrayNode adjustments = refund.putArray("order_adjustments");
        BigDecimal back = wish.path("fullRefund").asBoolean()
                ? Json.amount(order.path("shipping_lines").path(0).path("price"))
                : Json.amount(wish.path("amount"));
        if (back.signum() > 0) {
            adjustments
                    .addObject()
                    .put("id", Shop.nextId())
                    .put("kind", "shipping_refund")
                    .put("reason", "Shipping refund")
                    .put("amount", back.negate().toPlainString())
                    .put("tax_amount", "0.00");
        }
    }

    /** What was paid beyond the lines' worth, or less, is a discrepancy of its own. */
    private static void settle(ObjectNode order, ObjectNode refund, BigDecimal amount) {
        BigDecimal worth = BigDecimal.ZERO;
        for (JsonNode line : refund.path("refund_line_items")) {
            worth = worth.add(line.path("subtotal").decimalValue());
            if (!order.path("taxes_included").asBoolean()) {
                worth = worth.add(line.path("total_tax").decimalValue());
            }
        }
        for (JsonNode adjustment : refund.path("order_adjustments")) {
            worth = worth.subtract(Json.amount(adjustment.path("amount")));
        }
        if (worth.compareTo(amount) != 0) {
            refund.withArray("order_adjustments")
                    .addObject()
                    .put("id", Shop.nextId())
                    .put("kind", "refund_discrepancy")
                    .put("reason", "Refund discrepancy")
                    .put("amount", worth.subtract(amount).toPlainString())
                    .put("tax_amount", "0.00");
        }
        BigDecimal total = Json.amount(order.path("current_total_price"));
        order.put(
                        "current_total_price",
                        total.subtract(amount).max(BigDecimal.ZERO).toPlainString())
                .put("updated_at", Shop.now());
        if (amount.signum() > 0) {
            order.put("financial_status", refundable(order).signum() > 0 ? "partially_refunded" : "refunded");
        }
    }

    /** What Shopify proposes to give back for lines and shipping. */
    static ObjectNode suggested(JsonNode order, JsonNode asked) {
        boolean all = asked.path("suggestFullRefund").asBoolean();
        BigDecimal subtotal = BigDecimal.ZERO;
        BigDecimal tax = BigDecimal.ZERO;
        ObjectNode node = Json.object();
        ArrayNode lines = node.putArray("refundLineItems");
        for (JsonNode line : order.path("line_items")) {
            int units = all ? refundableUnits(line) : units(asked.path("refundLineItems"), line);
            if (units > 0) {
                BigDecimal worth = share(line, units, worth(line));
                BigDecimal taxed = share(line, units, tax(line));
                subtotal = subtotal.add(worth);
                tax = tax.add(taxed);
                ObjectNode shown = lines.addObject()
                        .put("id", "gid://shopify/RefundLineItem/" + Shop.nextId())
                        .put("quantity", units)
                        .put("restockType", "NO_RESTOCK")
                        .put("restocked", false);
                shown.set("subtotalSet", OrderNode.money(order, worth));
                shown.set("totalTaxSet", OrderNode.money(order, taxed));
                shown.set("priceSet", OrderNode.money(order, Json.amount(line.path("price"))));
                shown.set("lineItem", OrderNode.line(order, line));
            }
        }
        BigDecimal carriage = Json.amount(order.path("shipping_lines").path(0).path("price"));
        BigDecimal shipping =
                all || asked.path("refundShipping").asBoolean() ? carriage : Json.amount(asked.path("shippingAmount"));
        BigDecimal amount = subtotal.add(shipping)
                .add(order.path("taxes_included").asBoolean() ? BigDecimal.ZERO : tax)
                .min(refundable(order));
        node.set("amountSet", OrderNode.money(order, amount));
        node.set("subtotalSet", OrderNode.money(order, subtotal));
        node.set("totalTaxSet", OrderNode.money(order, tax));
        node.set("maximumRefundableSet", OrderNode.money(order, refundable(order)));
        ObjectNode freight = node.putObject("shipping");
        freight.set("amountSet", OrderNode.money(order, shipping));
        freight.set("maximumRefundableSet", OrderNode.money(order, carriage));
        ArrayNode transactions = node.putArray("suggestedTransactions");
        if (amount.signum() > 0) {
            ObjectNode one = transactions.addObject().put("gateway", "bogus").put("kind", "SUGGESTED_REFUND");
            one.set("amountSet", OrderNode.money(order, amount));
            one.set("maximumRefundableSet", OrderNode.money(order, refundable(order)));
            one.set("parentTransaction", PaymentNode.sale(order));
        }
        return node;
    }

    private static int units(JsonNode wishes, JsonNode line) {
        for (JsonNode wish : wishes) {
            if (wish.path("lineItemId").asText().endsWith("/" + line.path("id").asText())) {
                return Math.min(refundableUnits(line), wish.path("quantity").asInt());
            }
        }
        return 0;
    }

    static int refundableUnits(JsonNode line) {
        return line.path("current_quantity").asInt(line.path("quantity").asInt());
    }

    static BigDecimal refundable(JsonNode order) {
        return Json.amount(order.path("total_price")).subtract(refunded(order)).max(BigDecimal.ZERO);
    }

    static BigDecimal refunded(JsonNode order) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode refund : order.path("refunds")) {
            sum = sum.add(paidBack(refund));
        }
        return sum;
    }

    static BigDecimal paidBack(JsonNode refund) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode transaction : refund.path("transactions")) {
            if (transaction.path("kind").asText().equals("refund")
                    && transaction.path("status").asText().equals("success")) {
                sum = sum.add(Json.amount(transaction.path("amount")));
            }
        }
        return sum;
    }

    private static BigDecimal worth(JsonNode line) {
        BigDecimal worth = Json.amount(line.path("price"))
                .multiply(BigDecimal.valueOf(line.path("quantity").asInt()));
        for (JsonNode discount : line.path("discount_allocations")) {
            worth = worth.subtract(Json.amount(discount.path("amount")));
        }
        return worth;
    }

    private static BigDecimal tax(JsonNode line) {
        BigDecimal tax = BigDecimal.ZERO;
        for (JsonNode one : line.path("tax_lines")) {
            tax = tax.add(Json.amount(one.path("price")));
        }
        return tax;
    }

    private static BigDecimal share(JsonNode line, int units, BigDecimal whole) {
        return whole.multiply(BigDecimal.valueOf(units))
                .divide(BigDecimal.valueOf(Math.max(1, line.path("quantity").asInt())), 2, RoundingMode.HALF_UP);
    }

    private static @Nullable ObjectNode line(JsonNode order, String id) {
        for (JsonNode line : order.path("line_items")) {
            if (id.endsWith("/" + line.path("id").asText())) {
                return (ObjectNode) line;
            }
        }
        return null;
    }
}
