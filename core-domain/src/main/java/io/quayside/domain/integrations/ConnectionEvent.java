package io.quayside.domain.integrations;

import io.quayside.domain.kernel.DomainEvent;

/** What happens to connections. */
public sealed interface ConnectionEvent extends DomainEvent {
    ConnectionId connectionId();

    /** Made, or mended after it was broken. */
    record ConnectionEstablished(ConnectionId connectionId, Platform platform, String name)
            implements ConnectionEvent {}

    /** @param reason for the merchant: what happened and what to do */
    record ConnectionBroken(ConnectionId connectionId, Platform platform, String reason) implements ConnectionEvent {}

    record ConnectionPaused(ConnectionId connectionId, Platform platform) implements ConnectionEvent {}

    record ConnectionResumed(ConnectionId connectionId, Platform platform) implements ConnectionEvent {}

    /** Its settings changed; what a channel is told of may be something else now. */
    record ConnectionConfigured(ConnectionId connectionId, Platform platform) implements ConnectionEvent {}
}
