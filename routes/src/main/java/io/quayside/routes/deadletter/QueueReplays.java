package io.quayside.routes.deadletter;

import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.Channels;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.Stage;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.writeback.OrderWrites;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;

/** Sends a letter back to the queue it failed from, or makes a write to a channel due again. Thread-safe. */
public final class QueueReplays implements Replays {
    private final ProducerTemplate producer;
    private final OrderWrites writes;

    public QueueReplays(ProducerTemplate producer, OrderWrites writes) {
        this.producer = producer;
        this.writes = writes;
    }

    @Override
    public void replay(TenantId tenant, DeadLetter letter) {
        if (letter.stage().equals(Stage.WRITEBACK.inChannelNames()) && writes.again(tenant, letter.id())) {
            return;
        }
        producer.sendBody("jms-batch:" + queueOf(letter), messageOf(tenant, letter));
    }

    private static String queueOf(DeadLetter letter) {
        return switch (Stage.valueOf(letter.stage().toUpperCase(Locale.ROOT))) {
            case RECEIVE, NORMALIZE -> {
                if (letter.platform() == null) {
                    throw new IllegalStateException(
                            "the letter names no platform, so there is no queue to replay it to");
                }
                yield Channels.ingress(letter.platform());
            }
            case IMPORT -> Channels.IMPORT;
            case EVENTS, WRITEBACK ->
                throw new IllegalStateException(
                        "letters of stage '%s' are sent again by the hub itself".formatted(letter.stage()));
        };
    }

    private static QueueMessage messageOf(TenantId tenant, DeadLetter letter) {
        String delivery = letter.deliveryId() + DeadLetterDesk.REPLAY_MARK + letter.replays();
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.TENANT, tenant.toString());
        headers.put(Headers.DELIVERY, delivery);
        headers.put(Headers.TOPIC, letter.topic());
        headers.put(Headers.RECEIVED_AT, DeliveryMessages.micros(letter.receivedAt()));
        if (letter.connectionId() != null) {
            headers.put(Headers.CONNECTION, letter.connectionId().toString());
        }
        if (letter.platform() != null) {
            headers.put(Headers.PLATFORM, letter.platform().name());
        }
        return new QueueMessage(headers, letter.payload(), Optional.empty());
    }
}
