package io.quayside.domain.integrations;

import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;

/** Port: the connections of a tenant. Every call joins the current unit of work. */
public interface Connections {
    Optional<Connection> find(TenantId tenant, ConnectionId id);

    /** All that are not deleted, oldest first. */
    List<Connection> list(TenantId tenant);

    /** Adds the connection or replaces the one with its id. */
    void save(TenantId tenant, Connection connection);

    /** Deleted connections are gone for every other call; their orders stay. An unknown id is no error. */
    void delete(TenantId tenant, ConnectionId id);
}
