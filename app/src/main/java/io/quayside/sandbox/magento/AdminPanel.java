package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.util.Optional;

/** One order in the admin panel. The caller holds the store. */
final class AdminPanel implements OwnersDesk {
    private final Store store;
    private final ObjectNode order;

    AdminPanel(Store store, ObjectNode order) {
        this.store = store;
        this.order = order;
    }

    @Override
    public Optional<String> cancel() {
        return new Sales(store).isCanceled(order)
                ? Optional.empty()
                : Optional.of("Magento cancels no order that was invoiced, shipped or is held");
    }

    /** A note becomes a comment, as Magento has no other. */
    @Override
    public Optional<String> change(Edit edit) {
        if (edit.isOfAddress()) {
            if (!(order.at("/extension_attributes/shipping_assignments/0/shipping/address")
                    instanceof ObjectNode address)) {
                return Optional.of("the order is not shipped anywhere");
            }
            edit.line1().ifPresent(line -> address.putArray("street").add(line));
            edit.city().ifPresent(city -> address.put("city", city));
            edit.postalCode().ifPresent(code -> address.put("postcode", code));
        }
        edit.note().ifPresent(note -> order.withArray("status_histories")
                .insertObject(0)
                .put("comment", note)
                .put("created_at", NewOrder.now())
                .put("status", order.path("status").asText())
                .put("is_visible_on_front", 0));
        Sales.touch(order);
        return Optional.empty();
    }

    /** An amount alone is an adjustment of a credit memo without rows. */
    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        ObjectNode wish = Json.object();
        amount.ifPresent(back -> {
            wish.putArray("items")
                    .addObject()
                    .put("order_item_id", order.at("/items/0/item_id").asLong())
                    .put("qty", 0);
            wish.putObject("arguments").put("shipping_amount", 0).put("adjustment_positive", back);
        });
        return refusal(new CreditMemo(store, order).refund(wish));
    }

    /** Takes the money that was only authorized. */
    Optional<String> invoice() {
        return refusal(new Sales(store).invoiced(order));
    }

    private static Optional<String> refusal(Reply reply) {
        if (reply.status() == 200) {
            return Optional.empty();
        }
        JsonNode said = Json.read(reply.body());
        return Optional.of(said.path("message")
                .asText()
                .replace("%1", said.path("parameters").path(0).asText()));
    }
}
