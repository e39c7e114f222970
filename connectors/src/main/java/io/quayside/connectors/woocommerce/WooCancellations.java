package io.quayside.connectors.woocommerce;

import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.Set;

/** Cancels in the shop, which restocks and writes to the buyer; it moves no money. */
final class WooCancellations implements CancellationSink {
    private static final Set<String> OVER = Set.of("cancelled", "refunded", "failed", "trash");

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        String path = "/wc/v3/orders/" + JsonApi.encoded(orderExternalId);
        if (OVER.contains(WooApi.get(path, connection, http).path("status").asText())) {
            return;
        }
        WooApi.send("PUT", path, JsonApi.object().put("status", "cancelled"), connection, http);
    }
}
