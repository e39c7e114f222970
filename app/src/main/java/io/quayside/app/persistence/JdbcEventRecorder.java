package io.quayside.app.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Events into the transactional outbox, and those of orders into their timeline; two statements for a batch. */
@Repository
public class JdbcEventRecorder implements EventRecorder {
    private static final String ORDER = "order";

    private final JdbcTemplate jdbc;
    private final ObjectMapper mapper = CanonicalJson.mapper();

    public JdbcEventRecorder(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void record(List<RecordedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Row> rows = rows(events);
        jdbc.update(
                """
                INSERT INTO outbox (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_version, type, payload,
                    occurred_at)
                SELECT tenant_id, event_id, aggregate_type, aggregate_id, aggregate_version, type, payload::jsonb,
                    occurred_at::timestamptz
                FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                    WITH ORDINALITY AS e (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_version, type,
                    payload, occurred_at, n) ORDER BY n
                """,
                Rows.of(rows)
                        .uuid(row -> row.event.tenantId().value())
                        .uuid(row -> row.event.eventId())
                        .text(row -> row.event.aggregateType())
                        .text(row -> row.event.aggregateId())
                        .bigint(row -> row.event.aggregateVersion())
                        .text(row -> row.event.event().type())
                        .text(Row::json)
                        .asText(row -> row.event.occurredAt()));
        List<Row> ofOrders = rows.stream()
                .filter(row -> row.event.aggregateType().equals(ORDER))
                .toList();
        if (!ofOrders.isEmpty()) {
            appendTimeline(ofOrders);
        }
    }

    private void appendTimeline(List<Row> rows) {
        jdbc.update(
                """
                INSERT INTO order_event (tenant_id, order_id, order_version, position, event_id, type, payload, occurred_at)
                SELECT tenant_id, order_id, order_version, position, event_id, type, payload::jsonb, occurred_at::timestamptz
                FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                    AS e (tenant_id, order_id, order_version, position, event_id, type, payload, occurred_at)
                """,
                Rows.of(rows)
                        .uuid(row -> row.event.tenantId().value())
                        .uuid(row -> UUID.fromString(row.event.aggregateId()))
                        .bigint(row -> row.event.aggregateVersion())
                        .integer(Row::position)
                        .uuid(row -> row.event.eventId())
                        .text(row -> row.event.event().type())
                        .text(Row::json)
                        .asText(row -> row.event.occurredAt()));
    }

    private List<Row> rows(List<RecordedEvent> events) {
        Map<String, Integer> positions = new HashMap<>();
        List<Row> rows = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            int position = positions.merge(event.aggregateId() + "/" + event.aggregateVersion(), 1, Integer::sum);
            rows.add(new Row(event, position, json(event.event())));
        }
        return rows;
    }

    private String json(DomainEvent event) {
        try {
            return mapper.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event in memory can always be written", e);
        }
    }

    private record Row(RecordedEvent event, int position, String json) {}
}
