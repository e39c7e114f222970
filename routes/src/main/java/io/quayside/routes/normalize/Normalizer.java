package io.quayside.routes.normalize;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.BrokenConnections;
import io.quayside.routes.writeback.OrderRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The steps of the normalize route of one platform. Thread-safe. */
public final class Normalizer {
    private final Connector connector;
    private final ConnectionDirectory connections;
    private final RawPayloads rawPayloads;
    private final ImportMessages importMessages;
    private final BrokenConnections broken;
    private final OrderRequests requests;
    private final PrivacyDemands demands;

    public Normalizer(
            Connector connector,
            ConnectionDirectory connections,
            RawPayloads rawPayloads,
            ImportMessages importMessages,
            BrokenConnections broken,
            OrderRequests requests,
            PrivacyDemands demands) {
        this.connector = connector;
        this.connections = connections;
        this.rawPayloads = rawPayloads;
        this.importMessages = importMessages;
        this.broken = broken;
        this.requests = requests;
        this.demands = demands;
    }

    /** Keeps the payloads and puts the claims in their place on the messages; the bodies travel on to the translator. */
    public List<QueueMessage> checkIn(List<QueueMessage> messages) {
        List<UUID> claims = rawPayloads.keep(
                messages.stream().map(DeliveryMessages::fromMessage).toList());
        return IntStream.range(0, messages.size())
                .mapToObj(i ->
                        messages.get(i).with(Headers.RAW_PAYLOAD, claims.get(i).toString()))
                .toList();
    }

    /**
     * One delivery to the orders it tells of, as messages for the import; usually one, several for a list, none for a
     * delivery about something else.
     *
     * @throws Unreadable when nothing can be made of it
     */
    public List<QueueMessage> translate(QueueMessage message) {
        ReceivedDelivery delivery = DeliveryMessages.fromMessage(message);
        UUID claim = UUID.fromString(message.header(Headers.RAW_PAYLOAD));
        OrderTranslator.Translation translation = translate(delivery);
        if (!translation.disconnected().isEmpty()) {
            broken.broken(delivery.tenant(), delivery.connection(), translation.disconnected());
        }
        if (!translation.toFetch().isEmpty()) {
            requests.fetch(delivery.tenant(), delivery.connection(), translation.toFetch());
        }
        PrivacyDemands.Source source = new PrivacyDemands.Source(
                delivery.tenant(), delivery.connection(), connector.platform(), Optional.of(claim));
        translation.erasure().ifPresent(demand -> demands.erase(source, demand));
        if (!translation.askedOfMerchant().isEmpty()) {
            demands.ask(source, translation.askedOfMerchant());
        }
        List<CanonicalOrder> orders = delivery.isFetched()
                ? translation.orders().stream()
                        .map(order -> order.readAt(delivery.receivedAt()))
                        .toList()
                : translation.orders();
        List<QueueMessage> out = new ArrayList<>(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            // a list is one delivery to the sender, but each of its orders must be claimed by itself
            String deliveryId = i == 0 ? delivery.deliveryId() : delivery.deliveryId() + "/" + i;
            out.add(importMessages.toMessage(
                    delivery.tenant(),
                    new IncomingOrder(
                            delivery.connection(),
                            delivery.platform(),
                            deliveryId,
                            delivery.receivedAt(),
                            claim,
                            orders.get(i))));
        }
        return out;
    }

    private OrderTranslator.Translation translate(ReceivedDelivery delivery) {
        ConnectionDirectory.KnownConnection connection = connections
                .find(delivery.connection())
                .orElseThrow(() -> new Unreadable(
                        "",
                        "the connection it came from was deleted: connect the channel again, then replay it there"));
        try {
            return connector
                    .translator()
                    .translate(new OrderTranslator.Payload(
                            delivery.topic(), delivery.body(), delivery.receivedAt(), connection.access()));
        } catch (InvalidValue e) {
            throw new Unreadable("", String.valueOf(e.getMessage()));
        }
    }
}
