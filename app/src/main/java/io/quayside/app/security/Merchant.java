package io.quayside.app.security;

import io.quayside.domain.kernel.TenantId;
import java.util.Set;

/**
 * Who is calling, as a parameter of controller methods. Everything a caller may see or change belongs to its tenant.
 *
 * @param name the user's e-mail address or the API key's name, for timelines and activity logs
 * @param operator whether the caller runs this installation
 * @param scopes {@code orders:read}, {@code orders:write}…; {@code *} for all. A signed-in user has all
 */
public record Merchant(TenantId tenant, String name, boolean operator, Set<String> scopes) {
    public static final String ANY_SCOPE = "*";

    public Merchant {
        scopes = Set.copyOf(scopes);
    }

    /** @throws MissingScope when the caller's API key does not hold the scope; answered with 403 */
    public void require(String scope) {
        if (!scopes.contains(ANY_SCOPE) && !scopes.contains(scope)) {
            throw new MissingScope(scope);
        }
    }
}
