package io.quayside.app.orders.persistence;

import io.quayside.connectors.rest.RestConnector;
import io.quayside.domain.integrations.Connection.Status;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The connections that orders over the API belong to. Each merchant has one by default, made when first needed. */
@Component
public class RestConnections {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Clock clock;

    RestConnections(UnitOfWork unitOfWork, JdbcClient jdbc, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What taking an order in depends on. */
    public record Known(Platform platform, Status status) {}

    /** Empty when the merchant has no such connection, or deleted it. */
    public Optional<Known> find(TenantId tenant, ConnectionId id) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT platform, status FROM connection"
                        + " WHERE tenant_id = :tenant AND id = :id AND deleted_at IS NULL")
                .param("tenant", tenant.value())
                .param("id", id.value())
                .query((row, number) ->
                        new Known(new Platform(row.getString("platform")), Status.valueOf(row.getString("status"))))
                .optional());
    }

    /**
     * The merchant's default connection; its id follows from the merchant's, so that any number of first orders at the
     * same moment make one.
     */
    public ConnectionId byDefault(TenantId tenant) {
        ConnectionId id = new ConnectionId(UUID.nameUUIDFromBytes(("rest/" + tenant).getBytes(StandardCharsets.UTF_8)));
        if (find(tenant, id).isEmpty()) {
            unitOfWork.execute(tenant, () -> jdbc.sql(
                            """
                            INSERT INTO connection (tenant_id, id, platform, name, status, created_at)
                            VALUES (:tenant, :id, :platform, 'REST API', 'ACTIVE', :now)
                            ON CONFLICT (tenant_id, id) DO UPDATE SET deleted_at = NULL, status = 'ACTIVE'
                            WHERE connection.deleted_at IS NOT NULL""")
                    .param("tenant", tenant.value())
                    .param("id", id.value())
                    .param("platform", RestConnector.PLATFORM.name())
                    .param("now", Timestamp.from(clock.instant()))
                    .update());
        }
        return id;
    }
}
