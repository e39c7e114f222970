package io.quayside.app.outgoing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What endpoints were told, what came of it, and telling them again. */
@Component
class DeliveryLog {
    private static final int MOST_AGAIN = 10_000;
    private static final String COLUMNS =
            """
            SELECT d.event_id, m.type, m.aggregate_id, d.status, d.attempts, d.next_at, d.last_status, d.last_error,
                d.created_at, d.done_at
            FROM webhook_delivery d JOIN webhook_message m ON m.tenant_id = d.tenant_id AND m.event_id = d.event_id
            WHERE d.tenant_id = :tenant AND d.endpoint_id = :endpoint""";

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    DeliveryLog(UnitOfWork unitOfWork, JdbcClient jdbc, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    enum Status {
        PENDING,
        DELIVERED,
        /** Given up after the last attempt of the schedule. */
        FAILED
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Delivery(
            @Schema(description = "The webhook-id, the same on every attempt") UUID eventId,
            String type,
            @Schema(description = "What it is about: an order's id, a SKU, a connection's id") String aggregateId,
            Status status,
            int attempts,
            @Schema(description = "When it is sent next, while pending") @Nullable Instant nextAt,
            @Schema(description = "The receiver's last HTTP status") @Nullable Integer lastStatus,
            @Schema(description = "Why the last attempt failed; empty when it did not") String lastError,
            Instant createdAt,
            @Nullable Instant doneAt) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Attempt(
            int number,
            Instant at,
            long tookMillis,
            @Schema(description = "Absent when no answer came") @Nullable Integer status,
            String error,
            @Schema(description = "How the answer began") String answer) {}

    record DeliveryDetail(
            Delivery delivery,
            @Schema(description = "The event's own fields, as under 'data'", implementation = Object.class)
                    @JsonRawValue
                    String data,
            @Schema(description = "The newest first, at most 100") List<Attempt> attempts) {}

    Page<Delivery> list(TenantId tenant, UUID endpoint, @Nullable Status status, PageRequest page) {
        Cursor after = page.after(2).orElse(Cursor.of("9999-12-31T00:00:00Z", new UUID(-1, -1)));
        List<Delivery> found = unitOfWork.run(tenant, () -> jdbc.sql(COLUMNS
                        + (status == null ? "" : " AND d.status = '%s'".formatted(status.name()))
                        + " AND (d.created_at, d.event_id) < (:at, :event)"
                        + " ORDER BY d.created_at DESC, d.event_id DESC LIMIT :limit")
                .param("tenant", tenant.value())
                .param("endpoint", endpoint)
                .param("at", after.instant(0).atOffset(ZoneOffset.UTC))
                .param("event", after.uuid(1))
                .param("limit", page.size() + 1)
                .query(DeliveryLog::read)
                .list());
        return Page.of(found, page.size(), last -> Cursor.of(last.createdAt(), last.eventId()));
    }

    DeliveryDetail show(TenantId tenant, UUID endpoint, UUID event) {
        return unitOfWork.run(tenant, () -> {
            Delivery delivery = jdbc.sql(COLUMNS + " AND d.event_id = :event")
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("event", event)
                    .query(DeliveryLog::read)
                    .optional()
                    .orElseThrow(() -> Problem.notFound("delivery"));
            String data = jdbc.sql("SELECT payload::text FROM webhook_message WHERE tenant_id = ? AND event_id = ?")
                    .params(tenant.value(), event)
                    .query(String.class)
                    .single();
            List<Attempt> attempts = jdbc.sql(
                            """
                            SELECT number, called_at, took_millis, status, error, answer FROM webhook_attempt
                            WHERE tenant_id = ? AND endpoint_id = ? AND event_id = ? ORDER BY number DESC LIMIT 100""")
                    .params(tenant.value(), endpoint, event)
                    .query((row, number) -> new Attempt(
                            row.getInt("number"),
                            row.getObject("called_at", OffsetDateTime.class).toInstant(),
                            row.getLong("took_millis"),
                            row.getObject("status", Integer.class),
                            row.getString("error"),
                            row.getString("answer")))
                    .list();
            return new DeliveryDetail(delivery, data, attempts);
        });
    }

    /** Sends one again under the same id, delivered or not. */
    void again(TenantId tenant, UUID endpoint, UUID event) {
        unitOfWork.execute(tenant, () -> {
            int due = jdbc.sql(
                            """
                            UPDATE webhook_delivery SET status = 'PENDING', step = 0, next_at = :now, done_at = NULL
                            WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND event_id = :event""")
                    .param("now", now())
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("event", event)
                    .update();
            if (due == 0) {
                throw Problem.notFound("delivery");
            }
            callAtOnce(tenant, endpoint);
        });
    }

    /** What was created in this time and is not on its way already, oldest first. */
    int again(TenantId tenant, UUID endpoint, Instant since, Instant until, boolean deliveredToo) {
        return unitOfWork.run(tenant, () -> {
            callAtOnce(tenant, endpoint);
            return jdbc.sql(
                            """
                            UPDATE webhook_delivery SET status = 'PENDING', step = 0, next_at = :now, done_at = NULL
                            WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND event_id IN (
                                SELECT event_id FROM webhook_delivery
                                WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND created_at >= :since
                                  AND created_at < :until AND (status = 'FAILED' OR status = 'DELIVERED' AND :delivered)
                                ORDER BY created_at, event_id LIMIT :most)""")
                    .param("now", now())
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("since", since.atOffset(ZoneOffset.UTC))
                    .param("until", until.atOffset(ZoneOffset.UTC))
                    .param("delivered", deliveredToo)
                    .param("most", MOST_AGAIN)
                    .update();
        });
    }

    /** An event that means nothing, for the receiver to see that it hears. */
    Delivery test(TenantId tenant, UUID endpoint) {
        UUID event = ids.next();
        return unitOfWork.run(tenant, () -> {
            jdbc.sql(
                            """
                            INSERT INTO webhook_message (tenant_id, event_id, type, aggregate_type, aggregate_id,
                                aggregate_version, payload, occurred_at, created_at)
                            VALUES (:tenant, :event, :type, 'webhook', :aggregate, 1,
                                '{"message":"This is a test. Nothing happened."}', :now, :now)""")
                    .param("tenant", tenant.value())
                    .param("event", event)
                    .param("type", EventTypes.TEST)
                    .param("aggregate", endpoint.toString())
                    .param("now", now())
                    .update();
            jdbc.sql(
                            """
                            INSERT INTO webhook_delivery (tenant_id, endpoint_id, event_id, status, next_at, created_at)
                            VALUES (:tenant, :endpoint, :event, 'PENDING', :now, :now)""")
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("event", event)
                    .param("now", now())
                    .update();
            callAtOnce(tenant, endpoint);
            return show(tenant, endpoint, event).delivery();
        });
    }

    private void callAtOnce(TenantId tenant, UUID endpoint) {
        jdbc.sql("UPDATE webhook_endpoint SET waits_until = '-infinity' WHERE tenant_id = ? AND id = ?")
                .params(tenant.value(), endpoint)
                .update();
    }

    private static Delivery read(ResultSet row, int number) throws SQLException {
        Status status = Status.valueOf(row.getString("status"));
        return new Delivery(
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("aggregate_id"),
                status,
                row.getInt("attempts"),
                status == Status.PENDING ? Endpoints.instant(row, "next_at") : null,
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Endpoints.instant(row, "done_at"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
