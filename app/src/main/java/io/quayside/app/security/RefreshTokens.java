package io.quayside.app.security;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, each good for one use and kept as a hash. One that comes a second time was stolen, from the user or
 * by the user's thief: it ends every token that descends from the same log-in.
 */
@Component
class RefreshTokens {
    static final Duration LIFE = Duration.ofDays(30);
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    RefreshTokens(UnitOfWork unitOfWork, SystemWork system, JdbcClient jdbc, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** The first token of a log-in. */
    String start(User user) {
        return unitOfWork.run(user.tenantId(), () -> insert(user.tenantId(), user.id(), ids.next()));
    }

    /**
     * Trades a token for the next one; empty when it is unknown, too old, ended or used before.
     *
     * @param grace for how long after its first use a token may come again: a browser that is closed or reloaded at the
     *     wrong moment never learns of the next one
     */
    Optional<Rotated> rotate(String token, Duration grace) {
        return tenantOf(token)
                .flatMap(tenant -> unitOfWork.run(tenant, () -> {
                    Row row = lock(token);
                    if (row == null) {
                        return Optional.empty();
                    }
                    Instant now = clock.instant();
                    if (row.ended()
                            || (row.usedAt() != null
                                    && !row.usedAt().plus(grace).isAfter(now))) {
                        endFamily(row.family());
                        return Optional.empty();
                    }
                    if (!now.isBefore(row.expiresAt())) {
                        return Optional.empty();
                    }
                    jdbc.sql(
                                    """
                                    UPDATE refresh_token SET used_at = coalesce(used_at, ?)
                                    WHERE tenant_id = ? AND id = ?""")
                            .params(now(), tenant.value(), row.id())
                            .update();
                    return Optional.of(new Rotated(tenant, row.user(), insert(tenant, row.user(), row.family())));
                }));
    }

    /** Ends all tokens of the log-in that this one descends from. An unknown one is no error. */
    void end(String token) {
        tenantOf(token)
                .ifPresent(tenant -> unitOfWork.run(tenant, () -> {
                    Row row = lock(token);
                    return row == null ? 0 : endFamily(row.family());
                }));
    }

    private Optional<TenantId> tenantOf(String token) {
        return system.run(() -> jdbc.sql("SELECT tenant_id FROM refresh_token WHERE token_hash = ?")
                .param(Secrets.sha256(token))
                .query(UUID.class)
                .optional()
                .map(TenantId::new));
    }

    private @Nullable Row lock(String token) {
        return jdbc.sql(
                        """
                        SELECT id, user_id, family, expires_at, used_at, revoked_at IS NOT NULL AS ended
                        FROM refresh_token WHERE token_hash = ? FOR UPDATE""")
                .param(Secrets.sha256(token))
                .query(Row::read)
                .optional()
                .orElse(null);
    }

    private int endFamily(UUID family) {
        return jdbc.sql("UPDATE refresh_token SET revoked_at = ? WHERE family = ? AND revoked_at IS NULL")
                .params(now(), family)
                .update();
    }

    private String insert(TenantId tenant, UUID user, UUID family) {
        String token = Secrets.random("qr_");
        jdbc.sql(
                        """
                        INSERT INTO refresh_token (tenant_id, id, user_id, family, token_hash, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?)""")
                .params(tenant.value(), ids.next(), user, family, Secrets.sha256(token), now().plus(LIFE))
                .update();
        return token;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** @param token the one to use next */
    record Rotated(TenantId tenant, UUID user, String token) {}

    private record Row(UUID id, UUID user, UUID family, Instant expiresAt, @Nullable Instant usedAt, boolean ended) {
        static Row read(ResultSet row, int number) throws SQLException {
            OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("user_id", UUID.class),
                    row.getObject("family", UUID.class),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                    used == null ? null : used.toInstant(),
                    row.getBoolean("ended"));
        }
    }
}
