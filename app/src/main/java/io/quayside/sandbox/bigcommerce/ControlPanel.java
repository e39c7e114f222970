package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import java.math.BigDecimal;
import java.util.Optional;

/** One order in the store's control panel. The caller holds the store. */
final class ControlPanel implements OwnersDesk {
    private final ObjectNode order;
    private final Changes changes;

    /** What the platform does with changes, whoever made them. */
    interface Changes {
        /** @param statusBefore tells whether the status changed too */
        void touched(ObjectNode order, int statusBefore);

        /** @return whether it was made */
        boolean isRefunded(ObjectNode order, ObjectNode wish);
    }

    ControlPanel(ObjectNode order, Changes changes) {
        this.order = order;
        this.changes = changes;
    }

    @Override
    public Optional<String> cancel() {
        int before = order.path("status_id").asInt();
        order.put("status_id", 5).put("status", "Cancelled");
        changes.touched(order, before);
        return Optional.empty();
    }

    @Override
    public Optional<String> change(Edit edit) {
        if (edit.isOfAddress() && !(order.at("/shipping_addresses/0") instanceof ObjectNode)) {
            return Optional.of("the order is not shipped anywhere");
        }
        edit.note().ifPresent(note -> order.put("customer_message", note));
        if (order.at("/shipping_addresses/0") instanceof ObjectNode address) {
            edit.into(address, "street_1", "city", "zip");
        }
        changes.touched(order, order.path("status_id").asInt());
        return Optional.empty();
    }

    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        BigDecimal back = amount.orElseGet(() -> Refunds.left(order));
        ObjectNode wish = Json.object();
        wish.putArray("items")
                .addObject()
                .put("item_type", "ORDER")
                .put("item_id", order.path("id").asLong())
                .put("amount", back);
        wish.putArray("payments")
                .addObject()
                .put("provider_id", "testgateway")
                .put("amount", back)
                .put("offline", false);
        return changes.isRefunded(order, wish)
                ? Optional.empty()
                : Optional.of("The refund amount exceeds what can be refunded.");
    }
}
