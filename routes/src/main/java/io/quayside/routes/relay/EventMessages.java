package io.quayside.routes.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.routes.Headers;
import io.quayside.routes.jmsbatch.QueueMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The form of a domain event on the wire: its envelope as JSON with the event under {@code data}. */
public final class EventMessages {
    private final ObjectMapper mapper = CanonicalJson.mapper();

    /** A relay repeated after a crash sends an event again: subscribers know it by its {@code eventId}. */
    public List<QueueMessage> toMessages(List<Outbox.Entry> events) {
        return events.stream().map(this::toMessage).toList();
    }

    private QueueMessage toMessage(Outbox.Entry event) {
        return new QueueMessage(
                Map.of(
                        Headers.TENANT, event.tenantId().toString(),
                        Headers.EVENT_TYPE, event.type(),
                        Headers.EVENT_ID, event.eventId().toString(),
                        Headers.AGGREGATE, event.aggregateId()),
                toJson(event),
                Optional.of(event.aggregateId()));
    }

    public byte[] toJson(Outbox.Entry event) {
        try {
            return mapper.writeValueAsBytes(new Wire(
                    event.eventId(),
                    event.tenantId(),
                    event.type(),
                    event.aggregateType(),
                    event.aggregateId(),
                    event.aggregateVersion(),
                    event.occurredAt(),
                    new RawValue(event.payload())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was written once can be written again", e);
        }
    }

    private record Wire(
            UUID eventId,
            UUID tenantId,
            String type,
            String aggregateType,
            String aggregateId,
            long aggregateVersion,
            Instant occurredAt,
            RawValue data) {}
}
