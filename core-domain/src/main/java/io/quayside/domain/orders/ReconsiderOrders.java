package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the open and the ignored orders of a connection anew after its filter changed. Goes through them in steps, each
 * in a unit of work of its own; a step that is repeated changes nothing.
 */
public final class ReconsiderOrders {
    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final OrderFilters filters;
    private final AllocationProcess allocation;

    public ReconsiderOrders(UnitOfWork unitOfWork, Orders orders, OrderFilters filters, AllocationProcess allocation) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.filters = filters;
        this.allocation = allocation;
    }

    /**
     * @param after where the step before ended, absent for the first
     * @return where this step ended; empty when no order is left
     */
    public Optional<OrderId> step(TenantId tenant, ConnectionId connection, @Nullable OrderId after) {
        Step step = unitOfWork.run(tenant, () -> {
            List<OrderId> next = orders.undecided(tenant, connection, after, AllocationProcess.MOST_ORDERS);
            if (next.isEmpty()) {
                return new Step(Optional.empty(), Set.of());
            }
            Instant now = allocation.now();
            List<Order> locked = AllocationProcess.inOrderOf(next, orders.lockById(tenant, next));
            Map<ConnectionId, OrderFilter> known = filters.of(tenant, Set.of(connection));
            OrderFilter filter = known.getOrDefault(connection, OrderFilter.NONE);
            locked.forEach(order -> order.reconsider(filter, now));
            Set<Sku> freed = allocation.settle(tenant, locked, now).freed();
            return new Step(Optional.of(next.get(next.size() - 1)), freed);
        });
        allocation.offer(tenant, step.freed());
        return step.last();
    }

    private record Step(Optional<OrderId> last, Set<Sku> freed) {}
}
