package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;

/** A person takes in an order that the filter ignores; it stays in whatever the filter says later. */
public final class TakeInOrder {
    private final ChangeOrder change;

    public TakeInOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /** The order afterwards, unchanged when it was not ignored; empty when the tenant has no such order. */
    public Optional<OrderState> takeIn(TenantId tenant, OrderId id) {
        return change.change(tenant, id, (order, now) -> order.takeIn(now)).map(ChangeOrder.Changed::state);
    }
}
