package io.quayside.app.tenancy;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "tenant")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class TenantRow {
    @Id
    @Column(name = "tenant_id")
    private UUID id;

    private String name;

    @Column(name = "created_at")
    private Instant createdAt;

    protected TenantRow() {}

    TenantRow(Tenant tenant) {
        this.id = tenant.id().value();
        this.name = tenant.name();
        this.createdAt = tenant.createdAt();
    }

    Tenant toDomain() {
        return new Tenant(new TenantId(id), name, createdAt);
    }
}
