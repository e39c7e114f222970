package io.quayside.app.integrations;

import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.writeback.BrokenConnections;
import org.springframework.stereotype.Component;

/** Remembers that a platform refuses us until its merchant acts. */
@Component
public class ConnectionHealth implements BrokenConnections {
    private final UnitOfWork unitOfWork;
    private final Connections connections;
    private final ConnectionActivity activity;
    private final JdbcConnectionDirectory directory;

    ConnectionHealth(
            UnitOfWork unitOfWork,
            Connections connections,
            ConnectionActivity activity,
            JdbcConnectionDirectory directory) {
        this.unitOfWork = unitOfWork;
        this.connections = connections;
        this.activity = activity;
        this.directory = directory;
    }

    @Override
    public void broken(TenantId tenant, ConnectionId id, String reason) {
        unitOfWork.run(tenant, () -> {
            connections.find(tenant, id).filter(Connection::isActive).ifPresent(connection -> {
                connections.save(tenant, connection.markBroken(reason));
                activity.record(tenant, id, Kind.BROKEN, reason);
                directory.forget(id);
            });
            return id;
        });
    }
}
