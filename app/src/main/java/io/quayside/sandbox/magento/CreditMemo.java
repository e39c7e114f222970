package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** Money given back; without rows in the request all of them are meant, without a word on shipping all of it. */
final class CreditMemo {
    private final Store store;
    private final ObjectNode order;

    CreditMemo(Store store, ObjectNode order) {
        this.store = store;
        this.order = order;
    }

    Reply refund(ObjectNode wish) {
        Map<String, Integer> units = new HashMap<>();
        wish.path("items")
                .forEach(item -> units.put(
                        item.path("order_item_id").asText(), item.path("qty").asInt()));
        boolean everything = units.isEmpty();
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode row : order.path("items")) {
            if (row.hasNonNull("parent_item_id")) {
                continue;
            }
            int refundable = Sales.number(row, "qty_invoiced") - Sales.number(row, "qty_refunded");
            int count = everything
                    ? refundable
                    : units.getOrDefault(row.path("item_id").asText(), 0);
            if (count > refundable) {
                return invalid(
                        "The quantity to creditmemo must not be greater than the unrefunded quantity for product SKU \"%s\"."
                                .formatted(row.path("sku").asText()));
            }
            units.put(row.path("item_id").asText(), count);
            total = total.add(share(row, count));
        }
        JsonNode arguments = wish.path("arguments");
        total = total.add(
                        arguments.has("shipping_amount")
                                ? Json.amount(arguments.path("shipping_amount"))
                                : Json.amount(order.path("base_shipping_amount")))
                .add(Json.amount(arguments.path("adjustment_positive")))
                .subtract(Json.amount(arguments.path("adjustment_negative")));
        BigDecimal paid = Json.amount(order.path("base_total_paid"));
        BigDecimal refunded = Json.amount(order.path("base_total_refunded"));
        if (total.signum() <= 0) {
            return invalid("The credit memo's total must be positive.");
        }
        if (refunded.add(total).compareTo(paid) > 0) {
            return invalid("The most money available to refund is $%s."
                    .formatted(paid.subtract(refunded).setScale(2, RoundingMode.HALF_UP)));
        }
        ObjectNode memo = Sales.document(store, "creditmemos", order);
        NewOrder.amount(memo, "grand_total", total);
        memo.put("adjustment_positive", Json.amount(arguments.path("adjustment_positive")))
                .put("is_online", wish.path("isOnline").asBoolean());
        if (wish.path("comment").hasNonNull("comment")) {
            memo.withArray("comments").add(wish.path("comment"));
        }
        boolean all = true;
        for (JsonNode row : order.path("items")) {
            int count = units.getOrDefault(row.path("item_id").asText(), 0);
            if (count > 0) {
                ObjectNode item = memo.withArray("items")
                        .addObject()
                        .put("order_item_id", row.path("item_id").asLong())
                        .put("sku", row.path("sku").asText())
                        .put("qty", count);
                NewOrder.amount(item, "row_total", share(row, count));
                int before = Sales.left(row);
                Sales.add((ObjectNode) row, "qty_refunded", count);
                Inventory.free(store, row.path("sku").asText(), before - Sales.left(row));
            }
            all &= row.hasNonNull("parent_item_id")
                    || Sales.number(row, "qty_refunded") + Sales.number(row, "qty_canceled")
                            >= Sales.number(row, "qty_ordered");
        }
        NewOrder.amount(order, "total_refunded", refunded.add(total));
        if (all) {
            order.put("state", "closed").put("status", "closed");
        }
        Sales.touch(order);
        return Reply.ok(
                Json.MAPPER.getNodeFactory().textNode(memo.path("entity_id").asText()));
    }

    private static BigDecimal share(JsonNode row, int units) {
        int ordered = Sales.number(row, "qty_ordered");
        BigDecimal paid = Json.amount(row.path("base_row_total"))
                .add(Json.amount(row.path("base_tax_amount")))
                .subtract(Json.amount(row.path("base_discount_amount")));
        return ordered == 0
                ? BigDecimal.ZERO
                : paid.multiply(BigDecimal.valueOf(units)).divide(BigDecimal.valueOf(ordered), 4, RoundingMode.HALF_UP);
    }

    private static Reply invalid(String why) {
        return Errors.numbered(400, "Credit Memo Document Validation Error(s):\n%1", why);
    }
}
