package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.TenantId;
import java.util.Optional;

/** Port: the directory of merchants, over all tenants. */
public interface Tenants {
    void add(Tenant tenant);

    Optional<Tenant> find(TenantId id);
}
