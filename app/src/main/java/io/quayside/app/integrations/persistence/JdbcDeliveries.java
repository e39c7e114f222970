package io.quayside.app.integrations.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Deliveries;
import io.quayside.domain.kernel.TenantId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Idempotent Receiver in one statement: the database says which deliveries are new. Camel's own repositories count and
 * then insert, and their keys commit before the work (a crash in between loses the delivery for good).
 */
@Repository
public class JdbcDeliveries implements Deliveries {
    private final JdbcTemplate jdbc;

    public JdbcDeliveries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Delivery> claim(TenantId tenant, Map<Delivery, String> orderOf) {
        // in one order, since a claim waits for another transaction's claim of the same delivery
        List<Delivery> sorted = orderOf.keySet().stream()
                .sorted(Comparator.comparing(
                                (Delivery delivery) -> delivery.connectionId().value())
                        .thenComparing(Delivery::id))
                .toList();
        return new HashSet<>(jdbc.query(
                """
                INSERT INTO delivery (tenant_id, connection_id, delivery_id, external_id)
                SELECT ?::uuid, connection_id, delivery_id, external_id
                FROM unnest(?::uuid[], ?::text[], ?::text[]) AS d (connection_id, delivery_id, external_id)
                ON CONFLICT DO NOTHING RETURNING connection_id, delivery_id
                """,
                Rows.of(sorted)
                        .with(tenant.value())
                        .uuid(delivery -> delivery.connectionId().value())
                        .text(Delivery::id)
                        .text(orderOf::get),
                (row, index) -> new Delivery(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2))));
    }
}
