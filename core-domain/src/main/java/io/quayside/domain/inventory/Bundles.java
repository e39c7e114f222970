package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Port: a tenant's bundles. No component of one is itself one. Every call joins the current unit of work. */
public interface Bundles {
    Map<Sku, Bundle> find(TenantId tenant, Collection<Sku> skus);

    /** SKUs of the bundles that have the SKU as a component. */
    List<Sku> containing(TenantId tenant, Sku component);

    /** Adds the bundle or replaces the one with its SKU. */
    void save(TenantId tenant, Bundle bundle);

    void delete(TenantId tenant, Sku sku);
}
