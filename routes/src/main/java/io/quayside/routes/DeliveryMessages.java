package io.quayside.routes;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.receive.ReceivedDelivery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The form of a {@link ReceivedDelivery} on a queue. */
public final class DeliveryMessages {
    private DeliveryMessages() {}

    /** The broker drops a second message of the same delivery; replays have delivery ids of their own. */
    public static QueueMessage toMessage(ReceivedDelivery delivery) {
        String connection = delivery.connection().toString();
        return new QueueMessage(
                Map.of(
                        Headers.TENANT, delivery.tenant().toString(),
                        Headers.CONNECTION, connection,
                        Headers.PLATFORM, delivery.platform().name(),
                        Headers.DELIVERY, delivery.deliveryId(),
                        Headers.TOPIC, delivery.topic(),
                        Headers.ORDER_KEY, delivery.orderKey(),
                        Headers.RECEIVED_AT, micros(delivery.receivedAt())),
                delivery.body(),
                delivery.orderKey().isEmpty() ? Optional.empty() : Optional.of(connection + "/" + delivery.orderKey()));
    }

    /** @throws io.quayside.domain.kernel.InvalidValue when a header is missing or malformed */
    public static ReceivedDelivery fromMessage(QueueMessage message) {
        return new ReceivedDelivery(
                TenantId.of(message.header(Headers.TENANT)),
                ConnectionId.of(message.header(Headers.CONNECTION)),
                new Platform(message.header(Headers.PLATFORM)),
                message.header(Headers.DELIVERY),
                message.header(Headers.TOPIC),
                message.header(Headers.ORDER_KEY),
                instant(message.header(Headers.RECEIVED_AT)),
                message.body());
    }

    /** Microseconds since the epoch, as text. */
    public static String micros(Instant time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** @throws NumberFormatException when the text is no number */
    public static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
