package io.quayside.routes.writeback;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.MerchantRefund;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.writeback.ChannelWork.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: shipments, cancellations and refunds that channels are still to be told. Thread-safe. */
public interface OrderWrites {
    /** Those that are due, oldest first. */
    List<OrderWrite> due(Due connection, int most);

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
}
