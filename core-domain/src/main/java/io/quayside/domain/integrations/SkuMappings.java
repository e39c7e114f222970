package io.quayside.domain.integrations;

import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Port: a tenant's mappings. Every call joins the current unit of work. */
public interface SkuMappings {
    Map<ChannelItem, SkuMapping> find(TenantId tenant, Collection<ChannelItem> items);

    /** By connection and name; those of deleted connections are left out. */
    List<SkuMapping> ofProduct(TenantId tenant, Sku product);

    /** Adds each mapping or replaces the one of its item. */
    void save(TenantId tenant, Collection<SkuMapping> mappings);

    /** Adds those whose items have no mapping; for what we found, which never replaces what a person said. */
    void addMissing(TenantId tenant, Collection<SkuMapping> mappings);

    /** An item without mapping is no error. */
    void delete(TenantId tenant, Collection<ChannelItem> items);
}
