package io.quayside.connectors.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fetches orders by the platform's API; the safety net under webhooks. */
public interface OrderSource {
    /**
     * One page of the orders that changed at or after {@code since}, oldest change first.
     *
     * @param cursor empty for the first page, else {@link Page#nextCursor} of the page before
     * @throws ConnectorException when the platform refuses or does not answer
     */
    Page changedSince(Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http);

    /**
     * One order as it stands now; empty when the platform does not know it.
     *
     * @throws ConnectorException when the platform refuses or does not answer
     */
    Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http);

    /**
     * @param orders each whole, in a shape that this connector's {@link OrderTranslator} reads, or only {@linkplain
     *     FetchedOrder#seen seen} where the whole order takes calls of its own
     * @param nextCursor empty on the last page
     */
    record Page(List<FetchedOrder> orders, Optional<String> nextCursor) {}

    /**
     * @param version tells one state of the order from another, so that an unchanged order is neither fetched nor imported
     *     twice; the same whether the order came by a list or {@linkplain #one by itself}, unless it may have changed
     *     since without a list showing it
     * @param payload empty when the order was only seen
     */
    record FetchedOrder(String externalId, String version, byte[] payload) {
        public static FetchedOrder seen(String externalId, String version) {
            return new FetchedOrder(externalId, version, new byte[0]);
        }

        public boolean isWhole() {
            return payload.length > 0;
        }
    }
}
