package io.quayside.app.outgoing;

import io.quayside.app.http.Problem;
import io.quayside.app.security.SecretCipher;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The endpoints of merchants, with their secrets, which are encrypted before they reach the database. */
@Component
class Endpoints {
    static final int MOST = 20;
    private static final String ALL =
            """
            SELECT id, url, description, event_types, status, status_reason, failing_since, old_until, created_at
            FROM webhook_endpoint WHERE tenant_id = ?""";

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final SecretCipher cipher;
    private final OutgoingSettings settings;
    private final Ids ids;
    private final Clock clock;

    Endpoints(
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            SecretCipher cipher,
            OutgoingSettings settings,
            Ids ids,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    enum Status {
        ACTIVE,
        /** By a person; is told of nothing that happens meanwhile. */
        PAUSED,
        /** By the hub, because it failed for too long or said that it is gone. */
        DISABLED
    }

    /**
     * @param eventTypes empty for all
     * @param failingSince absent while the last call went well
     * @param oldSecretUntil while the secret before this one signs too
     */
    record Endpoint(
            UUID id,
            URI url,
            String description,
            List<String> eventTypes,
            Status status,
            String statusReason,
            @Nullable Instant failingSince,
            @Nullable Instant oldSecretUntil,
            Instant createdAt) {}

    /** An endpoint whose secret is shown this once. */
    record WithSecret(Endpoint endpoint, SigningSecret secret) {}

    List<Endpoint> list(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc.sql(ALL + " ORDER BY created_at, id")
                .param(tenant.value())
                .query(Endpoints::read)
                .list());
    }

    /** @throws Problem when there is none of this tenant */
    Endpoint find(TenantId tenant, UUID id) {
        return unitOfWork.run(tenant, () -> jdbc.sql(ALL + " AND id = ?")
                .params(tenant.value(), id)
                .query(Endpoints::read)
                .optional()
                .orElseThrow(() -> Problem.notFound("webhook endpoint")));
    }

    WithSecret add(TenantId tenant, URI url, String description, Set<String> eventTypes) {
        SigningSecret secret = SigningSecret.random();
        UUID id = ids.next();
        return unitOfWork.run(tenant, () -> {
            if (list(tenant).size() >= MOST) {
                throw Problem.conflict(
                        "too-many-endpoints",
                        "There are too many endpoints",
                        "at most %d are possible: delete one that is not needed".formatted(MOST));
            }
            jdbc.sql(
                            """
                            INSERT INTO webhook_endpoint (tenant_id, id, url, description, event_types, status, secret, created_at)
                            VALUES (?, ?, ?, ?, ?, 'ACTIVE', ?, ?)""")
                    .params(
                            tenant.value(),
                            id,
                            url.toString(),
                            description,
                            eventTypes.stream().sorted().toArray(String[]::new),
                            cipher.encrypt(secret.text(), place(id)),
                            now())
                    .update();
            return new WithSecret(find(tenant, id), secret);
        });
    }

    /** Begins anew: an endpoint that is made active again is called at once. */
    Endpoint change(TenantId tenant, UUID id, URI url, String description, Set<String> eventTypes, Status status) {
        return unitOfWork.run(tenant, () -> {
            int changed = jdbc.sql(
                            """
                            UPDATE webhook_endpoint SET url = ?, description = ?, event_types = ?, status = ?,
                                status_reason = CASE WHEN status = ? THEN status_reason ELSE '' END,
                                failing_since = CASE WHEN status = ? THEN failing_since END,
                                failures = 0, waits_until = '-infinity'
                            WHERE tenant_id = ? AND id = ?""")
                    .params(
                            url.toString(),
                            description,
                            eventTypes.stream().sorted().toArray(String[]::new),
                            status.name(),
                            status.name(),
                            status.name(),
                            tenant.value(),
                            id)
                    .update();
            if (changed == 0) {
                throw Problem.notFound("webhook endpoint");
            }
            return find(tenant, id);
        });
    }

    /** The secret before it goes on signing for a while, so that the receiver can change over without a gap. */
    WithSecret rotate(TenantId tenant, UUID id) {
        SigningSecret secret = SigningSecret.random();
        return unitOfWork.run(tenant, () -> {
            int changed = jdbc.sql(
                            """
                            UPDATE webhook_endpoint SET old_secret = secret, old_until = ?, secret = ?
                            WHERE tenant_id = ? AND id = ?""")
                    .params(
                            now().plus(settings.keepOldSecret()),
                            cipher.encrypt(secret.text(), place(id)),
                            tenant.value(),
                            id)
                    .update();
            if (changed == 0) {
                throw Problem.notFound("webhook endpoint");
            }
            return new WithSecret(find(tenant, id), secret);
        });
    }

    void remove(TenantId tenant, UUID id) {
        unitOfWork.execute(tenant, () -> {
            if (jdbc.sql("DELETE FROM webhook_endpoint WHERE tenant_id = ? AND id = ?")
                            .params(tenant.value(), id)
                            .update()
                    == 0) {
                throw Problem.notFound("webhook endpoint");
            }
        });
    }

    /** Where to send to now and how to sign: the newest secret first; empty when it is not to be called. */
    Optional<Receiver> receiver(TenantId tenant, UUID id) {
        Instant now = clock.instant();
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT url, secret, old_secret, old_until FROM webhook_endpoint
                        WHERE tenant_id = ? AND id = ? AND status = 'ACTIVE'""")
                .params(tenant.value(), id)
                .query((row, number) -> {
                    List<SigningSecret> secrets = new ArrayList<>();
                    secrets.add(new SigningSecret(cipher.decrypt(row.getBytes("secret"), place(id))));
                    Instant oldUntil = instant(row, "old_until");
                    if (oldUntil != null && now.isBefore(oldUntil)) {
                        secrets.add(new SigningSecret(cipher.decrypt(row.getBytes("old_secret"), place(id))));
                    }
                    return new Receiver(URI.create(row.getString("url")), secrets);
                })
                .optional());
    }

    record Receiver(URI url, List<SigningSecret> secrets) {}

    private static Endpoint read(ResultSet row, int number) throws SQLException {
        return new Endpoint(
                row.getObject("id", UUID.class),
                URI.create(row.getString("url")),
                row.getString("description"),
                List.of((String[]) row.getArray("event_types").getArray()),
                Status.valueOf(row.getString("status")),
                row.getString("status_reason"),
                instant(row, "failing_since"),
                instant(row, "old_until"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String place(UUID endpoint) {
        return "webhook-endpoint/" + endpoint;
    }
}
