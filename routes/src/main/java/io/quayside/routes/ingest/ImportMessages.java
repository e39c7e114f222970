package io.quayside.routes.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.jmsbatch.QueueMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The form of an {@link IncomingOrder} on the import queue: canonical JSON with a few headers. Thread-safe. */
public final class ImportMessages {
    private final ObjectWriter writer;
    private final ObjectReader reader;

    public ImportMessages() {
        ObjectMapper mapper = CanonicalJson.mapper();
        writer = mapper.writerFor(IncomingOrder.class);
        reader = mapper.readerFor(IncomingOrder.class);
    }

    public QueueMessage toMessage(TenantId tenant, IncomingOrder incoming) {
        try {
            return new QueueMessage(
                    Map.of(
                            Headers.TENANT, tenant.toString(),
                            Headers.CONNECTION, incoming.connectionId().toString(),
                            Headers.PLATFORM, incoming.channel().name(),
                            Headers.DELIVERY, incoming.deliveryId(),
                            Headers.RECEIVED_AT, DeliveryMessages.micros(incoming.receivedAt())),
                    writer.writeValueAsBytes(incoming),
                    Optional.of(incoming.connectionId() + "/" + incoming.order().externalId()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order in memory can always be written", e);
        }
    }

    /** @throws Unreadable when the message was edited into something that is no order */
    public IncomingOrder fromMessage(QueueMessage message) {
        try {
            return reader.readValue(message.body());
        } catch (IOException e) {
            throw new Unreadable("", "not a canonical order: " + e.getMessage());
        }
    }

    /** @throws io.quayside.domain.kernel.InvalidValue when the header is missing or malformed */
    public TenantId tenantOf(QueueMessage message) {
        return TenantId.of(message.header(Headers.TENANT));
    }
}
