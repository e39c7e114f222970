package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of an order; what repositories store and give back.
 *
 * @param version 1 when received, one more with each saved change
 * @param content the newest version that the channel told, with the merchant's own edits on top
 * @param allocations stock held for it now
 * @param flags those of the content and those that we found
 * @param heldBy why a person or a rule holds it, empty when free
 * @param rawPayload where the newest payload is kept, see {@link IncomingOrder}
 */
public record OrderState(
        OrderId id,
        ConnectionId connectionId,
        Platform channel,
        long version,
        OrderStatus status,
        Instant importedAt,
        Instant modifiedAt,
        CanonicalOrder content,
        List<Allocation> allocations,
        List<Flag> flags,
        List<String> heldBy,
        @Nullable UUID rawPayload) {
    public OrderState {
        allocations = List.copyOf(allocations);
        flags = List.copyOf(flags);
        heldBy = List.copyOf(heldBy);
    }
}
