package io.quayside.app.persistence;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Remembers, in the transaction that takes events out of the outbox, which endpoints of merchants are to be told of them:
 * an event is owed exactly once, whatever crashes. One statement for a batch; nothing is stored without an endpoint.
 */
final class WebhookFanOut {
    private final JdbcTemplate jdbc;

    WebhookFanOut(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param events sequence numbers in the outbox, still there */
    void remember(List<Long> events) {
        jdbc.update(
                """
                WITH wanted AS MATERIALIZED (
                    SELECT w.id AS endpoint_id, o.* FROM outbox o
                    JOIN webhook_endpoint w ON w.tenant_id = o.tenant_id AND w.status = 'ACTIVE'
                        AND (w.event_types = '{}' OR o.type = ANY (w.event_types))
                    WHERE o.seq = ANY (?::bigint[])),
                message AS (
                    INSERT INTO webhook_message (tenant_id, event_id, type, aggregate_type, aggregate_id, aggregate_version,
                        payload, occurred_at, created_at)
                    SELECT DISTINCT ON (tenant_id, event_id) tenant_id, event_id, type, aggregate_type, aggregate_id,
                        aggregate_version, payload, occurred_at, now() FROM wanted
                    ON CONFLICT DO NOTHING)
                INSERT INTO webhook_delivery (tenant_id, endpoint_id, event_id, status, next_at, created_at)
                SELECT tenant_id, endpoint_id, event_id, 'PENDING', now(), now() FROM wanted
                ON CONFLICT DO NOTHING""",
                Rows.of(events).bigint(seq -> seq));
    }
}
