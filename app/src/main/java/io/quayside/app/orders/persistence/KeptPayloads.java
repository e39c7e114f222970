package io.quayside.app.orders.persistence;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claim Check (EIP) for orders over the API, and the way from any order back to what it was made of. */
@Component
public class KeptPayloads {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    KeptPayloads(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** A payload byte for byte as it was received. */
    public record Payload(ConnectionId connection, String deliveryId, byte[] body, Instant receivedAt) {}

    /** @param claim a new one, by which it is found again */
    public void keep(TenantId tenant, UUID claim, Payload payload) {
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO raw_payload (tenant_id, id, connection_id, delivery_id, topic, body, received_at)
                        VALUES (:tenant, :id, :connection, :delivery, '', :body, :received) ON CONFLICT DO NOTHING""")
                .param("tenant", tenant.value())
                .param("id", claim)
                .param("connection", payload.connection().value())
                .param("delivery", payload.deliveryId())
                .param("body", payload.body())
                .param("received", Timestamp.from(payload.receivedAt()))
                .update());
    }

    public Optional<Payload> find(TenantId tenant, UUID claim) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT connection_id, delivery_id, body, received_at"
                        + " FROM raw_payload WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", tenant.value())
                .param("id", claim)
                .query((row, number) -> payload(row))
                .optional());
    }

    private static Payload payload(ResultSet row) throws SQLException {
        return new Payload(
                ConnectionId.of(row.getString("connection_id")),
                row.getString("delivery_id"),
                row.getBytes("body"),
                row.getTimestamp("received_at").toInstant());
    }
}
