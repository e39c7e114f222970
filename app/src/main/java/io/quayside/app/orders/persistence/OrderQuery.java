package io.quayside.app.orders.persistence;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.OrderStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a list shows; what is absent or empty does not narrow it.
 *
 * @param flags an order has at least one of them
 * @param text words, each of which some word of the order begins with: number, external id, people, SKUs
 * @param from orders placed at this time or later
 * @param to orders placed before this time
 */
public record OrderQuery(
        Set<OrderStatus> statuses,
        Set<Flag.Code> flags,
        @Nullable Platform channel,
        @Nullable ConnectionId connection,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {
    public OrderQuery {
        statuses = Set.copyOf(statuses);
        flags = Set.copyOf(flags);
    }

    /** Whether only the index of words can find them. */
    boolean asksForWords() {
        return text != null || !flags.isEmpty();
    }

    /** The same without its statuses. */
    public OrderQuery ofAnyStatus() {
        return new OrderQuery(Set.of(), flags, channel, connection, text, from, to);
    }
}
