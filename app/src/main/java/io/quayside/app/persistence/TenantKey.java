package io.quayside.app.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** The primary key that every entity of a tenant has. */
@Embeddable
public record TenantKey(@Column(name = "tenant_id") UUID tenantId, @Column(name = "id") UUID id)
        implements Serializable {}
