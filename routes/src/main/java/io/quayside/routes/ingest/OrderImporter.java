package io.quayside.routes.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.Receipt;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.writeback.OrderRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Brings batches of the import queue into the core, one database transaction for each tenant in it. Thread-safe. */
public final class OrderImporter {
    private final ImportMessages messages;
    private final ReceiveOrders receiveOrders;
    private final OrderRequests requests;
    private final MeterRegistry meters;

    public OrderImporter(
            ImportMessages messages, ReceiveOrders receiveOrders, OrderRequests requests, MeterRegistry meters) {
        this.messages = messages;
        this.receiveOrders = receiveOrders;
        this.requests = requests;
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
        byTenant.forEach((tenant, orders) -> {
            List<Receipt> receipts = receiveOrders.receive(tenant, orders);
            count(receipts);
            askAgain(tenant, receipts);
        });
    }

    /** Should a crash come between, the next poll finds what is left in doubt. */
    private void askAgain(TenantId tenant, List<Receipt> receipts) {
        receipts.stream()
                .filter(receipt -> receipt.outcome() == Receipt.Outcome.IN_DOUBT)
                .map(Receipt::key)
                .collect(Collectors.groupingBy(
                        OrderKey::connectionId, Collectors.mapping(OrderKey::externalId, Collectors.toList())))
                .forEach((connection, orders) -> requests.fetch(tenant, connection, orders));
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
