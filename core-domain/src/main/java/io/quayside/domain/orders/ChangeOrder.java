package io.quayside.domain.orders;

import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What a person's changes of an order have in common: lock it, let it decide, settle its stock, save. */
final class ChangeOrder {
    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final AllocationProcess allocation;

    ChangeOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.allocation = allocation;
    }

    /** Empty when the tenant has no such order. */
    <T> Optional<Changed<T>> change(TenantId tenant, OrderId id, BiFunction<Order, Instant, T> decision) {
        Optional<Changed<T>> changed = unitOfWork.run(tenant, () -> {
            List<Order> locked = orders.lockById(tenant, List.of(id));
            if (locked.isEmpty()) {
                return Optional.<Changed<T>>empty();
            }
            Order order = locked.get(0);
            Instant now = allocation.now();
            T outcome = decision.apply(order, now);
            Set<Sku> freed = allocation.settle(tenant, locked, now).freed();
            return Optional.of(new Changed<>(outcome, order.state(), freed));
        });
        changed.ifPresent(change -> allocation.offer(tenant, change.freed()));
        return changed;
    }

    record Changed<T>(T outcome, OrderState state, Set<Sku> freed) {}
}
