package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The read side of the catalog: products with what bundles are made of, and how many can be sold. */
@Component
public class ProductList {
    private final UnitOfWork unitOfWork;
    private final Products products;
    private final Bundles bundles;
    private final StockList stock;

    ProductList(UnitOfWork unitOfWork, Products products, Bundles bundles, StockList stock) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.bundles = bundles;
        this.stock = stock;
    }

    /**
     * @param components none for a product that is stocked itself
     * @param available units, or whole kits, that can be promised
     */
    public record Entry(Product product, List<Bundle.Component> components, int available) {}

    public Optional<Entry> find(TenantId tenant, Sku sku) {
        return unitOfWork.run(tenant, () -> products.find(tenant, sku)
                .map(product -> entries(tenant, List.of(product)).get(0)));
    }

    /** By SKU. @param after where the last page ended, absent for the first */
    public List<Entry> page(TenantId tenant, @Nullable Sku after, int limit) {
        return unitOfWork.run(tenant, () -> entries(tenant, products.list(tenant, after, limit)));
    }

    private List<Entry> entries(TenantId tenant, List<Product> found) {
        Map<Sku, Bundle> made =
                bundles.find(tenant, found.stream().map(Product::sku).toList());
        Set<Sku> counted = new HashSet<>();
        found.forEach(product -> counted.add(product.sku()));
        made.values().forEach(bundle -> bundle.components().forEach(part -> counted.add(part.sku())));
        Map<Sku, Integer> available = new HashMap<>();
        stock.items(tenant, counted, null).forEach(item -> available.put(item.sku(), item.available()));
        return found.stream()
                .map(product -> {
                    Bundle bundle = made.get(product.sku());
                    return bundle == null
                            ? new Entry(product, List.of(), available.getOrDefault(product.sku(), 0))
                            : new Entry(
                                    product, bundle.components(), bundle.kits(sku -> available.getOrDefault(sku, 0)));
                })
                .toList();
    }
}
