package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * Refunds the payments of an order, oldest first, each by what is left of it. Shopify knows a repeated key for a day;
 * beyond it our mark in the refund's note tells that it was made. Where the buyer paid in another currency than the
 * shop's, each payment's own two amounts tell the rate.
 */
final class ShopifyRefunds implements RefundSink {
    @Override
    public String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String id = ShopifyApi.gid("Order", refund.orderExternalId());
        JsonNode order = ShopifyApi.ask(
                        ShopifyQueries.REFUNDABLE,
                        ShopifyApi.JSON.createObjectNode().put("id", id),
                        30,
                        connection,
                        http)
                .path("order");
        if (!order.isObject()) {
            throw new ConnectorException.Refused(
                    "Shopify knows no order with the id %s.".formatted(refund.orderExternalId()));
        }
        String mark = "[quayside %s]".formatted(idempotencyKey);
        for (JsonNode made : order.path("refunds")) {
            if (made.path("note").asText("").contains(mark)) {
                return number(made.path("id"));
            }
        }
        ObjectNode input = ShopifyApi.JSON
                .createObjectNode()
                .put("orderId", id)
                .put("note", (refund.reason() + " " + mark).strip())
                .put("notify", true);
        ArrayNode lines = input.putArray("refundLineItems");
        for (Refund.Line line : refund.lines()) {
            lines.addObject()
                    .put("lineItemId", ShopifyApi.gid("LineItem", line.lineExternalId()))
                    .put("quantity", line.quantity().value())
                    .put("restockType", "NO_RESTOCK");
        }
        pay(input, order, refund.amount(), id);
        ObjectNode variables = ShopifyApi.JSON.createObjectNode().put("key", idempotencyKey);
        variables.set("input", input);
        JsonNode answer = ShopifyApi.ask(ShopifyQueries.REFUND, variables, 10, connection, http)
                .path("refundCreate");
        ShopifyApi.refuseOn(answer.path("userErrors"), "refund the order");
        return number(answer.path("refund").path("id"));
    }

    private static void pay(ObjectNode input, JsonNode order, Money amount, String orderId) {
        BigDecimal open = amount.amount();
        ArrayNode payments = input.putArray("transactions");
        for (JsonNode paid : order.path("transactions")) {
            boolean received = paid.path("kind").asText().matches("SALE|CAPTURE")
                    && paid.path("status").asText().equals("SUCCESS");
            BigDecimal part = received ? left(order, paid).min(open) : BigDecimal.ZERO;
            if (part.signum() > 0) {
                open = open.subtract(part);
                payments.addObject()
                        .put("orderId", orderId)
                        .put("parentId", paid.path("id").asText())
                        .put("gateway", paid.path("gateway").asText())
                        .put("kind", "REFUND")
                        .put("amount", asPaid(paid, part, input));
            }
        }
        if (open.signum() > 0) {
            throw new ConnectorException.Refused("Shopify has only %s of %s left to refund."
                    .formatted(new Money(amount.amount().subtract(open), amount.currency()), amount));
        }
    }

    private static BigDecimal left(JsonNode order, JsonNode paid) {
        BigDecimal left = shopMoney(paid);
        for (JsonNode other : order.path("transactions")) {
            boolean takesFromIt = other.path("kind").asText().equals("REFUND")
                    && other.path("status").asText().matches("SUCCESS|PENDING")
                    && other.path("parentTransaction")
                            .path("id")
                            .asText()
                            .equals(paid.path("id").asText());
            if (takesFromIt) {
                left = left.subtract(shopMoney(other));
            }
        }
        return left.max(BigDecimal.ZERO);
    }

    /** In the currency that the buyer paid in. */
    private static String asPaid(JsonNode paid, BigDecimal part, ObjectNode input) {
        JsonNode buyers = paid.path("amountSet").path("presentmentMoney");
        JsonNode shops = paid.path("amountSet").path("shopMoney");
        String currency = buyers.path("currencyCode").asText("");
        if (currency.isEmpty() || currency.equals(shops.path("currencyCode").asText())) {
            return part.toPlainString();
        }
        input.put("currency", currency);
        Currency own = Money.currency(currency);
        BigDecimal inOwn = new BigDecimal(buyers.path("amount").asText("0"))
                .multiply(part)
                .divide(shopMoney(paid), 10, RoundingMode.HALF_UP);
        return Money.rounded(inOwn, own, RoundingMode.HALF_UP).amount().toPlainString();
    }

    private static BigDecimal shopMoney(JsonNode transaction) {
        String told =
                transaction.path("amountSet").path("shopMoney").path("amount").asText("");
        try {
            return new BigDecimal(told);
        } catch (NumberFormatException e) {
            throw new ConnectorException.Temporary("Shopify's answer holds a payment without an amount.");
        }
    }

    private static String number(JsonNode gid) {
        String text = gid.asText("");
        if (text.isEmpty()) {
            throw new ConnectorException.Temporary("Shopify's answer holds no refund.");
        }
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
