package io.quayside.domain.tenancy;

import java.util.Optional;
import java.util.UUID;

/** Port: the people who sign in, over all tenants, for signing in starts with nothing but an e-mail address. */
public interface Users {
    /** @throws io.quayside.domain.kernel.InvalidValue when the e-mail address is taken */
    void add(User user);

    Optional<User> findByEmail(EmailAddress email);

    Optional<User> find(UUID id);
}
