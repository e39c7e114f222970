package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;

/** A person changes the address, note or tags of an order that they have read at a certain version. */
public final class EditOrder {
    private final ChangeOrder change;

    public EditOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /**
     * The order afterwards; empty when the tenant has no such order.
     *
     * @throws StaleOrder when the order is at another version by now
     */
    public Optional<OrderState> edit(TenantId tenant, OrderId id, OrderEdit edit, long expectedVersion) {
        return change.change(tenant, id, (order, now) -> {
                    order.edit(edit, expectedVersion, now);
                    return true;
                })
                .map(ChangeOrder.Changed::state);
    }
}
