package io.quayside.domain.kernel;

/**
 * Something that happened, named in the past tense, made of ids and plain values only. Each context has one sealed
 * family. Event id, tenant, version and time are added once, by {@link RecordedEvent}.
 */
public interface DomainEvent {
    /** The name on the wire and in the timeline: the simple name of the event's record. */
    default String type() {
        return getClass().getSimpleName();
    }
}
