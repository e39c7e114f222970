package io.quayside.app.tenancy;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.stereotype.Component;

/** Who can sign in, seen as the narrow system role: before the log-in there is no tenant. */
@Component
class JpaUsers implements Users {
    private final SystemWork system;
    private final EntityManager entities;

    JpaUsers(SystemWork system, EntityManager entities) {
        this.system = system;
        this.entities = entities;
    }

    @Override
    public void add(User user) {
        try {
            system.run(() -> {
                entities.persist(new UserRow(user));
                entities.flush(); // while the system role is on
                return user;
            });
        } catch (PersistenceException failure) {
            if (failure instanceof ConstraintViolationException) {
                throw new InvalidValue("someone signs in with this e-mail address already: use another one");
            }
            throw failure;
        }
    }

    @Override
    public Optional<User> findByEmail(EmailAddress email) {
        return find("FROM UserRow u WHERE u.email = :wanted", email.value());
    }

    @Override
    public Optional<User> find(UUID id) {
        return find("FROM UserRow u WHERE u.key.id = :wanted", id);
    }

    private Optional<User> find(String query, Object wanted) {
        return system.run(() -> entities.createQuery(query, UserRow.class)
                .setParameter("wanted", wanted)
                .getResultStream()
                .findFirst()
                .map(UserRow::toDomain));
    }
}
