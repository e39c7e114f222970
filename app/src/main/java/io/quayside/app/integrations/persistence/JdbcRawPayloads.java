package io.quayside.app.integrations.persistence;

import io.quayside.app.persistence.SpringUnitOfWork;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.normalize.RawPayloads;
import io.quayside.routes.receive.ReceivedDelivery;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Received payloads in PostgreSQL, written in batches that the driver rewrites into multi-row inserts. */
@Repository
public class JdbcRawPayloads implements RawPayloads {
    private final JdbcTemplate jdbc;
    private final SpringUnitOfWork unitOfWork;

    public JdbcRawPayloads(JdbcTemplate jdbc, SpringUnitOfWork unitOfWork) {
        this.jdbc = jdbc;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<UUID> keep(List<ReceivedDelivery> deliveries) {
        Map<TenantId, List<ReceivedDelivery>> byTenant = deliveries.stream()
                .collect(Collectors.groupingBy(
                        ReceivedDelivery::tenant,
                        () -> new TreeMap<>((a, b) -> a.value().compareTo(b.value())),
                        Collectors.toList()));
        unitOfWork.runBatch(() -> {
            byTenant.forEach((tenant, own) -> unitOfWork.execute(tenant, () -> insert(own)));
            return Boolean.TRUE;
        });
        return deliveries.stream().map(JdbcRawPayloads::claimOf).toList();
    }

    private void insert(List<ReceivedDelivery> deliveries) {
        List<ReceivedDelivery> sorted = deliveries.stream()
                .sorted((a, b) -> claimOf(a).compareTo(claimOf(b)))
                .toList();
        jdbc.batchUpdate(
                """
                INSERT INTO raw_payload (tenant_id, id, connection_id, delivery_id, topic, body, received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                sorted,
                sorted.size(),
                (statement, delivery) -> {
                    statement.setObject(1, delivery.tenant().value());
                    statement.setObject(2, claimOf(delivery));
                    statement.setObject(3, delivery.connection().value());
                    statement.setString(4, delivery.deliveryId());
                    statement.setString(5, delivery.topic());
                    statement.setBytes(6, delivery.body());
                    statement.setTimestamp(7, Timestamp.from(delivery.receivedAt()));
                });
    }

    private static UUID claimOf(ReceivedDelivery delivery) {
        return RawPayloads.claimOf(delivery.connection(), delivery.deliveryId());
    }
}
