package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.MappingEvent;
import io.quayside.domain.integrations.MappingEvent.SkuMapped;
import io.quayside.domain.integrations.MappingEvent.SkuUnmapped;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A person says what channels' items are to us. Open orders follow at once: they let go of what was reserved under the
 * old mapping and take what the new one wants.
 */
public final class MapSkus {
    private final ChangeCatalog changes;
    private final Catalog catalog;
    private final SkuMappings mappings;
    private final EventRecorder events;
    private final Ids ids;
    private final Clock clock;

    public MapSkus(
            ChangeCatalog changes, Catalog catalog, SkuMappings mappings, EventRecorder events, Ids ids, Clock clock) {
        this.changes = changes;
        this.catalog = catalog;
        this.mappings = mappings;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds the mappings or replaces those of their items, all in one unit of work. Of two for one item the last holds.
     *
     * @return products that are not in the catalog; their mappings were left out, the others were made
     */
    public Set<Sku> map(TenantId tenant, List<SkuMapping> wanted) {
        Set<Sku> unknown = new HashSet<>();
        changes.make(
                tenant,
                () -> {
                    Catalog.Known known = catalog.known(tenant, products(wanted));
                    Map<ChannelItem, SkuMapping> made = new LinkedHashMap<>();
                    for (SkuMapping mapping : wanted) {
                        Sku product = mapping.product();
                        if (product != null && !known.has(product)) {
                            unknown.add(product);
                        } else {
                            made.put(mapping.item(), mapping);
                        }
                    }
                    if (!made.isEmpty()) {
                        mappings.save(tenant, made.values());
                        record(tenant, made.values().stream().map(SkuMapped::of).toList());
                    }
                    return made.keySet();
                },
                MapSkus::sold);
        return unknown;
    }

    private static List<Concerned> sold(Set<ChannelItem> items) {
        return items.isEmpty() ? List.of() : List.of(new Concerned.Selling(items));
    }

    private static Set<Sku> products(List<SkuMapping> wanted) {
        Set<Sku> products = new HashSet<>();
        for (SkuMapping mapping : wanted) {
            Sku product = mapping.product();
            if (product != null) {
                products.add(product);
            }
        }
        return products;
    }

    /** Orders that still want such an item are held until it is known again, unless a product has the same SKU. */
    public void unmap(TenantId tenant, Collection<ChannelItem> items) {
        changes.make(
                tenant,
                () -> {
                    mappings.delete(tenant, items);
                    record(tenant, items.stream().map(SkuUnmapped::new).toList());
                    return Set.copyOf(items);
                },
                MapSkus::sold);
    }

    private void record(TenantId tenant, List<? extends MappingEvent> happened) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<RecordedEvent> recorded = new ArrayList<>(happened.size());
        for (MappingEvent event : happened) {
            recorded.add(new RecordedEvent(
                    ids.next(),
                    tenant,
                    "mapping",
                    event.item().name(),
                    ChronoUnit.MICROS.between(Instant.EPOCH, now),
                    now,
                    event));
        }
        events.record(recorded);
    }
}
