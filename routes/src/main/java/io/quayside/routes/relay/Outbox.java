package io.quayside.routes.relay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Port: the transactional outbox, read by one instance at a time. */
@FunctionalInterface
public interface Outbox {
    /**
     * Hands over up to {@code most} events, oldest first, and removes them once {@code publish} returns. When it throws
     * they stay. A crash in between repeats them: at least once, in order per aggregate.
     *
     * @return how many were relayed; 0 when there was nothing or another instance is at it
     */
    int relay(int most, Consumer<List<Entry>> publish);

    /** @param payload the event as JSON */
    record Entry(
            UUID eventId,
            UUID tenantId,
            String aggregateType,
            String aggregateId,
            long aggregateVersion,
            String type,
            Instant occurredAt,
            String payload) {}
}
