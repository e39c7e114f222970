package io.quayside.domain.integrations;

import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;

/** Port: the carriers of each connection. */
public interface CarrierMappings {
    /** By the merchant's word, whatever its case; empty when there is none for it. */
    Optional<CarrierMapping> find(TenantId tenant, ConnectionId connection, String carrier);

    /** By the merchant's words. */
    List<CarrierMapping> list(TenantId tenant, ConnectionId connection);

    /** These and no others. */
    void replace(TenantId tenant, ConnectionId connection, List<CarrierMapping> mappings);
}
