package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import java.time.Instant;

/** A merchant of this installation. */
public record Tenant(TenantId id, String name, Instant createdAt) {
    /** @throws InvalidValue when the name is blank or longer than 100 characters */
    public Tenant {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100) {
            throw new InvalidValue("a merchant's name has 1 to 100 characters");
        }
    }
}
