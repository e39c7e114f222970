package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the catalog of a tenant. Every call joins the current unit of work. */
public interface Products {
    /** Adds the product or replaces the one with its SKU. */
    void save(TenantId tenant, Product product);

    Optional<Product> find(TenantId tenant, Sku sku);

    /**
     * By SKU, at most {@code limit}.
     *
     * @param after where the last page ended, absent for the first
     */
    List<Product> list(TenantId tenant, @Nullable Sku after, int limit);
}
