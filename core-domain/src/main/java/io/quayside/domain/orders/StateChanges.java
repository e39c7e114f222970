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
        intake(before, after, events);
        reviews(before, after, events);
        return events;
    }

    private static void intake(@Nullable OrderState before, OrderState after, List<OrderEvent> events) {
        MerchantDecisions.Intake was = before == null
                ? MerchantDecisions.Intake.TAKEN_IN
                : before.decisions().intake();
        MerchantDecisions.Intake is = after.decisions().intake();
        if (is.ignoredBecause() != null && !is.equals(was)) {
            events.add(new OrderEvent.OrderIgnored(after.id(), is.ignoredBecause()));
        } else if (is.ignoredBecause() == null && was.ignoredBecause() != null) {
            events.add(new OrderEvent.OrderTakenIn(
                    after.id(), is.byHand() ? OrderEvent.TakenInBy.MERCHANT : OrderEvent.TakenInBy.FILTER));
        }
    }

    /** One that a person resolved has an event of its own, with what they wrote. */
    private static void reviews(@Nullable OrderState before, OrderState after, List<OrderEvent> events) {
        List<Flag> openBefore = before == null ? List.of() : OrderRules.openReviews(before);
        List<Flag> openNow = OrderRules.openReviews(after);
        for (Flag flag : openBefore) {
            if (!openNow.contains(flag) && !after.decisions().acknowledged().contains(flag)) {
                events.add(new OrderEvent.ReviewSettled(after.id(), flag.code(), flag.detail()));
            }
        }
        for (Flag flag : openNow) {
            if (!openBefore.contains(flag)) {
                events.add(new OrderEvent.ReviewOpened(after.id(), flag.code(), flag.detail()));
            }
        }
    }
}
