package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;

/** A person cancels an order: its stock is released, and it stays cancelled whatever the channel says later. */
public final class CancelOrder {
    private final ChangeOrder change;

    public CancelOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /** Empty when the tenant has no such order. */
    public Optional<Cancelled> cancel(TenantId tenant, OrderId id, String reason) {
        return change.change(tenant, id, (order, now) -> order.cancel(reason, now))
                .map(changed -> new Cancelled(changed.outcome(), changed.state()));
    }

    /** @param state the order afterwards */
    public record Cancelled(Order.CancelOutcome outcome, OrderState state) {}
}
