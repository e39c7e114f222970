package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;

/** A person ends the hold of an order and takes responsibility for what its flags say. */
public final class ReleaseOrder {
    private final ChangeOrder change;

    public ReleaseOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /** The order afterwards; empty when the tenant has no such order. */
    public Optional<OrderState> release(TenantId tenant, OrderId id) {
        return change.change(tenant, id, (order, now) -> {
                    order.release(now);
                    return true;
                })
                .map(ChangeOrder.Changed::state);
    }
}
