package io.quayside.routes.writeback;

import io.quayside.connectors.spi.StockSink;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.MerchantRefund;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Port: what is still to be done at channels: orders to fetch, shipments, cancellations, refunds and stock to tell. Durable; a write stays until the channel confirmed it, it was parked at the
 * dead-letter desk, or its connection is deleted. While a connection is paused or broken its writes wait.
 */
public interface ChannelWork {
    /** Remembers what follows from events; the same event twice changes nothing. */
    void remember(List<EventNotice> events);

    /** Orders that are to be fetched one by one; asking twice before it happens is asking once. */
    void fetchOrders(TenantId tenant, ConnectionId connection, List<String> externalIds);

    /** Orders that are due to be fetched, longest waiting first. */
    List<OrderFetch> orderFetches(Due connection, int most);

    /** It is queued, or the channel does not know it; a change meanwhile keeps it due. */
    void fetched(Due connection, OrderFetch fetch);

    void later(Due connection, OrderFetch fetch, Duration wait, boolean counted, String problem);

    /** Connections that are active and have something due, at most so many. */
    List<Due> due(int most);

    /** Only one instance writes to a connection at a time; empty when another one does. */
    Optional<Turn> takeTurn(Due connection);

    /** Due shipments, cancellations and refunds, oldest first. */
    List<OrderWrite> orderWrites(Due connection, int most);

    /** The channel confirmed. */
    void confirmed(Due connection, OrderWrite write, String receipt);

    /** @param counted whether it counts as a failed attempt */
    void later(Due connection, OrderWrite write, Duration wait, boolean counted, String problem);

    /** It will not succeed by itself: parked at the dead-letter desk. */
    void parked(Due connection, OrderWrite write, String problem);

    /**
     * A parked write is due again.
     *
     * @return whether there is such a write
     */
    boolean again(TenantId tenant, UUID write);

    /** SKUs whose level the channel may not know, with the level to tell it now. */
    List<StockWrite> stockWrites(Due connection, int most);

    /** What came of them; a SKU that changed meanwhile stays due. */
    void told(Due connection, List<StockWrite> writes, List<StockSink.Result> results);

    void later(Due connection, List<StockWrite> writes, Duration wait, boolean counted, String problem);

    /** @param payload the event's JSON, see {@link io.quayside.routes.relay.EventMessages} */
    record EventNotice(UUID eventId, TenantId tenant, String type, String aggregateId, byte[] payload) {}

    /** @param changes tells whether it was asked for again meanwhile */
    record OrderFetch(String externalId, long changes, int attempts) {}

    record Due(TenantId tenant, ConnectionId connection) {}

    /** Ends with {@link #close}, or by itself some minutes after the holder died. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param shipment present for {@link Kind#SHIP}
     * @param otherReceipts what the channel confirmed of the order's other shipments
     * @param refund present for {@link Kind#REFUND}
     * @param complete whether nothing of the order is left to ship
     */
    record OrderWrite(
            UUID id,
            Kind kind,
            OrderId order,
            String orderExternalId,
            @Nullable Shipment shipment,
            Set<String> otherReceipts,
            @Nullable MerchantRefund refund,
            boolean complete,
            String reason,
            int attempts,
            Instant createdAt) {
        /** What to tell. */
        public enum Kind {
            SHIP,
            CANCEL,
            REFUND
        }
    }

    /**
     * @param sku as the channel calls it
     * @param promised units that open orders of this connection wait for
     * @param changes how often it changed; tells whether it did so again
     */
    record StockWrite(Sku sku, int level, int promised, long changes, int attempts) {}
}
