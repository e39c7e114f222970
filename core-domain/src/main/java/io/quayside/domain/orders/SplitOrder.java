package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person divides what is to be shipped of an order into ship groups, each of which is allocated, held and shipped by
 * itself: send what is here, let the rest wait. As in Shopify and ShipStation a split is ours alone: the channel hears
 * of it when a group is shipped, as of a shipment of a part.
 */
public final class SplitOrder {
    private final ChangeOrder change;

    public SplitOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /**
     * @param lines what goes into the new group, out of what lies in no group of its own
     * @param note for the people who pack it; may be empty
     */
    public record Wish(List<Shipment.Line> lines, String note) {
        private static final int LONGEST_NOTE = 500;

        /** @throws InvalidValue when the note is too long */
        public Wish {
            if (note.length() > LONGEST_NOTE) {
                throw new InvalidValue("a ship group's note has at most %d characters".formatted(LONGEST_NOTE));
            }
            lines = List.copyOf(lines);
        }
    }

    /**
     * Empty when the tenant has no such order.
     *
     * @throws StaleOrder when the order is at another version by now
     */
    public Optional<Planned> split(TenantId tenant, OrderId id, Wish wish, long expectedVersion) {
        return planned(change.change(tenant, id, (order, now) -> order.split(wish, expectedVersion, now)));
    }

    /**
     * Puts a group's units back to the rest, whatever they are by now. Empty when the tenant has no such order.
     *
     * @param expectedVersion absent to merge at any version: a number never stands for another group
     * @throws StaleOrder when the order is at another version by now
     */
    public Optional<Planned> merge(TenantId tenant, OrderId id, int group, @Nullable Long expectedVersion) {
        return planned(change.change(tenant, id, (order, now) -> order.merge(group, expectedVersion, now)));
    }

    /** A group keeps its stock and is not shipped; the others go on. Empty when the tenant has no such order. */
    public Optional<Planned> hold(TenantId tenant, OrderId id, int group, String reason) {
        return planned(change.change(tenant, id, (order, now) -> order.holdGroup(group, reason, now)));
    }

    /** Ends {@link #hold}. Empty when the tenant has no such order. */
    public Optional<Planned> release(TenantId tenant, OrderId id, int group) {
        return planned(change.change(tenant, id, (order, now) -> order.releaseGroup(group, now)));
    }

    private static Optional<Planned> planned(Optional<ChangeOrder.Changed<Outcome>> changed) {
        return changed.map(change -> new Planned(change.outcome(), change.state()));
    }

    /** @param state the order afterwards */
    public record Planned(Outcome outcome, OrderState state) {}

    /** What came of it. */
    public sealed interface Outcome {
        record Done(int group) implements Outcome {}

        /** The order has no such group, or nothing in it is left to ship. */
        record NoSuchGroup(int group) implements Outcome {}

        /** @param field of the wish, empty when it is the order that can't be divided so */
        record Refused(String field, String reason) implements Outcome {}
    }
}
