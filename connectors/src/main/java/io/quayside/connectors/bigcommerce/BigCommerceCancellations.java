package io.quayside.connectors.bigcommerce;

import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.Set;

/** Sets an order to Cancelled; stock returns if the store is set so, no money moves. */
final class BigCommerceCancellations implements CancellationSink {
    private static final int CANCELLED = 5;
    /** Refunded, Cancelled, Declined. */
    private static final Set<Integer> OVER = Set.of(4, CANCELLED, 6);

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        String path = "/v2/orders/" + JsonApi.encoded(orderExternalId);
        int status =
                BigCommerceApi.get(path, connection, http).path("status_id").asInt();
        if (!OVER.contains(status)) {
            BigCommerceApi.send("PUT", path, JsonApi.object().put("status_id", CANCELLED), connection, http);
        }
    }
}
