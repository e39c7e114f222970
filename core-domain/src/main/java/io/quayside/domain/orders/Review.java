package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contradiction that a machine should not settle. It is opened by what an order's flags say, and open as long as the
 * flag stands and no person has resolved it; the order's timeline keeps both.
 *
 * @param id that of the event that opened it
 * @param detail what is odd, in a sentence
 * @param note what the person who resolved it wrote; empty while open or settled by itself
 * @param closedBy who resolved it; empty when it settled by itself
 */
public record Review(
        UUID id,
        OrderId orderId,
        ConnectionId connectionId,
        Flag.Code code,
        String detail,
        Status status,
        Instant openedAt,
        @Nullable Instant closedAt,
        String note,
        String closedBy) {
    /** Where it stands. */
    public enum Status {
        OPEN,
        /** A person looked at it and wrote what came of it. */
        RESOLVED,
        /** The contradiction went away by itself: the channel told something better. */
        SETTLED
    }
}
