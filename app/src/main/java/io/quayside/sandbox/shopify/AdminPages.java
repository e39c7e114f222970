package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import java.math.BigDecimal;
import java.util.Optional;

/** One order in the shop's admin pages. The caller holds the shop. */
final class AdminPages implements OwnersDesk {
    private final Shop shop;
    private final ObjectNode order;
    private final AdminApi.Changes changes;

    AdminPages(Shop shop, ObjectNode order, AdminApi.Changes changes) {
        this.shop = shop;
        this.order = order;
        this.changes = changes;
    }

    @Override
    public Optional<String> cancel() {
        if (order.hasNonNull("cancelled_at")) {
            return Optional.of("Order has already been cancelled");
        }
        shop.cancel(order, "customer", true);
        changes.changed("orders/cancelled", order);
        changes.changed("orders/updated", order);
        return Optional.empty();
    }

    @Override
    public Optional<String> change(Edit edit) {
        edit.note().ifPresent(note -> order.put("note", note));
        if (edit.isOfAddress()) {
            edit.into(order.withObject("/shipping_address"), "address1", "city", "zip");
        }
        order.put("updated_at", Shop.now());
        changes.changed("orders/updated", order);
        return Optional.empty();
    }

    /** All that is left gives back every line and the shipping; a part is an amount without lines. */
    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        ObjectNode wish = Json.object().put("orderId", order.path("id").asText());
        if (amount.isEmpty()) {
            ArrayNode lines = wish.putArray("refundLineItems");
            for (JsonNode line : order.path("line_items")) {
                if (RefundDesk.refundableUnits(line) > 0) {
                    lines.addObject()
                            .put(
                                    "lineItemId",
                                    "gid://shopify/LineItem/" + line.path("id").asText())
                            .put("quantity", RefundDesk.refundableUnits(line))
                            .put("restockType", "NO_RESTOCK");
                }
            }
            wish.putObject("shipping").put("fullRefund", true);
        }
        BigDecimal back = amount.orElseGet(() -> RefundDesk.refundable(order));
        if (back.signum() == 0) {
            return Optional.of("nothing is left to be refunded");
        }
        wish.putArray("transactions").addObject().put("amount", back.toPlainString());
        JsonNode problem =
                new RefundDesk(shop, changes).create(wish).path("userErrors").path(0);
        return problem.isMissingNode()
                ? Optional.empty()
                : Optional.of(problem.path("message").asText());
    }
}
