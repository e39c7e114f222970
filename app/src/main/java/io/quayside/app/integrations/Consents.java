package io.quayside.app.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.persistence.SystemWork;
import io.quayside.app.security.SecretCipher;
import io.quayside.app.security.Secrets;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Consents under way. The state that comes back in the callback is the only proof of whose consent it is: random, kept
 * as a hash, good once and for a quarter of an hour.
 */
@Component
class Consents {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final TypeReference<Map<String, String>> ANSWERS = new TypeReference<>() {};
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final SecretCipher cipher;
    private final ObjectMapper json;
    private final Clock clock;

    Consents(
            UnitOfWork unitOfWork,
            SystemWork system,
            JdbcClient jdbc,
            SecretCipher cipher,
            ObjectMapper json,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param renews the connection whose credentials are to be replaced; null for a new one
     * @return the state to send along
     */
    String begin(
            TenantId tenant,
            Platform platform,
            String name,
            Map<String, String> answers,
            @Nullable ConnectionId renews) {
        String state = Secrets.random("");
        byte[] sealed = cipher.encrypt(written(answers), place(tenant));
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        unitOfWork.run(tenant, () -> {
            jdbc.sql("DELETE FROM consent WHERE tenant_id = ? AND created_at < ?")
                    .params(tenant.value(), now.minus(LIFE))
                    .update();
            return jdbc.sql(
                            """
                            INSERT INTO consent (tenant_id, state_hash, platform, name, answers, created_at, connection_id)
                            VALUES (?, ?, ?, ?, ?, ?, ?::uuid)""")
                    .params(
                            tenant.value(),
                            Secrets.sha256(state),
                            platform.name(),
                            name,
                            sealed,
                            now,
                            renews == null ? null : renews.value())
                    .update();
        });
        return state;
    }

    /** Empty when the state is unknown, too old, for another platform, or came before. */
    Optional<Pending> take(String state, Platform platform) {
        return system.run(() -> jdbc.sql(
                                """
                                DELETE FROM consent WHERE state_hash = ?
                                RETURNING tenant_id, platform, name, answers, created_at, connection_id""")
                        .param(Secrets.sha256(state))
                        .query(this::read)
                        .optional())
                .filter(pending -> pending.platform().equals(platform))
                .filter(pending -> clock.instant().isBefore(pending.begunAt().plus(LIFE)));
    }

    private Pending read(ResultSet row, int number) throws SQLException {
        TenantId tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        return new Pending(
                tenant,
                new Platform(row.getString("platform")),
                row.getString("name"),
                answers(cipher.decrypt(row.getBytes("answers"), place(tenant))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("connection_id", UUID.class)).map(ConnectionId::new));
    }

    private String written(Map<String, String> answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can always be written", e);
        }
    }

    private Map<String, String> answers(String written) {
        try {
            return json.readValue(written, ANSWERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we wrote ourselves can't be read", e);
        }
    }

    private static String place(TenantId tenant) {
        return "consent/" + tenant;
    }

    /** @param renews the connection whose credentials are to be replaced; empty for a new one */
    record Pending(
            TenantId tenant,
            Platform platform,
            String name,
            Map<String, String> answers,
            Instant begunAt,
            Optional<ConnectionId> renews) {
        /** Without the answers. */
        @Override
        public String toString() {
            return "Pending[" + platform + "]";
        }
    }
}
