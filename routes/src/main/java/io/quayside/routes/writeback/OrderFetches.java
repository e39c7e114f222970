package io.quayside.routes.writeback;

import io.quayside.routes.writeback.ChannelWork.Due;
import java.time.Duration;
import java.util.List;

/** Port: orders that are still to be fetched one by one. Thread-safe. */
public interface OrderFetches extends OrderRequests {
    /** Those that are due, longest waiting first. */
    List<OrderFetch> due(Due connection, int most);

    /** It is queued, or the channel does not know it; a change meanwhile keeps it due. */
    void done(Due connection, OrderFetch fetch);

    /** @param counted whether it counts as a failed attempt */
    void later(Due connection, OrderFetch fetch, Duration wait, boolean counted, String problem);

    /** @param changes tells whether it was asked for again meanwhile */
    record OrderFetch(String externalId, long changes, int attempts) {}
}
