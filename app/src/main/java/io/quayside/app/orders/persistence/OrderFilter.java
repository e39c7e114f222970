package io.quayside.app.orders.persistence;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.orders.OrderStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a list shows; what is absent or empty does not narrow it.
 *
 * @param text found anywhere in number, external id, people or SKUs, in any letter case
 * @param from orders placed at this time or later
 * @param to orders placed before this time
 */
public record OrderFilter(
        Set<OrderStatus> statuses,
        @Nullable Platform channel,
        @Nullable ConnectionId connection,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {
    public OrderFilter {
        statuses = Set.copyOf(statuses);
    }
}
