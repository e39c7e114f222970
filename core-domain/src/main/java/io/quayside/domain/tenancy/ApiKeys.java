package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: API keys. Looking one up by its hash goes over all tenants; everything else joins the current unit of work. */
public interface ApiKeys {
    void add(ApiKey key);

    Optional<ApiKey> findByHash(String hash);

    /** Newest first. */
    List<ApiKey> list(TenantId tenant);

    /** @return whether there was such a key */
    boolean revoke(TenantId tenant, UUID id);
}
