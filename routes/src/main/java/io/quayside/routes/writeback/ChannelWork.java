package io.quayside.routes.writeback;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Port: at which channels something is to be done: {@linkplain OrderFetches orders to fetch}, {@linkplain OrderWrites
 * shipments, cancellations, refunds} and {@linkplain StockWrites stock} to tell. Durable; a write stays until the channel
 * confirmed it, it was parked at the dead-letter desk, or its connection is deleted. While a connection is paused or
 * broken its writes wait.
 */
public interface ChannelWork {
    /** Remembers what follows from events; the same event twice changes nothing. */
    void remember(List<EventNotice> events);

    /** Connections that are active and have something due, at most so many. */
    List<Due> due(int most);

    /** Only one instance writes to a connection at a time; empty when another one does. */
    Optional<Turn> takeTurn(Due connection);

    /** @param payload the event's JSON, see {@link io.quayside.routes.relay.EventMessages} */
    record EventNotice(UUID eventId, TenantId tenant, String type, String aggregateId, byte[] payload) {}

    record Due(TenantId tenant, ConnectionId connection) {}

    /** Ends with {@link #close}, or by itself some minutes after the holder died. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
