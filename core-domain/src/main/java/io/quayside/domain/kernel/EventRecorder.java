package io.quayside.domain.kernel;

import java.util.List;

/**
 * Port: keeps events in the transaction that caused them, in the aggregate's timeline and in the transactional outbox,
 * from where they are relayed in order per aggregate, at least once.
 */
@FunctionalInterface
public interface EventRecorder {
    void record(List<RecordedEvent> events);
}
