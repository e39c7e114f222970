package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Erases the buyer from orders and from everything that they left elsewhere, in one unit of work; what the books need
 * stays. An order that is still to be shipped keeps its address until that is done and is erased by the next look after
 * it. Later versions that the channel tells are taken over without the buyer.
 */
public final class ErasePersonalData {
    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final AllocationProcess allocation;
    private final PersonalTraces traces;

    public ErasePersonalData(
            UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation, PersonalTraces traces) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.allocation = allocation;
        this.traces = traces;
    }

    /**
     * @param ids at most some hundred: all are locked together; unknown ones are left out
     * @param reason for the timeline, such as the platform's policy
     */
    public Outcome erase(TenantId tenant, Collection<OrderId> ids, String reason) {
        return unitOfWork.run(tenant, () -> {
            Instant now = allocation.now();
            List<Order> locked = orders.lockById(tenant, ids);
            List<OrderState> erased = new ArrayList<>();
            for (Order order : locked) {
                OrderState before = order.state();
                if (order.erasePersonalData(reason, now)) {
                    erased.add(before);
                }
            }
            allocation.settle(tenant, locked, now);
            if (!erased.isEmpty()) {
                traces.erase(tenant, erased);
            }
            return new Outcome(erased.size(), locked.size() - erased.size());
        });
    }

    /**
     * @param erased orders that are without a buyer now
     * @param waiting orders that are first to be shipped
     */
    public record Outcome(int erased, int waiting) {
        public static final Outcome NOTHING = new Outcome(0, 0);

        public Outcome plus(Outcome other) {
            return new Outcome(erased + other.erased, waiting + other.waiting);
        }
    }
}
