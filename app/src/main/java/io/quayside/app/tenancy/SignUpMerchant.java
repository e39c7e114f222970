package io.quayside.app.tenancy;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.persistence.SystemWork;
import io.quayside.app.security.Passwords;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.Tenant;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes a merchant and its first user, both or neither. */
@Component
public class SignUpMerchant {
    private final Users users;
    private final SystemWork system;
    private final EntityManager entities;
    private final Passwords passwords;
    private final Ids ids;
    private final Clock clock;

    public SignUpMerchant(
            Users users, SystemWork system, EntityManager entities, Passwords passwords, Ids ids, Clock clock) {
        this.users = users;
        this.system = system;
        this.entities = entities;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws Problem when the password is too short or too long, or someone signs in with the address already
     * @throws io.quayside.domain.kernel.InvalidValue when the name or the address is not acceptable
     */
    public User signUp(String merchant, String email, String password, Role role) {
        EmailAddress address = new EmailAddress(email);
        String hash = passwords.hash(password);
        if (users.findByEmail(address).isPresent()) {
            throw taken(); // seldom two at once, and then the index below says so, less quietly
        }
        Instant now = clock.instant();
        Tenant tenant = new Tenant(new TenantId(ids.next()), merchant, now);
        User user = new User(ids.next(), tenant.id(), address, hash, role, now);
        try {
            return system.run(() -> {
                entities.persist(new TenantRow(tenant));
                entities.flush(); // the user's row points at it
                entities.persist(new UserRow(user));
                entities.flush(); // while the system role is on
                return user;
            });
        } catch (ConstraintViolationException sameMoment) {
            throw taken();
        }
    }

    private static Problem taken() {
        return new Problem(
                HttpStatus.CONFLICT,
                "email-taken",
                "Someone signs in with this address already",
                "use another e-mail address",
                List.of(new FieldProblem("email", "is taken")));
    }
}
