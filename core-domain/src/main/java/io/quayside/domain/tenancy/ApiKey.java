package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A key with which a program calls the API for a tenant. The key itself is shown once and never kept.
 *
 * @param prefix its first characters, by which people tell keys apart
 * @param hash of the whole key, lower-case hexadecimal; made outside the core
 * @param scopes what it may do, such as {@code orders:write}
 */
public record ApiKey(
        UUID id, TenantId tenantId, String name, String prefix, String hash, Set<String> scopes, Instant createdAt) {
    /** @throws InvalidValue when the name is blank or too long, or there is no scope */
    public ApiKey {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100) {
            throw new InvalidValue("a key's name has 1 to 100 characters");
        }
        if (scopes.isEmpty()) {
            throw new InvalidValue("a key needs at least one scope");
        }
        scopes = Set.copyOf(scopes);
    }

    public boolean allows(String scope) {
        return scopes.contains(scope);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[%s, %s, %s…]".formatted(id, name, prefix);
    }
}
