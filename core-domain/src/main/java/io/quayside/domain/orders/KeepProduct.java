package io.quayside.domain.orders;

import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.ProductEvent;
import io.quayside.domain.inventory.ProductEvent.BundleDefined;
import io.quayside.domain.inventory.ProductEvent.BundleDissolved;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds or replaces a product, stocked or a bundle. Orders that waited for it, or hold stock for what it was, follow at
 * once. Lives with the orders because products know nothing of them.
 */
public final class KeepProduct {
    private final ChangeCatalog changes;
    private final Catalog catalog;
    private final Products products;
    private final Bundles bundles;
    private final StockLedger stockLedger;
    private final EventRecorder events;
    private final Ids ids;
    private final Clock clock;

    public KeepProduct(
            ChangeCatalog changes,
            Catalog catalog,
            Products products,
            Bundles bundles,
            StockLedger stockLedger,
            EventRecorder events,
            Ids ids,
            Clock clock) {
        this.changes = changes;
        this.catalog = catalog;
        this.products = products;
        this.bundles = bundles;
        this.stockLedger = stockLedger;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** @param added false when it replaced the one that was there */
        record Kept(boolean added) implements Outcome {}

        /** There is one already, and only a new one was wanted. */
        record Exists() implements Outcome {}

        /** @param field of the product */
        record Refused(String field, String reason) implements Outcome {}
    }

    /**
     * @param bundle of the product's SKU, absent for a product that is stocked itself
     * @param onlyNew whether a product that is there stays as it is
     */
    public Outcome keep(TenantId tenant, Product product, @Nullable Bundle bundle, boolean onlyNew) {
        Change made = changes.make(
                tenant,
                () -> change(tenant, product, bundle, onlyNew),
                change -> change.outcome() instanceof Outcome.Kept ? concerned(product, change) : List.of());
        return made.outcome();
    }

    private Change change(TenantId tenant, Product product, @Nullable Bundle bundle, boolean onlyNew) {
        Sku sku = product.sku();
        Optional<Product> before = products.find(tenant, sku);
        if (before.isPresent() && onlyNew) {
            return Change.none(new Outcome.Exists());
        }
        Bundle old = bundles.find(tenant, List.of(sku)).get(sku);
        Optional<Outcome> refusal = bundle == null || bundle.equals(old)
                ? Optional.empty()
                : whyNot(tenant, bundle).map(reason -> new Outcome.Refused("components", reason));
        if (refusal.isPresent()) {
            return Change.none(refusal.get());
        }
        products.save(tenant, product);
        boolean rebuilt = rebuild(tenant, sku, old, bundle);
        return new Change(new Outcome.Kept(before.isEmpty()), rebuilt);
    }

    private static List<Concerned> concerned(Product product, Change change) {
        Concerned named = new Concerned.Named(product.sku(), product.barcode());
        return change.rebuilt() ? List.of(new Concerned.Wanting(product.sku()), named) : List.of(named);
    }

    private record Change(Outcome outcome, boolean rebuilt) {
        static Change none(Outcome outcome) {
            return new Change(outcome, false);
        }
    }

    /** @return whether orders may want something else of it now */
    private boolean rebuild(TenantId tenant, Sku sku, @Nullable Bundle old, @Nullable Bundle bundle) {
        if (bundle == null) {
            stockLedger.lockOrCreate(tenant, sku);
            if (old != null) {
                bundles.delete(tenant, sku);
                record(tenant, new BundleDissolved(sku));
            }
            return old != null;
        }
        if (!bundle.equals(old)) {
            bundles.save(tenant, bundle);
            record(tenant, new BundleDefined(sku, bundle.components()));
        }
        return !bundle.equals(old);
    }

    private Optional<String> whyNot(TenantId tenant, Bundle bundle) {
        List<Sku> parts =
                bundle.components().stream().map(Bundle.Component::sku).toList();
        Catalog.Known known = catalog.known(tenant, parts);
        for (Sku part : parts) {
            if (known.bundles().containsKey(part)) {
                return Optional.of("'%s' is a bundle itself: name its components instead".formatted(excerpt(part)));
            }
            if (!known.has(part)) {
                return Optional.of("'%s' is not in the catalog: add it first".formatted(excerpt(part)));
            }
        }
        List<Sku> containing = bundles.containing(tenant, bundle.sku());
        if (!containing.isEmpty()) {
            return Optional.of("'%s' is a component of the bundle '%s' and can't be a bundle itself"
                    .formatted(excerpt(bundle.sku()), excerpt(containing.get(0))));
        }
        StockItem own = stockLedger
                .lock(tenant, List.of(bundle.sku()))
                .getOrDefault(bundle.sku(), StockItem.create(bundle.sku()));
        int onHand =
                own.levels().stream().mapToInt(level -> level.onHand().value()).sum();
        return onHand == 0
                ? Optional.empty()
                : Optional.of(
                        "%d units of '%s' itself are on hand, and a bundle has no stock of its own: count them to 0 first"
                                .formatted(onHand, excerpt(bundle.sku())));
    }

    private static String excerpt(Sku sku) {
        return InvalidValue.excerpt(sku.value());
    }

    private void record(TenantId tenant, ProductEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        events.record(List.of(new RecordedEvent(
                ids.next(),
                tenant,
                "product",
                event.sku().value(),
                ChronoUnit.MICROS.between(Instant.EPOCH, now),
                now,
                event)));
    }
}
