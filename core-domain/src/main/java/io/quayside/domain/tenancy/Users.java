package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: the people who sign in, over all tenants, for signing in starts with nothing but an e-mail address. */
public interface Users {
    /** @throws io.quayside.domain.kernel.InvalidValue when the e-mail address is taken */
    void add(User user);

    Optional<User> findByEmail(EmailAddress email);

    Optional<User> find(UUID id);

    /** Those of one tenant, by address. */
    List<User> list(TenantId tenant);

    /** The role they have from now on; what was issued before says the old one until it expires. */
    void changeRole(User user, Role role);

    /** With everything by which they sign in. */
    void remove(User user);
}
