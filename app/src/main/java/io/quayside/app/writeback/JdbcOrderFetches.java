package io.quayside.app.writeback;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.OrderFetches;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link OrderFetches} in PostgreSQL. */
@Repository
class JdbcOrderFetches implements OrderFetches {
    /** Platforms tell one change in several webhooks within moments; so long the fetch waits for them. */
    private static final double REST_SECONDS = 0.3;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    JdbcOrderFetches(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public void fetch(TenantId tenant, ConnectionId connection, List<String> externalIds) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO order_fetch (tenant_id, connection_id, external_id, due_at)
                                SELECT c.tenant_id, c.id, e.id, now() + make_interval(secs => ?)
                                FROM connection c CROSS JOIN unnest(?::text[]) AS e (id)
                                WHERE c.tenant_id = ? AND c.id = ? AND c.deleted_at IS NULL ORDER BY e.id
                                ON CONFLICT (tenant_id, connection_id, external_id) DO UPDATE
                                SET changes = order_fetch.changes + 1, attempts = 0,
                                    due_at = least(order_fetch.due_at, excluded.due_at)""")
                .params(
                        REST_SECONDS,
                        externalIds.stream().distinct().toArray(String[]::new),
                        tenant.value(),
                        connection.value())
                .update());
    }

    @Override
    public List<OrderFetch> due(Due due, int most) {
        return unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                SELECT external_id, changes, attempts FROM order_fetch
                                WHERE tenant_id = ? AND connection_id = ? AND due_at <= now()
                                ORDER BY due_at, external_id LIMIT ?""")
                .params(due.tenant().value(), due.connection().value(), most)
                .query((row, number) -> new OrderFetch(row.getString(1), row.getLong(2), row.getInt(3)))
                .list());
    }

    @Override
    public void done(Due due, OrderFetch fetch) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                DELETE FROM order_fetch
                                WHERE tenant_id = ? AND connection_id = ? AND external_id = ? AND changes = ?""")
                .params(due.tenant().value(), due.connection().value(), fetch.externalId(), fetch.changes())
                .update());
    }

    @Override
    public void later(Due due, OrderFetch fetch, Duration wait, boolean counted, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                UPDATE order_fetch SET due_at = now() + ?::interval, attempts = attempts + ?,
                                    problem = left(?, 1000) WHERE tenant_id = ? AND connection_id = ? AND external_id = ?""")
                .params(
                        wait.toString(),
                        counted ? 1 : 0,
                        problem,
                        due.tenant().value(),
                        due.connection().value(),
                        fetch.externalId())
                .update());
    }
}
