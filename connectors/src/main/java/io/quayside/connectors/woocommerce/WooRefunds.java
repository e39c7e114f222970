package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Refunds of an order. The shop knows no keys for repeated requests, so ours is kept in the refund's meta data and looked
 * for first. Whether money moves is said explicitly: by the payment gateway, unless the merchant wants it only noted.
 */
final class WooRefunds implements RefundSink {
    static final String BY_GATEWAY = "refundByGateway";
    private static final String MARK = "_quayside_refund";

    @Override
    public String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String path = "/wc/v3/orders/" + JsonApi.encoded(refund.orderExternalId());
        for (JsonNode made : WooApi.get(path + "/refunds?per_page=100", connection, http)) {
            for (JsonNode meta : made.path("meta_data")) {
                if (meta.path("key").asText().equals(MARK)
                        && meta.path("value").asText().equals(idempotencyKey)) {
                    return made.path("id").asText();
                }
            }
        }
        ObjectNode wish = JsonApi.object()
                .put("amount", refund.amount().amount().toPlainString())
                .put("reason", refund.reason())
                .put("api_refund", !connection.setting(BY_GATEWAY).orElse("yes").equals("no"))
                .put("api_restock", false);
        wish.putArray("meta_data").addObject().put("key", MARK).put("value", idempotencyKey);
        if (!refund.lines().isEmpty()) {
            JsonNode order = WooApi.get(path, connection, http);
            ArrayNode lines = wish.putArray("line_items");
            refund.lines().forEach(line -> line(lines.addObject(), line, order));
        }
        JsonNode made =
                WooApi.send("POST", path + "/refunds", wish, connection, http).body();
        String id = made.path("id").asText("");
        if (id.isEmpty()) {
            throw new ConnectorException.Temporary("The shop's answer holds no refund.");
        }
        return id;
    }

    /** The shop wants goods and each tax apart, in the proportions of the line itself. */
    private static void line(ObjectNode wish, Refund.Line line, JsonNode order) {
        JsonNode known = StreamSupport.stream(order.path("line_items").spliterator(), false)
                .filter(item -> item.path("id").asText().equals(line.lineExternalId()))
                .findFirst()
                .orElseThrow(() -> new ConnectorException.Refused(
                        "The shop's order has no line %s.".formatted(line.lineExternalId())));
        Money whole = line.amount();
        BigDecimal paid = decimal(known, "total").add(decimal(known, "total_tax"));
        BigDecimal goods = whole.amount();
        List<JsonNode> taxes = StreamSupport.stream(known.path("taxes").spliterator(), false)
                .filter(tax -> decimal(tax, "total").signum() != 0)
                .toList();
        ArrayNode refundTax = wish.putArray("refund_tax");
        for (JsonNode tax : taxes) {
            BigDecimal share = whole.amount()
                    .multiply(decimal(tax, "total"))
                    .divide(paid, whole.amount().scale(), RoundingMode.HALF_UP);
            goods = goods.subtract(share);
            refundTax.addObject().put("id", tax.path("id").asLong()).put("refund_total", share);
        }
        wish.put("id", Long.parseLong(line.lineExternalId()))
                .put("quantity", line.quantity().value())
                .put("refund_total", goods);
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        try {
            return new BigDecimal(node.path(field).asText("0").strip());
        } catch (NumberFormatException empty) {
            return BigDecimal.ZERO;
        }
    }
}
