package io.quayside.routes;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import java.util.Optional;

/** Port: who a connection belongs to and how to reach it, looked up by nothing but its id. Answers from a short cache. */
@FunctionalInterface
public interface ConnectionDirectory {
    Optional<KnownConnection> find(ConnectionId id);

    /** @param receiving false while the connection is paused: deliveries are kept, nothing is called */
    record KnownConnection(TenantId tenant, Platform platform, boolean receiving, ConnectionAccess access) {}
}
