package io.quayside.connectors.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts the orders of a platform, by a way other than that of their import where the platform has one: what was missed
 * there must not be missed here for the same reason (field-lesson 14).
 */
@FunctionalInterface
public interface OrderCensus {
    /**
     * One page of the ids of all orders that were placed in {@code [from, until)} and that an import would take, by the
     * platform's own time of placing.
     *
     * @param until at least {@link #shownAfter} ago
     * @param cursor empty for the first page, else {@link Page#nextCursor} of the page before
     * @throws ConnectorException when the platform refuses or does not answer
     */
    Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http);

    /** How long after it was placed an order can still be absent from the platform's lists. */
    default Duration shownAfter() {
        return Duration.ZERO;
    }

    /**
     * @param orders in any order
     * @param nextCursor empty on the last page
     */
    record Page(List<Seen> orders, Optional<String> nextCursor) {}

    record Seen(String externalId, Instant placedAt) {}
}
