package io.quayside.app.tenancy;

import io.quayside.app.persistence.SystemWork;
import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.stereotype.Component;

/** Who can sign in, seen as the narrow system role: before the log-in there is no tenant. */
@Component
class JpaUsers implements Users {
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final EntityManager entities;

    JpaUsers(UnitOfWork unitOfWork, SystemWork system, EntityManager entities) {
        this.unitOfWork = unitOfWork;
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

    @Override
    public List<User> list(TenantId tenant) {
        return unitOfWork.run(tenant, () -> entities.createQuery(
                        "FROM UserRow u WHERE u.key.tenantId = :tenant ORDER BY u.email", UserRow.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .map(UserRow::toDomain)
                .toList());
    }

    @Override
    public void changeRole(User user, Role role) {
        unitOfWork.run(
                user.tenantId(), () -> entities.createQuery("UPDATE UserRow u SET u.role = :role WHERE u.key = :key")
                        .setParameter("role", role)
                        .setParameter("key", new TenantKey(user.tenantId().value(), user.id()))
                        .executeUpdate());
    }

    @Override
    public void remove(User user) {
        unitOfWork.run(user.tenantId(), () -> entities.createQuery("DELETE FROM UserRow u WHERE u.key = :key")
                .setParameter("key", new TenantKey(user.tenantId().value(), user.id()))
                .executeUpdate());
    }

    private Optional<User> find(String query, Object wanted) {
        return system.run(() -> entities.createQuery(query, UserRow.class)
                .setParameter("wanted", wanted)
                .getResultStream()
                .findFirst()
                .map(UserRow::toDomain));
    }
}
