package io.quayside.routes.receive;

import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Something a channel handed over: a webhook, a fetched order.
 *
 * @param deliveryId the sender's id, the same on retries; 1 to 200 characters
 * @param topic the platform's word for what it is, or empty
 * @param orderKey keeps the deliveries of one order together on the queue, or empty
 * @param body as received, at most 5 MiB
 */
public record ReceivedDelivery(
        TenantId tenant,
        ConnectionId connection,
        Platform platform,
        String deliveryId,
        String topic,
        String orderKey,
        Instant receivedAt,
        byte[] body) {
    private static final String FETCHED = "fetch/";

    public ReceivedDelivery {
        if (deliveryId.isBlank() || deliveryId.length() > 200) {
            throw new IllegalArgumentException("a delivery id has 1 to 200 characters");
        }
    }

    /**
     * An order that we asked for; the same state of it fetched again is the same delivery.
     *
     * @param askedAt when, before the platform was called
     */
    public static ReceivedDelivery fetched(
            TenantId tenant,
            ConnectionId connection,
            Platform platform,
            OrderSource.FetchedOrder order,
            Instant askedAt) {
        return new ReceivedDelivery(
                tenant, connection, platform, idOfFetched(order), "", order.externalId(), askedAt, order.payload());
    }

    /** Whether we asked for it: it shows how things stood at {@link #receivedAt} or later. */
    public boolean isFetched() {
        return deliveryId.startsWith(FETCHED);
    }

    /** The delivery id of an order that we asked for. */
    public static String idOfFetched(OrderSource.FetchedOrder order) {
        String id = FETCHED + "%s/%s".formatted(order.externalId(), order.version());
        return id.length() <= 200 ? id : FETCHED + Signatures.idOf(id.getBytes(StandardCharsets.UTF_8));
    }
}
