package io.quayside.app.integrations;

import io.quayside.app.persistence.Rows;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of how well connections work: when webhooks came last, what they missed, what is due to be looked at. */
@Component
class ConnectionWatch {
    private static final int MOST_AT_ONCE = 100;
    /** Weight of the newest gap between two webhooks in the usual one. */
    private static final double NEWEST = 0.2;

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ConnectionWatch(SystemWork system, UnitOfWork unitOfWork, JdbcClient jdbc, JdbcTemplate template) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.template = template;
    }

    record Due(TenantId tenant, ConnectionId connection) {
        static Due read(ResultSet row, int number) throws SQLException {
            return new Due(new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class)));
        }
    }

    /**
     * @param ensuredAt when all webhooks were last known to be in place; empty until then
     * @param problem why they can't be registered; empty when they can
     * @param missed orders that polling found since the last webhook, and no webhook had told
     */
    record Standing(Optional<Instant> ensuredAt, String problem, Optional<Instant> lastWebhookAt, long missed) {
        static final Standing NONE = new Standing(Optional.empty(), "", Optional.empty(), 0);
    }

    /**
     * Connections whose webhooks are to be looked at: by the schedule, or because they are silent for three times as long
     * as usual while polling finds what they should have told.
     *
     * @param least no silence is shorter
     */
    List<Due> dueToEnsure(String[] platforms, Duration least) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id FROM connection c
                        LEFT JOIN connection_watch w ON w.tenant_id = c.tenant_id AND w.connection_id = c.id
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL AND c.platform = ANY (?::text[])
                          AND (coalesce(w.next_ensure_at, '-infinity') <= now()
                            OR w.missed > 0 AND coalesce(w.last_webhook_at, w.ensured_at)
                                < now() - make_interval(secs => greatest(?, 3 * coalesce(w.usual_gap_seconds, 0))))
                        ORDER BY w.next_ensure_at NULLS FIRST LIMIT ?""")
                .params(platforms, least.toMillis() / 1000.0, MOST_AT_ONCE)
                .query(Due::read)
                .list());
    }

    List<Due> dueToCount(String[] platforms) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id FROM connection c
                        LEFT JOIN connection_watch w ON w.tenant_id = c.tenant_id AND w.connection_id = c.id
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL AND c.platform = ANY (?::text[])
                          AND coalesce(w.next_census_at, '-infinity') <= now()
                        ORDER BY w.next_census_at NULLS FIRST LIMIT ?""")
                .params(platforms, MOST_AT_ONCE)
                .query(Due::read)
                .list());
    }

    Standing of(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(
                tenant, () -> jdbc.sql("SELECT * FROM connection_watch WHERE tenant_id = ? AND connection_id = ?")
                        .params(tenant.value(), connection.value())
                        .query((row, number) -> new Standing(
                                Optional.ofNullable(instant(row, "ensured_at")),
                                row.getString("webhook_problem"),
                                Optional.ofNullable(instant(row, "last_webhook_at")),
                                row.getLong("missed")))
                        .optional()
                        .orElse(Standing.NONE));
    }

    /** All webhooks are in place. What they missed until now is no reason any more to look again. */
    void ensured(TenantId tenant, ConnectionId connection, Instant now, Instant next) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_watch (tenant_id, connection_id, ensured_at, next_ensure_at)
                                VALUES (?, ?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE
                                SET ensured_at = excluded.ensured_at, next_ensure_at = excluded.next_ensure_at,
                                    webhook_problem = '', missed = 0""")
                .params(tenant.value(), connection.value(), utc(now), utc(next))
                .update());
    }

    /** @param problem empty to leave what is known */
    void notEnsured(TenantId tenant, ConnectionId connection, String problem, Instant next) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_watch AS w (tenant_id, connection_id, webhook_problem, next_ensure_at)
                                VALUES (?, ?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE
                                SET next_ensure_at = excluded.next_ensure_at, missed = 0,
                                    webhook_problem = coalesce(nullif(excluded.webhook_problem, ''), w.webhook_problem)""")
                .params(tenant.value(), connection.value(), problem, utc(next))
                .update());
    }

    /** Everything is looked at again at once, such as after a connection was mended. */
    void lookAgain(TenantId tenant, ConnectionId connection) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                UPDATE connection_watch SET next_ensure_at = NULL, next_census_at = NULL
                                WHERE tenant_id = ? AND connection_id = ?""")
                .params(tenant.value(), connection.value())
                .update());
    }

    void countAgain(TenantId tenant, ConnectionId connection, @Nullable Instant next) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_watch (tenant_id, connection_id, next_census_at) VALUES (?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE
                                SET next_census_at = excluded.next_census_at""")
                .params(tenant.value(), connection.value(), utc(next))
                .update());
    }

    // ---- outages

    /** What changed since then is to be fetched; an earlier outage that was not fetched yet is not forgotten. */
    void recover(TenantId tenant, ConnectionId connection, Instant since) {
        unitOfWork.execute(tenant, () -> {
            jdbc.sql(
                            """
                            INSERT INTO connection_watch AS w (tenant_id, connection_id, recover_since) VALUES (?, ?, ?)
                            ON CONFLICT (tenant_id, connection_id) DO UPDATE
                            SET recover_since = least(w.recover_since, excluded.recover_since)""")
                    .params(tenant.value(), connection.value(), utc(since))
                    .update();
            jdbc.sql("UPDATE sync_cursor SET next_poll_at = now() WHERE tenant_id = ? AND connection_id = ?")
                    .params(tenant.value(), connection.value())
                    .update();
        });
    }

    Optional<Instant> toRecover(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc
                .sql("SELECT recover_since FROM connection_watch WHERE tenant_id = ? AND connection_id = ?")
                .params(tenant.value(), connection.value())
                .query((row, number) -> Optional.ofNullable(instant(row, "recover_since")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst());
    }

    /** @param since the outage that was fetched; one that was noted meanwhile stays */
    void recovered(TenantId tenant, ConnectionId connection, Instant since) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                UPDATE connection_watch SET recover_since = NULL
                                WHERE tenant_id = ? AND connection_id = ? AND recover_since = ?""")
                .params(tenant.value(), connection.value(), utc(since))
                .update());
    }

    /** Those of the ids of which there is no order here. */
    List<String> unknownOrders(TenantId tenant, ConnectionId connection, Collection<String> externalIds) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT e.id FROM unnest(?::text[]) AS e (id) WHERE NOT EXISTS (
                                    SELECT 1 FROM orders o
                                    WHERE o.tenant_id = ? AND o.connection_id = ? AND o.external_id = e.id)""")
                .params(externalIds.toArray(String[]::new), tenant.value(), connection.value())
                .query(String.class)
                .list());
    }

    /** Polling found orders that no webhook had told. */
    void missed(TenantId tenant, ConnectionId connection, int orders) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO connection_watch AS w (tenant_id, connection_id, missed) VALUES (?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE SET missed = w.missed + excluded.missed""")
                .params(tenant.value(), connection.value(), orders)
                .update());
    }

    /** @param count since the last time that they were noted */
    record Beat(ConnectionId connection, Instant last, int count) {}

    /** Webhooks came; while they come there is no silence. */
    void heard(List<Beat> beats) {
        system.run(() -> {
            template.update(
                    """
                    UPDATE connection_watch w SET missed = 0,
                        usual_gap_seconds = CASE WHEN w.last_webhook_at IS NULL THEN NULL ELSE b.gap * %1$s
                            + (1 - %1$s) * coalesce(w.usual_gap_seconds, b.gap) END,
                        last_webhook_at = greatest(w.last_webhook_at, b.at)
                    FROM (SELECT c.tenant_id, c.id, d.at::timestamptz AS at,
                            greatest(0, extract(epoch FROM d.at::timestamptz - o.last_webhook_at)) / d.count AS gap
                          FROM unnest(?::uuid[], ?::text[], ?::int[]) AS d (id, at, count)
                          JOIN connection c ON c.id = d.id
                          JOIN connection_watch o ON o.tenant_id = c.tenant_id AND o.connection_id = c.id) b
                    WHERE w.tenant_id = b.tenant_id AND w.connection_id = b.id
                    """
                            .formatted(NEWEST),
                    rows(beats).integer(Beat::count));
            return template.update(
                    """
                    INSERT INTO connection_watch (tenant_id, connection_id, last_webhook_at)
                    SELECT c.tenant_id, c.id, d.at::timestamptz FROM unnest(?::uuid[], ?::text[]) AS d (id, at)
                    JOIN connection c ON c.id = d.id ON CONFLICT DO NOTHING
                    """,
                    rows(beats));
        });
    }

    private static Rows<Beat> rows(List<Beat> beats) {
        return Rows.of(beats).uuid(beat -> beat.connection().value()).asText(Beat::last);
    }

    // ---- stock and alarms

    /** @param before SKUs that were stale at the last look */
    record Stale(TenantId tenant, ConnectionId connection, int before, int now) {}

    /** Connections where the number of SKUs has changed whose level waits for its confirmation longer than that. */
    List<Stale> staleStock(Duration longest) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id, coalesce(w.stale_stock, 0), coalesce(s.n, 0) FROM connection c
                        LEFT JOIN (SELECT tenant_id, connection_id, count(*)::int AS n FROM stock_push
                            WHERE due_since < now() - make_interval(secs => ?) GROUP BY 1, 2) s
                            ON s.tenant_id = c.tenant_id AND s.connection_id = c.id
                        LEFT JOIN connection_watch w ON w.tenant_id = c.tenant_id AND w.connection_id = c.id
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL
                          AND coalesce(w.stale_stock, 0) <> coalesce(s.n, 0)""")
                .param(longest.toMillis() / 1000.0)
                .query((row, number) -> new Stale(
                        new TenantId(row.getObject(1, UUID.class)),
                        new ConnectionId(row.getObject(2, UUID.class)),
                        row.getInt(3),
                        row.getInt(4)))
                .list());
    }

    /** @return whether it was this instance that noted it */
    boolean noteStale(Stale stale) {
        return unitOfWork.run(stale.tenant(), () -> jdbc.sql(
                                """
                                INSERT INTO connection_watch AS w (tenant_id, connection_id, stale_stock) VALUES (?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE SET stale_stock = excluded.stale_stock
                                WHERE w.stale_stock = ?""")
                        .params(stale.tenant().value(), stale.connection().value(), stale.now(), stale.before())
                        .update())
                > 0;
    }

    /** Levels that were confirmed longer ago than that are told again, so that a drift does not last. */
    void tellAgain(TenantId tenant, ConnectionId connection, Duration after) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                WITH old AS (SELECT tenant_id, connection_id, sku FROM stock_push
                                    WHERE tenant_id = ? AND connection_id = ? AND due_at IS NULL AND problem = ''
                                      AND confirmed_at < now() - make_interval(secs => ?)
                                    ORDER BY sku FOR UPDATE SKIP LOCKED)
                                UPDATE stock_push p SET changes = changes + 1, due_since = now(),
                                    due_at = now() + random() * interval '10 minutes'
                                FROM old o WHERE p.tenant_id = o.tenant_id AND p.connection_id = o.connection_id
                                    AND p.sku = o.sku""")
                .params(tenant.value(), connection.value(), after.toMillis() / 1000.0)
                .update());
    }

    /** What needs a look at a connection. */
    enum Alarm {
        WEBHOOKS_MISSING,
        ORDERS_MISSING,
        STOCK_UNCONFIRMED
    }

    Map<ConnectionId, List<Alarm>> alarms(TenantId tenant) {
        Map<ConnectionId, List<Alarm>> alarms = new HashMap<>();
        unitOfWork.execute(
                tenant, () -> jdbc.sql("SELECT connection_id, alarm FROM connection_alarm WHERE tenant_id = ?")
                        .param(tenant.value())
                        .query(row -> {
                            alarms.computeIfAbsent(
                                            new ConnectionId(row.getObject("connection_id", UUID.class)),
                                            connection -> new ArrayList<>())
                                    .add(Alarm.valueOf(row.getString("alarm")));
                        }));
        alarms.values().forEach(found -> found.sort(Comparator.naturalOrder()));
        return alarms;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
