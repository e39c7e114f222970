package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Changes what is known of products and brings open orders in line with it. The change is one unit of work and the orders
 * follow in others; so the change leaves a note, which goes when the orders have followed, and {@link #catchUp} does for
 * a note that stayed what a stop of the program left undone.
 */
public final class ChangeCatalog {
    private final UnitOfWork unitOfWork;
    private final Catalog catalog;
    private final AllocationProcess allocation;

    public ChangeCatalog(UnitOfWork unitOfWork, Catalog catalog, AllocationProcess allocation) {
        this.unitOfWork = unitOfWork;
        this.catalog = catalog;
        this.allocation = allocation;
    }

    /**
     * @param change runs in one unit of work, alone with the catalog
     * @param concerned of its outcome: which orders may stand for something else now; none when nothing was changed
     */
    <T> T make(TenantId tenant, Supplier<T> change, Function<T, List<Concerned>> concerned) {
        Made<T> made = unitOfWork.run(tenant, () -> {
            catalog.lock(tenant); // an order on its way in has looked already: wait for it, to find it
            T outcome = change.get();
            List<Concerned> orders = concerned.apply(outcome);
            return new Made<>(
                    outcome, orders, orders.isEmpty() ? Optional.empty() : Optional.of(catalog.leaveNote(tenant)));
        });
        made.orders().forEach(orders -> allocation.resolveAgain(tenant, orders));
        made.note().ifPresent(note -> unitOfWork.execute(tenant, () -> catalog.removeNotes(tenant, List.of(note))));
        return made.outcome();
    }

    private record Made<T>(T outcome, List<Concerned> orders, Optional<UUID> note) {}

    /** Looks at all open orders again, for changes whose orders may not have followed; harmless in vain. */
    public void catchUp(TenantId tenant, Collection<UUID> notes) {
        allocation.resolveAgain(tenant, new Concerned.Anyhow());
        unitOfWork.execute(tenant, () -> catalog.removeNotes(tenant, notes));
    }
}
