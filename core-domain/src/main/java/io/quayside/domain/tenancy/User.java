package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A person who signs in for a tenant.
 *
 * @param passwordHash made and checked outside the core; never shown
 */
public record User(UUID id, TenantId tenantId, EmailAddress email, String passwordHash, Role role, Instant createdAt) {
    /** Without the hash. */
    @Override
    public String toString() {
        return "User[%s, %s, %s]".formatted(id, email, role);
    }
}
