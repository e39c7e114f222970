package io.quayside.app.integrations;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectionDirectory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Connections by nothing but their id, for the hot path: one look-up across tenants finds the owner, everything else is
 * read as the owner. Remembered for ten seconds, so a change on another instance shows that late; on this one at once.
 */
@Component
class JdbcConnectionDirectory implements ConnectionDirectory {
    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Connections connections;
    private final ConnectionSecrets secrets;
    private final LoadingCache<ConnectionId, Optional<KnownConnection>> known = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build(this::load);

    JdbcConnectionDirectory(
            SystemWork system,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            Connections connections,
            ConnectionSecrets secrets) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.connections = connections;
        this.secrets = secrets;
    }

    @Override
    public Optional<KnownConnection> find(ConnectionId id) {
        return known.get(id);
    }

    /** Forgets it now and once more after the current transaction: in between someone may have read the old state. */
    void forget(ConnectionId id) {
        known.invalidate(id);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    known.invalidate(id);
                }
            });
        }
    }

    private Optional<KnownConnection> load(ConnectionId id) {
        Optional<TenantId> owner =
                system.run(() -> jdbc.sql("SELECT tenant_id FROM connection WHERE id = ? AND deleted_at IS NULL")
                        .param(id.value())
                        .query(UUID.class)
                        .optional()
                        .map(TenantId::new));
        return owner.flatMap(tenant -> unitOfWork.run(
                tenant, () -> connections.find(tenant, id).map(connection -> describe(tenant, connection))));
    }

    private KnownConnection describe(TenantId tenant, Connection connection) {
        return new KnownConnection(
                tenant,
                connection.platform(),
                connection.isActive(),
                new ConnectionAccess(connection.id(), secrets.read(tenant, connection.id()), connection.settings()));
    }
}
