package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one instance, and one thread of it, do a thing to a connection at a time. Kept in the database rather than by a
 * lock of its session, because platforms are called meanwhile and no database connection may wait for them. A holder
 * that dies loses its lease within half a minute: as long as it lives a heartbeat keeps what it holds.
 */
@Component
public class Leases implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    /** How long a lease outlives its holder. */
    private static final Duration TERM = Duration.ofSeconds(30);

    private static final Duration HEARTBEAT = Duration.ofSeconds(8);

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    Leases(UnitOfWork unitOfWork, JdbcClient jdbc, Ids ids) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.ids = ids;
        heart.scheduleWithFixedDelay(this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        for (Lease lease : held) {
            try {
                if (!lease.beat()) {
                    held.remove(lease);
                }
            } catch (RuntimeException databaseAway) { // the next beat may come through in time
                LOG.warn("a lease of connection {} could not be kept: {}", lease.connection, databaseAway.toString());
            }
        }
    }

    @Override
    public void destroy() {
        heart.shutdownNow();
    }

    /** What only one may do at a time. */
    public enum Purpose {
        WRITE,
        FETCH,
        TOKEN,
        WATCH,
        COUNT
    }

    /**
     * Empty while somebody else holds it.
     *
     * @param longest it is held no longer, even when the holder is alive and hangs
     */
    public Optional<Lease> take(TenantId tenant, ConnectionId connection, Purpose purpose, Duration longest) {
        UUID holder = ids.next();
        int taken = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_lease (tenant_id, connection_id, purpose, holder, held_until)
                                SELECT tenant_id, id, ?, ?, now() + make_interval(secs => ?) FROM connection
                                WHERE tenant_id = ? AND id = ?
                                ON CONFLICT (tenant_id, connection_id, purpose) DO UPDATE
                                SET holder = excluded.holder, held_until = excluded.held_until
                                WHERE connection_lease.held_until < now()""")
                .params(purpose.name(), holder, seconds(longest), tenant.value(), connection.value())
                .update());
        if (taken == 0) {
            return Optional.empty();
        }
        Lease lease = new Lease(tenant, connection, purpose, holder, longest);
        held.add(lease);
        return Optional.of(lease);
    }

    private static double seconds(Duration longest) {
        return Math.min(TERM.toMillis(), longest.toMillis()) / 1000.0;
    }

    /** A lease that is held. */
    public final class Lease implements AutoCloseable {
        private final TenantId tenant;
        private final ConnectionId connection;
        private final Purpose purpose;
        private final UUID holder;
        private volatile long endsAt;

        private Lease(TenantId tenant, ConnectionId connection, Purpose purpose, UUID holder, Duration longest) {
            this.tenant = tenant;
            this.connection = connection;
            this.purpose = purpose;
            this.holder = holder;
            this.endsAt = System.nanoTime() + longest.toNanos();
        }

        private boolean beat() {
            long left = endsAt - System.nanoTime();
            return left > 0 && renew(Duration.ofNanos(left));
        }

        /**
         * @param longest from now on
         * @return false when it was lost to somebody else
         */
        public boolean extend(Duration longest) {
            endsAt = System.nanoTime() + longest.toNanos();
            return renew(longest);
        }

        private boolean renew(Duration longest) {
            return unitOfWork.run(tenant, () -> jdbc.sql(
                                    """
                                    UPDATE connection_lease SET held_until = now() + make_interval(secs => ?)
                                    WHERE tenant_id = ? AND connection_id = ? AND purpose = ? AND holder = ?""")
                            .params(seconds(longest), tenant.value(), connection.value(), purpose.name(), holder)
                            .update())
                    > 0;
        }

        @Override
        public void close() {
            held.remove(this);
            unitOfWork.run(tenant, () -> jdbc.sql(
                            """
                                    DELETE FROM connection_lease
                                    WHERE tenant_id = ? AND connection_id = ? AND purpose = ? AND holder = ?""")
                    .params(tenant.value(), connection.value(), purpose.name(), holder)
                    .update());
        }
    }
}
