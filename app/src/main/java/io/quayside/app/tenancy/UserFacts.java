package io.quayside.app.tenancy;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a list of people shows beside who they are. */
@Component
class UserFacts {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    UserFacts(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    Map<UUID, Facts> of(TenantId tenant) {
        Map<UUID, Facts> facts = new HashMap<>();
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        """
                        SELECT u.id, u.last_login_at, f.confirmed_at IS NOT NULL AS otp
                        FROM app_user u LEFT JOIN second_factor f ON f.tenant_id = u.tenant_id AND f.user_id = u.id
                        WHERE u.tenant_id = ?""")
                .param(tenant.value())
                .query(row -> {
                    OffsetDateTime last = row.getObject("last_login_at", OffsetDateTime.class);
                    facts.put(
                            row.getObject("id", UUID.class),
                            new Facts(last == null ? null : last.toInstant(), row.getBoolean("otp")));
                }));
        return facts;
    }

    record Facts(@Nullable Instant lastLoginAt, boolean oneTimePasswords) {
        static final Facts NONE = new Facts(null, false);
    }
}
