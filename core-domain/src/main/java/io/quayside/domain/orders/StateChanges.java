package io.quayside.domain.orders;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that follow from comparing what an order was with what it is, rather than from a single act. */
final class StateChanges {
    private StateChanges() {}

    static List<OrderEvent> between(@Nullable OrderState before, OrderState after) {
        List<OrderEvent> events = new ArrayList<>();
        if (after == before) {
            return events;
        }
        List<Demand> known = before == null ? List.of() : OrderRules.demands(before, before.allocations());
        for (Demand demand : OrderRules.demands(after, after.allocations())) {
            if (!demand.missing().isZero() && !known.contains(demand)) {
                events.add(new OrderEvent.StockReservationFailed(
                        after.id(),
                        demand.sku(),
                        demand.wanted().value(),
                        demand.allocated().value()));
            }
        }
        List<String> heldBefore = before == null ? List.of() : before.heldBy();
        if (!heldBefore.containsAll(after.heldBy())) {
            events.add(new OrderEvent.OrderHeld(after.id(), after.heldBy()));
        } else if (!heldBefore.isEmpty() && after.heldBy().isEmpty()) {
            events.add(new OrderEvent.OrderReleased(after.id()));
        }
        for (Flag flag : after.flags()) {
            if (flag.code() == Flag.Code.CHANGED_AFTER_SHIPMENT
                    && (before == null || !before.flags().contains(flag))) {
                events.add(new OrderEvent.ReviewOpened(after.id(), flag.code(), flag.detail()));
            }
        }
        return events;
    }
}
