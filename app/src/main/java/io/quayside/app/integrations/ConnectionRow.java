package io.quayside.app.integrations;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "connection")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class ConnectionRow {
    @EmbeddedId
    private TenantKey key;

    private String platform;
    private String name;

    @Enumerated(EnumType.STRING)
    private Connection.Status status;

    @Column(name = "status_reason")
    private String statusReason;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> settings;

    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** Noted by {@link WebhookPulse}. */
    @Formula(
            "(SELECT w.last_webhook_at FROM connection_watch w WHERE w.tenant_id = tenant_id AND w.connection_id = id)")
    private @Nullable Instant lastDeliveryAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected ConnectionRow() {}

    ConnectionRow(TenantId tenant, Connection connection) {
        this.key = new TenantKey(tenant.value(), connection.id().value());
        this.platform = connection.platform().name();
        this.createdAt = connection.createdAt();
        become(connection);
    }

    final void become(Connection connection) {
        this.name = connection.name();
        this.status = connection.status();
        this.statusReason = connection.statusReason();
        this.settings = connection.settings();
    }

    void delete(Instant at) {
        this.deletedAt = at;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    Connection toDomain() {
        return new Connection(
                new ConnectionId(key.id()),
                new Platform(platform),
                name,
                status,
                statusReason,
                settings,
                createdAt,
                lastDeliveryAt);
    }
}
