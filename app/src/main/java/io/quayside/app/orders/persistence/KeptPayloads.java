package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The way from an order back to what it was made of. */
@Component
public class KeptPayloads {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    KeptPayloads(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** A payload byte for byte as it was received. */
    public record Payload(String deliveryId, byte[] body, Instant receivedAt) {}

    public Optional<Payload> find(TenantId tenant, UUID claim) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT delivery_id, body, received_at"
                        + " FROM raw_payload WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", tenant.value())
                .param("id", claim)
                .query((row, number) -> payload(row))
                .optional());
    }

    private static Payload payload(ResultSet row) throws SQLException {
        return new Payload(
                row.getString("delivery_id"),
                row.getBytes("body"),
                row.getTimestamp("received_at").toInstant());
    }
}
