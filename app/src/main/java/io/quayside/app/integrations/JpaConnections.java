package io.quayside.app.integrations;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections by Hibernate. Each write is flushed at once: the next row of the transaction may be another tenant's. */
@Component
class JpaConnections implements Connections {
    private final UnitOfWork unitOfWork;
    private final EntityManager entities;
    private final ConnectionSecrets secrets;
    private final Clock clock;

    JpaConnections(UnitOfWork unitOfWork, EntityManager entities, ConnectionSecrets secrets, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.entities = entities;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Optional<Connection> find(TenantId tenant, ConnectionId id) {
        return unitOfWork.run(tenant, () -> Optional.ofNullable(row(tenant, id)).map(ConnectionRow::toDomain));
    }

    @Override
    public List<Connection> list(TenantId tenant) {
        return unitOfWork.run(tenant, () -> entities.createQuery(
                        """
                                FROM ConnectionRow c WHERE c.key.tenantId = :tenant AND c.deletedAt IS NULL
                                ORDER BY c.createdAt, c.key.id""",
                        ConnectionRow.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .map(ConnectionRow::toDomain)
                .toList());
    }

    @Override
    public void save(TenantId tenant, Connection connection) {
        unitOfWork.run(tenant, () -> {
            ConnectionRow row = row(tenant, connection.id());
            if (row == null) {
                entities.persist(new ConnectionRow(tenant, connection));
            } else {
                row.become(connection);
            }
            entities.flush();
            return connection;
        });
    }

    /** Its secrets are erased, not only hidden. */
    @Override
    public void delete(TenantId tenant, ConnectionId id) {
        unitOfWork.run(tenant, () -> {
            ConnectionRow row = row(tenant, id);
            if (row != null) {
                row.delete(clock.instant());
                entities.flush();
                secrets.erase(tenant, id);
            }
            return id;
        });
    }

    private @Nullable ConnectionRow row(TenantId tenant, ConnectionId id) {
        ConnectionRow row = entities.find(ConnectionRow.class, new TenantKey(tenant.value(), id.value()));
        return row == null || row.isDeleted() ? null : row;
    }
}
