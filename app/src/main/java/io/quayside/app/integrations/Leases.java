package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one instance, and one thread of it, do a thing to a connection at a time. Kept in the database rather than by a
 * lock of its session, because platforms are called meanwhile and no database connection may wait for them. A holder
 * that dies loses its lease when the time is up.
 */
@Component
public class Leases {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Ids ids;

    Leases(UnitOfWork unitOfWork, JdbcClient jdbc, Ids ids) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** What only one may do at a time. */
    public enum Purpose {
        WRITE,
        FETCH,
        TOKEN,
        WATCH,
        COUNT
    }

    /** Empty while somebody else holds it. */
    public Optional<Lease> take(TenantId tenant, ConnectionId connection, Purpose purpose, Duration time) {
        UUID holder = ids.next();
        int taken = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_lease (tenant_id, connection_id, purpose, holder, held_until)
                                SELECT tenant_id, id, ?, ?, now() + make_interval(secs => ?) FROM connection
                                WHERE tenant_id = ? AND id = ?
                                ON CONFLICT (tenant_id, connection_id, purpose) DO UPDATE
                                SET holder = excluded.holder, held_until = excluded.held_until
                                WHERE connection_lease.held_until < now()""")
                .params(purpose.name(), holder, time.toMillis() / 1000.0, tenant.value(), connection.value())
                .update());
        return taken == 0 ? Optional.empty() : Optional.of(new Lease(tenant, connection, purpose, holder));
    }

    /** A lease that is held. */
    public final class Lease implements AutoCloseable {
        private final TenantId tenant;
        private final ConnectionId connection;
        private final Purpose purpose;
        private final UUID holder;

        private Lease(TenantId tenant, ConnectionId connection, Purpose purpose, UUID holder) {
            this.tenant = tenant;
            this.connection = connection;
            this.purpose = purpose;
            this.holder = holder;
        }

        /** @return false when it was lost to somebody else */
        public boolean extend(Duration time) {
            return unitOfWork.run(tenant, () -> jdbc.sql(
                                    """
                                    UPDATE connection_lease SET held_until = now() + make_interval(secs => ?)
                                    WHERE tenant_id = ? AND connection_id = ? AND purpose = ? AND holder = ?""")
                            .params(
                                    time.toMillis() / 1000.0,
                                    tenant.value(),
                                    connection.value(),
                                    purpose.name(),
                                    holder)
                            .update())
                    > 0;
        }

        @Override
        public void close() {
            unitOfWork.run(tenant, () -> jdbc.sql(
                            """
                                    DELETE FROM connection_lease
                                    WHERE tenant_id = ? AND connection_id = ? AND purpose = ? AND holder = ?""")
                    .params(tenant.value(), connection.value(), purpose.name(), holder)
                    .update());
        }
    }
}
