package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;

/** A person holds an order: it keeps its stock and is not shipped. */
public final class HoldOrder {
    private final ChangeOrder change;

    public HoldOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /** The order afterwards, unchanged when nothing of it is left to ship; empty when the tenant has no such order. */
    public Optional<OrderState> hold(TenantId tenant, OrderId id, String reason) {
        return change.change(tenant, id, (order, now) -> order.hold(reason, now))
                .map(ChangeOrder.Changed::state);
    }
}
