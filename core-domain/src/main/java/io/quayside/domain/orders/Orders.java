package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the orders of a tenant. Every call joins the current unit of work. */
public interface Orders {
    /**
     * Locks the keys until the unit of work ends, in an order that can't deadlock with another caller, and returns the
     * orders that exist. A key without an order is locked too: nobody else can create it meanwhile.
     */
    Map<OrderKey, Order> lock(TenantId tenant, Collection<OrderKey> keys);

    /** As {@link #lock(TenantId, Collection)}, by our own ids; ids that don't exist are left out. */
    List<Order> lockById(TenantId tenant, Collection<OrderId> ids);

    Optional<Order> find(TenantId tenant, OrderId id);

    /**
     * Inserts or updates the orders in as few statements as possible.
     *
     * @throws StaleOrder when one was changed since it was read
     */
    void save(TenantId tenant, Collection<Order> orders);

    /**
     * Orders of the connection whose filter may still decide about them: ignored ones and those of which nothing has been
     * shipped, cancelled or closed; by id.
     *
     * @param after the last one of the step before, absent for the first
     */
    List<OrderId> undecided(TenantId tenant, ConnectionId connection, @Nullable OrderId after, int limit);

    /**
     * Open orders that want more of the SKU than they hold, or are held because it was unmapped; oldest first.
     *
     * @param after where the last page ended, absent for the first
     */
    List<OrderId> waitingFor(TenantId tenant, Sku sku, @Nullable OrderId after, int limit);

    /**
     * Open orders that a change of the catalog concerns, by their id.
     *
     * @param after where the last page ended, absent for the first
     */
    List<OrderId> concerned(TenantId tenant, Concerned concerned, @Nullable OrderId after, int limit);

    /** Open orders that hold stock of the SKU at the location, newest first. */
    List<OrderId> holdingStock(TenantId tenant, Sku sku, LocationId location, int limit);
}
