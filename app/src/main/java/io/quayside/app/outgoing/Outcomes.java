package io.quayside.app.outgoing;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down what came of a call: the attempt, when it is tried again, and how the endpoint fares. */
@Component
class Outcomes {
    private static final int GONE = 410;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final OutgoingSettings settings;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    Outcomes(UnitOfWork unitOfWork, JdbcClient jdbc, OutgoingSettings settings, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param status absent when no answer came
     * @param error empty for success
     * @param answer how it began
     * @param retryAfter as the receiver asked
     */
    record Call(
            Instant at,
            Duration took,
            @Nullable Integer status,
            String error,
            String answer,
            Optional<Duration> retryAfter) {
        boolean isSuccess() {
            return error.isEmpty();
        }
    }

    /** @return whether the endpoint may be called on at once */
    boolean note(TenantId tenant, UUID endpoint, UUID event, int step, Call call) {
        return unitOfWork.run(tenant, () -> {
            Optional<Duration> wait = call.isSuccess() ? Optional.empty() : waitAfter(step + 1, call);
            String status = call.isSuccess() ? "DELIVERED" : wait.isPresent() ? "PENDING" : "FAILED";
            OffsetDateTime now = utc(clock.instant());
            // no row: the endpoint was deleted meanwhile
            Optional<Integer> number = jdbc.sql(
                            """
                            UPDATE webhook_delivery SET status = :status, attempts = attempts + 1, step = step + 1,
                                next_at = :next, last_status = :code, last_error = :error,
                                done_at = CASE WHEN :status <> 'PENDING' THEN :now::timestamptz END
                            WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND event_id = :event
                            RETURNING attempts""")
                    .param("status", status)
                    .param("next", now.plus(wait.orElse(Duration.ZERO)))
                    .param("code", call.status(), java.sql.Types.INTEGER)
                    .param("error", call.error())
                    .param("now", now)
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("event", event)
                    .query(Integer.class)
                    .optional();
            if (number.isEmpty()) {
                return false;
            }
            jdbc.sql(
                            """
                            INSERT INTO webhook_attempt (tenant_id, endpoint_id, event_id, number, called_at, took_millis, status,
                                error, answer)
                            VALUES (:tenant, :endpoint, :event, :number, :at, :took, :code, :error, :answer)""")
                    .param("tenant", tenant.value())
                    .param("endpoint", endpoint)
                    .param("event", event)
                    .param("number", number.get())
                    .param("at", utc(call.at()))
                    .param("took", call.took().toMillis())
                    .param("code", call.status(), java.sql.Types.INTEGER)
                    .param("error", call.error())
                    .param("answer", call.answer())
                    .update();
            return call.isSuccess() ? well(tenant, endpoint) : failed(tenant, endpoint, call, now);
        });
    }

    private Optional<Duration> waitAfter(int failed, Call call) {
        return RetrySchedule.waitAfter(failed, random).map(wait -> call.retryAfter()
                .filter(asked -> asked.compareTo(wait) > 0)
                .orElse(wait));
    }

    private boolean well(TenantId tenant, UUID endpoint) {
        jdbc.sql(
                        """
                        UPDATE webhook_endpoint SET failing_since = NULL, failures = 0, waits_until = '-infinity'
                        WHERE tenant_id = ? AND id = ? AND failures > 0""")
                .params(tenant.value(), endpoint)
                .update();
        return true;
    }

    private boolean failed(TenantId tenant, UUID endpoint, Call call, OffsetDateTime now) {
        boolean overloaded = call.status() == null || call.status() == 429 || call.status() >= 500;
        int failures = jdbc.sql(
                        """
                        UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, :now), failures = failures + 1
                        WHERE tenant_id = :tenant AND id = :endpoint RETURNING failures""")
                .param("now", now)
                .param("tenant", tenant.value())
                .param("endpoint", endpoint)
                .query(Integer.class)
                .single();
        Duration rest = overloaded ? call.retryAfter().orElse(RetrySchedule.restAfter(failures)) : Duration.ZERO;
        boolean gone = call.status() != null && call.status() == GONE;
        String why = gone
                ? "the receiver says that it is gone (410)"
                : "it failed for %d days without a single success; last: %s"
                        .formatted(settings.disableAfter().toDays(), call.error());
        int disabled = jdbc.sql(
                        """
                        UPDATE webhook_endpoint SET waits_until = :wait,
                            status = CASE WHEN :gone OR failing_since <= :since THEN 'DISABLED' ELSE status END,
                            status_reason = CASE WHEN :gone OR failing_since <= :since THEN :why ELSE status_reason END
                        WHERE tenant_id = :tenant AND id = :endpoint AND status = 'ACTIVE'
                        RETURNING (status = 'DISABLED')::int""")
                .param("wait", now.plus(rest))
                .param("gone", gone)
                .param("since", now.minus(settings.disableAfter()))
                .param("why", why)
                .param("tenant", tenant.value())
                .param("endpoint", endpoint)
                .query(Integer.class)
                .optional()
                .orElse(1);
        return disabled == 0 && !overloaded;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
