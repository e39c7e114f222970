package io.quayside.routes.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.domain.orders.Receipt;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.jmsbatch.QueueMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Brings batches of the import queue into the core, one database transaction for each tenant in it. Thread-safe. */
public final class OrderImporter {
    private final ImportMessages messages;
    private final ReceiveOrders receiveOrders;
    private final MeterRegistry meters;

    public OrderImporter(ImportMessages messages, ReceiveOrders receiveOrders, MeterRegistry meters) {
        this.messages = messages;
        this.receiveOrders = receiveOrders;
        this.meters = meters;
    }

    /**
     * When it throws, some tenants' orders may be in already; the whole batch may be repeated, as their deliveries are
     * remembered.
     */
    public void importBatch(List<QueueMessage> batch) {
        Map<TenantId, List<IncomingOrder>> byTenant =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (QueueMessage message : batch) {
            byTenant.computeIfAbsent(messages.tenantOf(message), tenant -> new ArrayList<>())
                    .add(messages.fromMessage(message));
        }
        byTenant.forEach((tenant, orders) -> count(receiveOrders.receive(tenant, orders)));
    }

    private void count(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            meters.counter(
                            "quayside.orders.imported",
                            "outcome",
                            receipt.outcome().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
