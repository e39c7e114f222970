package io.quayside.routes.writeback;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import java.util.List;

/** Port: has the channel asked for orders, one by one, when its limits let it. Thread-safe. */
@FunctionalInterface
public interface OrderRequests {
    /** Durable once it returns; asking twice before it happens is asking once. */
    void fetch(TenantId tenant, ConnectionId connection, List<String> externalIds);
}
