package io.quayside.app.integrations;

import io.quayside.app.persistence.ConnectionLock;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.FilterSettings;
import io.quayside.domain.orders.OrderFilter;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What follows when a connection's filter is changed. Joins the current unit of work, which is that of the change. */
@Component
class FilterChanges {
    private final JdbcClient jdbc;
    private final Ids ids;

    FilterChanges(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** To be called before the new settings are stored; waits for the orders that are just being judged. */
    void follow(TenantId tenant, ConnectionId connection, Map<String, String> before, Map<String, String> after) {
        OrderFilter old = FilterSettings.of(before);
        OrderFilter changed = FilterSettings.of(after);
        if (changed.equals(old)) {
            return;
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(?, ?)")
                .params(ConnectionLock.SPACE, ConnectionLock.key(connection))
                .query(row -> {});
        judgeAnew(tenant, connection);
        if (reachesFurtherBack(old.firstOrder(), changed.firstOrder())) {
            fetchFromTheStart(tenant, connection);
        }
    }

    private void judgeAnew(TenantId tenant, ConnectionId connection) {
        jdbc.sql(
                        """
                        INSERT INTO order_refilter (tenant_id, connection_id, change) VALUES (?, ?, ?)
                        ON CONFLICT (tenant_id, connection_id) DO UPDATE
                        SET change = excluded.change, after_order = NULL, taken_until = NULL""")
                .params(tenant.value(), connection.value(), ids.next())
                .update();
    }

    private static boolean reachesFurtherBack(
            @org.jspecify.annotations.Nullable Instant old, @org.jspecify.annotations.Nullable Instant changed) {
        return old != null && (changed == null || changed.isBefore(old));
    }

    /** The next fetch is a back-fill again, from the earlier date on; what is known already changes nothing. */
    private void fetchFromTheStart(TenantId tenant, ConnectionId connection) {
        jdbc.sql(
                        """
                        UPDATE sync_cursor SET fetched_until = NULL, next_poll_at = now(), resume_job = NULL,
                            resume_since = NULL, resume_start = NULL, resume_cursor = NULL
                        WHERE tenant_id = ? AND connection_id = ?""")
                .params(tenant.value(), connection.value())
                .update();
    }
}
