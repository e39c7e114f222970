package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Credit memos: by the invoice, and so by the payment's own gateway, where that captured the money, else for money that
 * the merchant gives back by hand. Magento computes the rows itself; an adjustment makes up the amount that was decided.
 * A comment holds the key by which a repeat is known. Nothing returns to stock.
 */
final class MagentoRefunds implements RefundSink {
    private static final int MOST_PAGES = 5;
    private static final int PAID = 2;
    private final MagentoApi api;

    MagentoRefunds(MagentoApi api) {
        this.api = api;
    }

    @Override
    public String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http) {
        String id = JsonApi.encoded(refund.orderExternalId());
        String key = "ref "
                + Signatures.idOf(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                        .substring(7, 27);
        for (JsonNode memo : ofOrder("/creditmemos", refund, connection, http)) {
            if (memo.path("comments").toString().contains(key)) {
                return memo.path("entity_id").asText();
            }
        }
        JsonNode order = api.get("/orders/" + id, connection, http);
        ObjectNode wish = wish(refund, order, key);
        List<JsonNode> captured = ofOrder("/invoices", refund, connection, http).stream()
                .filter(invoice -> invoice.path("state").asInt() == PAID)
                .filter(invoice -> !invoice.path("transaction_id").asText("").isBlank())
                .toList();
        if (captured.isEmpty()) {
            return api.post("/order/" + id + "/refund", wish, connection, http).asText();
        }
        JsonNode invoice = captured.stream()
                .filter(candidate -> covers(candidate, refund))
                .findFirst()
                .orElseThrow(() -> new ConnectorException.Refused(
                        "The order was paid by %d invoices, none of which covers this refund alone: refund it in Magento, one invoice at a time."
                                .formatted(captured.size())));
        wish.put("isOnline", true);
        return api.post("/invoice/" + invoice.path("entity_id").asText() + "/refund", wish, connection, http)
                .asText();
    }

    private List<JsonNode> ofOrder(String path, Refund refund, ConnectionAccess connection, PlatformHttp http) {
        return api.all(
                path,
                new MagentoSearch()
                        .where("order_id", "eq", refund.orderExternalId())
                        .ascending("entity_id"),
                MOST_PAGES,
                connection,
                http);
    }

    private static ObjectNode wish(Refund refund, JsonNode order, String key) {
        Map<String, JsonNode> rows = new HashMap<>();
        order.path("items").forEach(row -> rows.put(row.path("item_id").asText(), row));
        ObjectNode wish = JsonApi.object().put("notify", false).put("appendComment", true);
        ArrayNode items = wish.putArray("items");
        BigDecimal computed = BigDecimal.ZERO;
        for (Refund.Line line : refund.lines()) {
            JsonNode row = rows.get(line.lineExternalId());
            if (row == null) {
                throw new ConnectorException.Refused("Magento's order has no row %s.".formatted(line.lineExternalId()));
            }
            computed = computed.add(
                    share(row, line.quantity().value(), refund.amount().amount().scale()));
            items.addObject()
                    .put("order_item_id", Long.parseLong(line.lineExternalId()))
                    .put("qty", line.quantity().value());
        }
        if (items.isEmpty()) { // no rows at all would mean all of them
            items.addObject()
                    .put(
                            "order_item_id",
                            order.path("items").path(0).path("item_id").asLong())
                    .put("qty", 0);
        }
        BigDecimal rest = refund.amount().amount().subtract(computed);
        wish.putObject("comment")
                .put(
                        "comment",
                        (refund.reason().isBlank() ? "Refund" : JsonApi.excerpt(refund.reason())) + " [" + key + "]")
                .put("is_visible_on_front", 0);
        wish.putObject("arguments")
                .put("shipping_amount", 0)
                .put("adjustment_positive", rest.max(BigDecimal.ZERO))
                .put("adjustment_negative", rest.negate().max(BigDecimal.ZERO))
                .putObject("extension_attributes")
                .putArray("return_to_stock_items");
        return wish;
    }

    /** What Magento gives back for so many units of a row, in the currency that the shop is settled in. */
    private static BigDecimal share(JsonNode row, int units, int decimals) {
        BigDecimal ordered = number(row, "qty_ordered");
        if (ordered.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal gross = number(row, "base_price").multiply(ordered);
        BigDecimal total = number(row, "base_row_total");
        BigDecimal discount = number(row, "base_discount_amount");
        boolean net = total.subtract(gross)
                        .abs()
                        .compareTo(total.add(discount).subtract(gross).abs())
                > 0;
        BigDecimal paid = (net ? total : total.subtract(discount))
                .add(number(row, "base_tax_amount"))
                .add(number(row, "base_discount_tax_compensation_amount"));
        return paid.multiply(BigDecimal.valueOf(units)).divide(ordered, decimals, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(JsonNode row, String name) {
        return row.path(name).isNumber() ? row.path(name).decimalValue() : BigDecimal.ZERO;
    }

    private static boolean covers(JsonNode invoice, Refund refund) {
        Map<String, Integer> units = new HashMap<>();
        invoice.path("items")
                .forEach(item -> units.put(
                        item.path("order_item_id").asText(), item.path("qty").asInt()));
        boolean enough = refund.amount().amount().compareTo(number(invoice, "base_grand_total")) <= 0;
        return enough
                && refund.lines().stream()
                        .allMatch(line -> units.getOrDefault(line.lineExternalId(), 0)
                                >= line.quantity().value());
    }
}
