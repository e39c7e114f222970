package io.quayside.app.security;

import io.quayside.app.http.Problem;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.User;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Links with which a person chooses a password: sent after it was forgotten, or as an invitation. Each is good once and
 * for a while, is kept as a hash, and a newer one ends the older ones. Choosing a password ends every session.
 */
@Component
public class AccountLinks {
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Ids ids;
    private final Clock clock;

    AccountLinks(UnitOfWork unitOfWork, SystemWork system, JdbcClient jdbc, Passwords passwords, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a link is for. */
    public enum Purpose {
        RESET(Duration.ofHours(1)),
        INVITATION(Duration.ofDays(7));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }

        public Duration life() {
            return life;
        }
    }

    /** The token of a new link. */
    public String issue(User user, Purpose purpose) {
        String token = Secrets.random("ql_");
        unitOfWork.run(user.tenantId(), () -> {
            jdbc.sql("UPDATE account_link SET used_at = ? WHERE tenant_id = ? AND user_id = ? AND used_at IS NULL")
                    .params(now(), user.tenantId().value(), user.id())
                    .update();
            return jdbc.sql(
                            """
                            INSERT INTO account_link (tenant_id, id, user_id, purpose, token_hash, expires_at)
                            VALUES (?, ?, ?, ?, ?, ?)""")
                    .params(
                            user.tenantId().value(),
                            ids.next(),
                            user.id(),
                            purpose.name(),
                            Secrets.sha256(token),
                            now().plus(purpose.life()))
                    .update();
        });
        return token;
    }

    /**
     * Uses the link up.
     *
     * @return whose password it is now
     * @throws Problem when the link is unknown, too old or was used, or the password is not acceptable
     */
    UUID choosePassword(String token, String password) {
        String hash = passwords.hash(password);
        TenantId tenant = system.run(() -> jdbc.sql("SELECT tenant_id FROM account_link WHERE token_hash = ?")
                        .param(Secrets.sha256(token))
                        .query(UUID.class)
                        .optional()
                        .map(TenantId::new))
                .orElseThrow(AccountLinks::dead);
        return unitOfWork.run(tenant, () -> {
            UUID user = use(tenant, token).orElseThrow(AccountLinks::dead);
            setPassword(tenant, user, hash);
            return user;
        });
    }

    private Optional<UUID> use(TenantId tenant, String token) {
        return jdbc.sql(
                        """
                        UPDATE account_link SET used_at = ?
                        WHERE tenant_id = ? AND token_hash = ? AND used_at IS NULL AND expires_at > ? RETURNING user_id""")
                .params(now(), tenant.value(), Secrets.sha256(token), now())
                .query(UUID.class)
                .optional();
    }

    /** Joins the current unit of work. */
    void setPassword(TenantId tenant, UUID user, String hash) {
        unitOfWork.execute(tenant, () -> {
            jdbc.sql("UPDATE app_user SET password_hash = ? WHERE tenant_id = ? AND id = ?")
                    .params(hash, tenant.value(), user)
                    .update();
            jdbc.sql(
                            "UPDATE refresh_token SET revoked_at = ? WHERE tenant_id = ? AND user_id = ? AND revoked_at IS NULL")
                    .params(now(), tenant.value(), user)
                    .update();
        });
    }

    private static Problem dead() {
        return new Problem(
                HttpStatus.GONE,
                "link-expired",
                "This link does not work any more",
                "it was used before, replaced by a newer one, or is too old: ask for a new one",
                List.of());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
