package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.inventory.InMemoryStockLedger;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.kernel.InMemoryUnitOfWork;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Products, bundles and mappings of one tenant; a look-up counts. */
public final class InMemoryCatalog implements Catalog {
    private final InMemoryUnitOfWork unitOfWork;
    private final InMemoryStockLedger ledger;
    private Map<ChannelItem, SkuMapping> mapped = new HashMap<>();
    private Map<Sku, Bundle> bundled = new TreeMap<>();
    private Map<Sku, Product> kept = new TreeMap<>();
    private Set<UUID> notes = new LinkedHashSet<>();
    private int looks;

    public InMemoryCatalog(InMemoryUnitOfWork unitOfWork, InMemoryStockLedger ledger) {
        this.unitOfWork = unitOfWork;
        this.ledger = ledger;
        unitOfWork.register(() -> {
            Map<ChannelItem, SkuMapping> mappedBefore = new HashMap<>(mapped);
            Map<Sku, Bundle> bundledBefore = new TreeMap<>(bundled);
            Map<Sku, Product> keptBefore = new TreeMap<>(kept);
            Set<UUID> notesBefore = new LinkedHashSet<>(notes);
            return () -> {
                notes = notesBefore;
                mapped = mappedBefore;
                bundled = bundledBefore;
                kept = keptBefore;
            };
        });
    }

    @Override
    public Found look(TenantId tenant, Collection<ChannelItem> items) {
        looks++;
        Map<ChannelItem, SkuMapping> found = mappings().find(tenant, items);
        Set<Sku> skus = new HashSet<>();
        items.stream()
                .filter(item -> item.kind() == ChannelItem.Kind.SKU)
                .forEach(item -> skus.add(new Sku(item.name())));
        found.values().forEach(mapping -> Optional.ofNullable(mapping.product()).ifPresent(skus::add));
        return new Found(found, known(tenant, skus));
    }

    @Override
    public Known known(TenantId tenant, Collection<Sku> skus) {
        unitOfWork.catalogLock();
        Set<Sku> stocked = new HashSet<>(skus);
        stocked.retainAll(ledger.items().stream().map(StockItem::sku).toList());
        return new Known(stocked, bundles().find(tenant, skus));
    }

    @Override
    public List<Candidate> similar(TenantId tenant, Collection<Sku> skus, Collection<String> barcodes) {
        Set<Sku> all = new TreeSet<>(kept.keySet());
        ledger.items().forEach(item -> all.add(item.sku()));
        List<Candidate> found = new ArrayList<>();
        for (Sku sku : all) {
            Product product = kept.get(sku);
            String barcode = product == null ? null : product.barcode();
            if (skus.stream().anyMatch(asked -> asked.value().equalsIgnoreCase(sku.value()))
                    || barcode != null && barcodes.contains(barcode)) {
                found.add(new Candidate(sku, barcode, bundled.get(sku)));
            }
        }
        return found;
    }

    @Override
    public void lock(TenantId tenant) {
        unitOfWork.catalogLock();
    }

    @Override
    public UUID leaveNote(TenantId tenant) {
        UUID note = UUID.randomUUID();
        notes.add(note);
        return note;
    }

    @Override
    public void removeNotes(TenantId tenant, Collection<UUID> done) {
        notes.removeAll(done);
    }

    Set<UUID> notes() {
        return Set.copyOf(notes);
    }

    int looks() {
        return looks;
    }

    public SkuMappings mappings() {
        return new SkuMappings() {
            @Override
            public Map<ChannelItem, SkuMapping> find(TenantId tenant, Collection<ChannelItem> items) {
                Map<ChannelItem, SkuMapping> found = new HashMap<>(mapped);
                found.keySet().retainAll(items);
                return found;
            }

            @Override
            public List<SkuMapping> ofProduct(TenantId tenant, Sku product) {
                return mapped.values().stream()
                        .filter(mapping -> product.equals(mapping.product()))
                        .toList();
            }

            @Override
            public void save(TenantId tenant, Collection<SkuMapping> mappings) {
                mappings.forEach(mapping -> mapped.put(mapping.item(), mapping));
            }

            @Override
            public void addMissing(TenantId tenant, Collection<SkuMapping> mappings) {
                mappings.forEach(mapping -> mapped.putIfAbsent(mapping.item(), mapping));
            }

            @Override
            public void delete(TenantId tenant, Collection<ChannelItem> items) {
                mapped.keySet().removeAll(items);
            }
        };
    }

    public Bundles bundles() {
        return new Bundles() {
            @Override
            public Map<Sku, Bundle> find(TenantId tenant, Collection<Sku> skus) {
                Map<Sku, Bundle> found = new HashMap<>(bundled);
                found.keySet().retainAll(skus);
                return found;
            }

            @Override
            public List<Sku> containing(TenantId tenant, Sku component) {
                return bundled.values().stream()
                        .filter(bundle -> bundle.components().stream()
                                .anyMatch(part -> part.sku().equals(component)))
                        .map(Bundle::sku)
                        .toList();
            }

            @Override
            public void save(TenantId tenant, Bundle bundle) {
                bundled.put(bundle.sku(), bundle);
            }

            @Override
            public void delete(TenantId tenant, Sku sku) {
                bundled.remove(sku);
            }
        };
    }

    public Products products() {
        return new Products() {
            @Override
            public void save(TenantId tenant, Product product) {
                kept.put(product.sku(), product);
            }

            @Override
            public Optional<Product> find(TenantId tenant, Sku sku) {
                return Optional.ofNullable(kept.get(sku));
            }

            @Override
            public List<Product> list(TenantId tenant, @Nullable Sku after, int limit) {
                return kept.values().stream()
                        .filter(product -> after == null || product.sku().compareTo(after) > 0)
                        .limit(limit)
                        .toList();
            }
        };
    }
}
