package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import java.math.BigDecimal;

/**
 * A quote first, which tells the ways to pay back, then the refund. There are no keys for repeated requests: our mark in
 * the reason is looked for. The amount that was asked for is the one that is paid: where BigCommerce reckons another for
 * the lines, the refund is one of the whole order by that amount.
 */
final class BigCommerceRefunds implements RefundSink {
    @Override
    public String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String path = "/v3/orders/" + JsonApi.encoded(refund.orderExternalId()) + "/payment_actions/";
        String mark = "[quayside %s]".formatted(idempotencyKey);
        for (JsonNode made :
                BigCommerceApi.get(path + "refunds", connection, http).path("data")) {
            if (made.path("reason").asText("").contains(mark)
                    || reasonOfItems(made).contains(mark)) {
                return made.path("id").asText();
            }
        }
        String reason = (refund.reason() + " " + mark).strip();
        ArrayNode items = refund.lines().isEmpty() ? ofOrder(refund, reason) : ofLines(refund, reason);
        JsonNode quote = quote(path, items, connection, http);
        if (!refund.lines().isEmpty() && !isAmount(quote, refund)) {
            items = ofOrder(refund, reason);
            quote = quote(path, items, connection, http);
        }
        ObjectNode wish = JsonApi.object();
        wish.set("items", items);
        wish.set("payments", payments(quote, refund));
        JsonNode made = BigCommerceApi.send("POST", path + "refunds", wish, connection, http)
                .path("data");
        String id = made.path("id").asText("");
        if (id.isEmpty()) {
            throw new ConnectorException.Temporary("BigCommerce's answer holds no refund.");
        }
        return id;
    }

    private static String reasonOfItems(JsonNode refund) {
        StringBuilder reasons = new StringBuilder();
        refund.path("items").forEach(item -> reasons.append(item.path("reason").asText("")));
        return reasons.toString();
    }

    private static ArrayNode ofOrder(Refund refund, String reason) {
        ArrayNode items = JsonApi.JSON.createArrayNode();
        items.addObject()
                .put("item_type", "ORDER")
                .put("item_id", Long.parseLong(refund.orderExternalId()))
                .put("amount", refund.amount().amount())
                .put("reason", reason);
        return items;
    }

    private static ArrayNode ofLines(Refund refund, String reason) {
        ArrayNode items = JsonApi.JSON.createArrayNode();
        for (Refund.Line line : refund.lines()) {
            items.addObject()
                    .put("item_type", "PRODUCT")
                    .put("item_id", Long.parseLong(line.lineExternalId()))
                    .put("quantity", line.quantity().value())
                    .put("reason", reason);
        }
        return items;
    }

    private static JsonNode quote(String path, ArrayNode items, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode wish = JsonApi.object();
        wish.set("items", items);
        return BigCommerceApi.send("POST", path + "refund_quotes", wish, connection, http)
                .path("data");
    }

    private static boolean isAmount(JsonNode quote, Refund refund) {
        return decimal(quote.path("total_refund_amount"))
                        .compareTo(refund.amount().amount())
                == 0;
    }

    /** The first way to pay back that is not store credit, which a buyer did not ask for. */
    private static ArrayNode payments(JsonNode quote, Refund refund) {
        JsonNode chosen = null;
        for (JsonNode way : quote.path("refund_methods")) {
            if (!way.isEmpty() && (chosen == null || (isCredit(chosen) && !isCredit(way)))) {
                chosen = way;
            }
        }
        if (chosen == null || !isAmount(quote, refund)) {
            throw new ConnectorException.Refused("BigCommerce can give back %s of %s."
                    .formatted(decimal(quote.path("total_refund_amount")).toPlainString(), refund.amount()));
        }
        ArrayNode payments = JsonApi.JSON.createArrayNode();
        for (JsonNode part : chosen) {
            payments.addObject()
                    .put("provider_id", part.path("provider_id").asText())
                    .put("amount", decimal(part.path("amount")))
                    .put("offline", part.path("offline").asBoolean());
        }
        return payments;
    }

    private static boolean isCredit(JsonNode way) {
        return way.path(0).path("provider_id").asText().equals("storecredit");
    }

    private static BigDecimal decimal(JsonNode number) {
        try {
            return new BigDecimal(number.asText("0"));
        } catch (NumberFormatException e) {
            throw new ConnectorException.Temporary("BigCommerce's answer holds an amount that is none.");
        }
    }
}
