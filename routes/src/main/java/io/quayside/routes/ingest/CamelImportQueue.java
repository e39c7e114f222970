package io.quayside.routes.ingest;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.Channels;
import io.quayside.routes.receive.Ingress.IngressUnavailable;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** The import queue behind its port. Thread-safe. */
public final class CamelImportQueue implements ImportQueue {
    private final ProducerTemplate producer;
    private final ImportMessages messages;

    public CamelImportQueue(ProducerTemplate producer, ImportMessages messages) {
        this.producer = producer;
        this.messages = messages;
    }

    @Override
    public void send(TenantId tenant, List<IncomingOrder> orders) {
        if (orders.isEmpty() || orders.size() > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + LARGEST_BATCH + " orders");
        }
        try {
            producer.sendBody(
                    "jms-batch:" + Channels.IMPORT,
                    orders.stream()
                            .map(order -> messages.toMessage(tenant, order))
                            .toList());
        } catch (CamelExecutionException e) {
            throw new IngressUnavailable(e);
        }
    }
}
