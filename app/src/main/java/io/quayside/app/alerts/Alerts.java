package io.quayside.app.alerts;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what is wrong with what was wrong: new things are raised, mended ones end. */
@Component
@EnableConfigurationProperties(AlertSettings.class)
class Alerts {
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final AlertSettings settings;
    private final Clock clock;

    Alerts(UnitOfWork unitOfWork, SystemWork system, JdbcClient jdbc, AlertSettings settings, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param raisedAt when it began, or when it was last worth telling again */
    record Alert(AlertKind kind, String subject, String detail, Instant raisedAt) {
        static Alert read(ResultSet row, int number) throws SQLException {
            return new Alert(
                    AlertKind.valueOf(row.getString("kind")),
                    row.getString("subject"),
                    row.getString("detail"),
                    row.getObject("raised_at", OffsetDateTime.class).toInstant());
        }
    }

    /** Merchants with something wrong, or something that was. */
    List<TenantId> concerned() {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT tenant_id FROM connection WHERE status = 'BROKEN' AND deleted_at IS NULL
                        UNION SELECT tenant_id FROM connection_alarm
                        UNION SELECT tenant_id FROM dead_letter WHERE status = 'OPEN'
                        UNION SELECT tenant_id FROM reorder_point
                        UNION SELECT tenant_id FROM webhook_endpoint WHERE status = 'DISABLED'
                        UNION SELECT tenant_id FROM alert""")
                .query((row, number) -> new TenantId(row.getObject(1, UUID.class)))
                .list());
    }

    /** Safe to run on several instances at once. */
    void refresh(TenantId tenant) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        unitOfWork.execute(tenant, () -> {
            jdbc.sql(
                            """
                            WITH wrong (kind, subject, detail, latest) AS (
                                SELECT 'CONNECTION_BROKEN', id::text, name || ': ' || status_reason, NULL::timestamptz
                                FROM connection WHERE tenant_id = :tenant AND status = 'BROKEN' AND deleted_at IS NULL
                                UNION ALL
                                SELECT 'CONNECTION_ALARM', a.alarm || '/' || c.id, c.name || ': ' || CASE a.alarm
                                        WHEN 'WEBHOOKS_MISSING' THEN
                                            'its platform does not call us; orders are fetched on a schedule meanwhile'
                                        WHEN 'ORDERS_MISSING' THEN 'its platform has orders that are not here'
                                        ELSE 'stock levels are not confirmed, so it may sell what is gone' END, NULL
                                FROM connection_alarm a JOIN connection c
                                    ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
                                WHERE a.tenant_id = :tenant AND c.status = 'ACTIVE' AND c.deleted_at IS NULL
                                UNION ALL
                                SELECT 'DEAD_LETTERS', coalesce(d.connection_id::text, ''),
                                       count(*) || CASE count(*) WHEN 1 THEN ' message' ELSE ' messages' END
                                           || coalesce(' of ' || min(c.name), '') || ' could not be processed',
                                       max(d.parked_at)
                                FROM dead_letter d
                                LEFT JOIN connection c ON c.tenant_id = d.tenant_id AND c.id = d.connection_id
                                WHERE d.tenant_id = :tenant AND d.status = 'OPEN' GROUP BY d.connection_id
                                UNION ALL
                                SELECT 'LOW_STOCK', r.sku,
                                       r.sku || ': ' || coalesce(sum(l.on_hand - l.reserved), 0)
                                           || ' available, reorder point ' || r.units, NULL
                                FROM reorder_point r
                                LEFT JOIN stock_level l ON l.tenant_id = r.tenant_id AND l.sku = r.sku
                                WHERE r.tenant_id = :tenant GROUP BY r.sku, r.units
                                HAVING coalesce(sum(l.on_hand - l.reserved), 0) <= r.units
                                UNION ALL
                                SELECT 'WEBHOOK_DISABLED', id::text,
                                       substring(url FROM '^[a-z]+://[^/]+') || ': ' || status_reason, NULL
                                FROM webhook_endpoint WHERE tenant_id = :tenant AND status = 'DISABLED'),
                            mended AS (
                                DELETE FROM alert a WHERE a.tenant_id = :tenant AND NOT EXISTS
                                    (SELECT FROM wrong w WHERE w.kind = a.kind AND w.subject = a.subject))
                            INSERT INTO alert (tenant_id, kind, subject, detail, raised_at)
                            SELECT :tenant, kind, subject, detail, :now FROM wrong ORDER BY kind, subject
                            ON CONFLICT (tenant_id, kind, subject) DO UPDATE SET detail = excluded.detail,
                                raised_at = CASE WHEN alert.raised_at < :again AND alert.raised_at <
                                    (SELECT w.latest FROM wrong w WHERE w.kind = alert.kind AND w.subject = alert.subject)
                                    THEN excluded.raised_at ELSE alert.raised_at END
                            WHERE alert.detail <> excluded.detail""")
                    .param("tenant", tenant.value())
                    .param("now", now)
                    .param("again", now.minus(settings.repeatAfter()))
                    .update();
        });
    }

    /** What is wrong, newest first. */
    List<Alert> list(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT kind, subject, detail, raised_at FROM alert WHERE tenant_id = ?
                        ORDER BY raised_at DESC, kind, subject LIMIT 1000""")
                .param(tenant.value())
                .query(Alert::read)
                .list());
    }
}
