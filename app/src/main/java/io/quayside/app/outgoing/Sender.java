package io.quayside.app.outgoing;

import io.quayside.app.outgoing.Endpoints.Receiver;
import io.quayside.app.outgoing.Outcomes.Call;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.relay.EventMessages;
import io.quayside.routes.relay.Outbox;
import io.quayside.routes.writeback.OutgoingCalls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends what is due at one endpoint, one after the other, and stops when the receiver can't take more. */
@Component
class Sender {
    private static final int ANSWER_KEPT = 1_000;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private final Endpoints endpoints;
    private final Outcomes outcomes;
    private final OutgoingCalls calls;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final EventMessages messages = new EventMessages();

    Sender(
            Endpoints endpoints,
            Outcomes outcomes,
            OutgoingCalls calls,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            Clock clock) {
        this.endpoints = endpoints;
        this.outcomes = outcomes;
        this.calls = calls;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Events that are claimed for this endpoint. */
    record Batch(TenantId tenant, UUID endpoint, List<UUID> events) {}

    private record Due(Outbox.Entry event, int step) {}

    /** @param goOn whether there is time for one more */
    void send(Batch batch, BooleanSupplier goOn) {
        for (int i = 0; i < batch.events().size(); i++) {
            UUID event = batch.events().get(i);
            Optional<Receiver> receiver =
                    goOn.getAsBoolean() ? endpoints.receiver(batch.tenant(), batch.endpoint()) : Optional.empty();
            if (receiver.isEmpty()) {
                release(batch, i);
                return;
            }
            Optional<Due> due = due(batch, event);
            if (due.isPresent()
                    && !outcomes.note(
                            batch.tenant(),
                            batch.endpoint(),
                            event,
                            due.get().step(),
                            call(batch.endpoint(), receiver.get(), due.get().event()))) {
                release(batch, i + 1);
                return;
            }
        }
    }

    /** They were claimed for nothing: due again as they were, once the endpoint has rested. */
    private void release(Batch batch, int from) {
        List<UUID> rest = batch.events().subList(from, batch.events().size());
        unitOfWork.execute(batch.tenant(), () -> jdbc.sql(
                        """
                                UPDATE webhook_delivery SET next_at = ?
                                WHERE tenant_id = ? AND endpoint_id = ? AND event_id = ANY (?) AND status = 'PENDING'""")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        batch.tenant().value(),
                        batch.endpoint(),
                        rest.toArray(UUID[]::new))
                .update());
    }

    private Optional<Due> due(Batch batch, UUID event) {
        return unitOfWork.run(batch.tenant(), () -> jdbc.sql(
                        """
                        SELECT m.*, m.payload::text AS json, d.step FROM webhook_delivery d
                        JOIN webhook_message m ON m.tenant_id = d.tenant_id AND m.event_id = d.event_id
                        WHERE d.tenant_id = ? AND d.endpoint_id = ? AND d.event_id = ? AND d.status = 'PENDING'""")
                .params(batch.tenant().value(), batch.endpoint(), event)
                .query((row, number) -> new Due(
                        new Outbox.Entry(
                                event,
                                batch.tenant().value(),
                                row.getString("aggregate_type"),
                                row.getString("aggregate_id"),
                                row.getLong("aggregate_version"),
                                row.getString("type"),
                                row.getObject("occurred_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("json")),
                        row.getInt("step")))
                .optional());
    }

    private Call call(UUID endpoint, Receiver receiver, Outbox.Entry event) {
        byte[] body = messages.toJson(event);
        Instant at = clock.instant();
        long started = System.nanoTime();
        String id = event.eventId().toString();
        String timestamp = Long.toString(at.getEpochSecond());
        String signatures = receiver.secrets().stream()
                .map(secret -> secret.signature(id, timestamp, body))
                .collect(Collectors.joining(" "));
        try {
            Answer answer = calls.post(
                    endpoint,
                    receiver.url(),
                    Map.of(
                            "Content-Type", "application/json",
                            "webhook-id", id,
                            "webhook-timestamp", timestamp,
                            "webhook-signature", signatures),
                    body);
            return new Call(
                    at,
                    Duration.ofNanos(System.nanoTime() - started),
                    answer.status(),
                    answer.isSuccess() ? "" : "HTTP " + answer.status(),
                    beginning(answer.body()),
                    retryAfter(answer));
        } catch (ConnectorException noAnswer) {
            return new Call(
                    at,
                    Duration.ofNanos(System.nanoTime() - started),
                    null,
                    String.valueOf(noAnswer.getMessage()),
                    "",
                    Optional.empty());
        }
    }

    /** PostgreSQL keeps no zero characters. */
    private static String beginning(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, ANSWER_KEPT), StandardCharsets.UTF_8);
        return text.replace('\0', ' ');
    }

    /** In seconds, as webhook receivers send it. */
    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.header("retry-after")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
    }
}
