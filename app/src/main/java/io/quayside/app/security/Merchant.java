package io.quayside.app.security;

import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who is calling, as a parameter of controller methods. Everything a caller may see or change belongs to its tenant.
 *
 * @param name the user's e-mail address or the API key's name, for timelines and activity logs
 * @param operator whether the caller runs this installation
 * @param scopes {@code orders:read}, {@code orders:write}…; {@code *} for all
 * @param userId absent for an API key
 */
public record Merchant(TenantId tenant, String name, boolean operator, Set<String> scopes, @Nullable UUID userId) {
    public static final String ANY_SCOPE = "*";

    public Merchant {
        scopes = Set.copyOf(scopes);
    }

    /** A program with an API key. */
    public Merchant(TenantId tenant, String name, boolean operator, Set<String> scopes) {
        this(tenant, name, operator, scopes, null);
    }

    /** @throws MissingScope when the caller's API key does not hold the scope; answered with 403 */
    public void require(String scope) {
        if (!scopes.contains(ANY_SCOPE) && !scopes.contains(scope)) {
            throw new MissingScope(scope);
        }
    }

    /**
     * The signed-in person.
     *
     * @throws Problem for an API key, which is nobody
     */
    public UUID person() {
        if (userId == null) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Not allowed",
                    "this is for people: sign in with e-mail address and password instead of an API key",
                    List.of());
        }
        return userId;
    }
}
