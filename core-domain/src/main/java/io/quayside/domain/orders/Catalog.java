package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Port: what is known of products, bundles and mappings, for resolving many lines at once. Every call joins the current
 * unit of work. Units of work lock orders first, then the catalog, then stock.
 */
public interface Catalog {
    /**
     * One look-up for a whole batch. What it tells of stays so until the unit of work ends: {@link #lock} waits for it,
     * and then finds the orders that relied on it.
     */
    Found look(TenantId tenant, Collection<ChannelItem> items);

    /** As {@link #look}, for SKUs of our own. */
    Known known(TenantId tenant, Collection<Sku> skus);

    /** Products whose SKU is one of these but for capitals, or whose barcode is one of these. */
    List<Candidate> similar(TenantId tenant, Collection<Sku> skus, Collection<String> barcodes);

    /** Nobody else looks until the unit of work ends; to be called before the catalog is changed. */
    void lock(TenantId tenant);

    /** Says, with a change of the catalog, that open orders have yet to follow it. */
    UUID leaveNote(TenantId tenant);

    /** They have; notes that are gone already are no error. */
    void removeNotes(TenantId tenant, Collection<UUID> notes);

    /**
     * @param mappings those of the items that have one
     * @param known what exists of the items' SKUs and of the mappings' products
     */
    record Found(Map<ChannelItem, SkuMapping> mappings, Known known) {}

    /** @param stocked SKUs that have stock of their own, if only none */
    record Known(Set<Sku> stocked, Map<Sku, Bundle> bundles) {
        public static final Known NOTHING = new Known(Set.of(), Map.of());

        public boolean has(Sku sku) {
            return stocked.contains(sku) || bundles.containsKey(sku);
        }

        @Nullable
        Bundle bundle(Sku sku) {
            return bundles.get(sku);
        }
    }

    record Candidate(Sku sku, @Nullable String barcode, @Nullable Bundle bundle) {}
}
