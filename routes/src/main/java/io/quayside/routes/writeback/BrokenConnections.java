package io.quayside.routes.writeback;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;

/** Port: takes note that a platform refuses a connection until its merchant acts. */
@FunctionalInterface
public interface BrokenConnections {
    /** @param reason for the merchant: what happened and what to do */
    void broken(TenantId tenant, ConnectionId connection, String reason);
}
