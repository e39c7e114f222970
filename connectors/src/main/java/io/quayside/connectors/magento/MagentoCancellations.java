package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.Set;

/** Cancels what is not invoiced yet, which gives its stock free; what is invoiced can only be refunded. */
final class MagentoCancellations implements CancellationSink {
    private static final Set<String> OVER = Set.of("canceled", "closed");
    private final MagentoApi api;

    MagentoCancellations(MagentoApi api) {
        this.api = api;
    }

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        String path = "/orders/" + JsonApi.encoded(orderExternalId);
        String state = state(path, connection, http);
        if (OVER.contains(state)) {
            return;
        }
        if (state.equals("holded")) {
            api.post(path + "/unhold", JsonApi.object(), connection, http);
        }
        JsonNode done = api.post(path + "/cancel", JsonApi.object(), connection, http);
        String now = state(path, connection, http); // its answer says true for a part, too
        if (!OVER.contains(now)) {
            throw new ConnectorException.Refused(
                    "Magento %s the order, which is in state '%s': what is invoiced or shipped there can only be refunded."
                            .formatted(done.asBoolean() ? "canceled only a part of" : "does not cancel", now));
        }
    }

    private String state(String path, ConnectionAccess connection, PlatformHttp http) {
        return api.get(path, connection, http).path("state").asText();
    }
}
