package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A canonical order on its way in.
 *
 * @param deliveryId the sender's id of this delivery, the key of the Idempotent Receiver; the same on every retry and
 *     unique within the connection. At most 200 characters
 * @param rawPayload where the payload it came from is kept (Claim Check), absent for orders typed in by API
 */
public record IncomingOrder(
        ConnectionId connectionId,
        Platform channel,
        String deliveryId,
        Instant receivedAt,
        @Nullable UUID rawPayload,
        CanonicalOrder order) {
    public OrderKey key() {
        return new OrderKey(connectionId, order.externalId());
    }
}
