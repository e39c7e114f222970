package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.Map;

/** Port: the stock of a tenant. Every call joins the current unit of work. */
public interface StockLedger {
    /**
     * Locks the SKUs' stock until the unit of work ends, always in the order of the SKUs so that two callers can't
     * deadlock, and returns what exists. A SKU that is missing from the answer is not in the catalog.
     */
    Map<Sku, StockItem> lock(TenantId tenant, Collection<Sku> skus);

    /** As {@link #lock}, and makes the item when it does not exist yet. */
    StockItem lockOrCreate(TenantId tenant, Sku sku);

    /** Appends the items' new movements and brings their levels up to date, in as few statements as possible. */
    void save(TenantId tenant, Collection<StockItem> items);
}
