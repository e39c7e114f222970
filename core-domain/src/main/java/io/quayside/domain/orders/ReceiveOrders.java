package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Deliveries;
import io.quayside.domain.integrations.Deliveries.Delivery;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a batch of canonical orders in, reserves their stock and remembers the deliveries, all in one unit of work: a
 * crash leaves all or nothing of it, and the same batch again changes nothing. The hot path: a fixed number of port
 * calls whatever the size of the batch.
 */
public final class ReceiveOrders {
    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final Deliveries deliveries;
    private final OrderFilters filters;
    private final AllocationProcess allocation;
    private final Ids ids;

    public ReceiveOrders(
            UnitOfWork unitOfWork,
            Orders orders,
            Deliveries deliveries,
            OrderFilters filters,
            AllocationProcess allocation,
            Ids ids) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.deliveries = deliveries;
        this.filters = filters;
        this.allocation = allocation;
        this.ids = ids;
    }

    /**
     * Several versions of one order in a batch are applied one after the other and saved once. Stock goes to the oldest
     * orders first. Call it outside a unit of work: units that the batch set free are offered to waiting orders after
     * its commit.
     *
     * @return one receipt for each delivery, in their order
     */
    public List<Receipt> receive(TenantId tenant, List<IncomingOrder> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        Received received = unitOfWork.run(tenant, () -> receiveAll(tenant, batch));
        if (!received.freed().isEmpty()) {
            allocation.offer(tenant, received.freed());
        }
        return received.receipts();
    }

    private record Received(List<Receipt> receipts, Set<Sku> freed) {}

    private Received receiveAll(TenantId tenant, List<IncomingOrder> batch) {
        Instant now = allocation.now();
        Map<Delivery, String> claims = new LinkedHashMap<>();
        Set<OrderKey> keys = new LinkedHashSet<>();
        for (IncomingOrder incoming : batch) {
            claims.put(deliveryOf(incoming), incoming.order().externalId());
            keys.add(incoming.key());
        }
        Set<Delivery> fresh = new HashSet<>(deliveries.claim(tenant, claims));
        Map<OrderKey, Order> known = new HashMap<>(orders.lock(tenant, keys));
        Set<ConnectionId> connections = new HashSet<>();
        keys.forEach(key -> connections.add(key.connectionId()));
        Map<ConnectionId, OrderFilter> filterOf = filters.of(tenant, connections);
        Set<Order> touched = new LinkedHashSet<>();
        Receipt.Outcome[] outcomes = new Receipt.Outcome[batch.size()];
        for (int index = 0; index < outcomes.length; index++) {
            IncomingOrder incoming = batch.get(index);
            outcomes[index] = fresh.remove(deliveryOf(incoming))
                    ? receiveOne(
                            incoming,
                            filterOf.getOrDefault(incoming.connectionId(), OrderFilter.NONE),
                            known,
                            touched,
                            now)
                    : Receipt.Outcome.DUPLICATE;
        }
        List<Order> oldestFirst = new ArrayList<>(touched);
        oldestFirst.sort(Comparator.comparing(Order::placedAt));
        AllocationProcess.Settled settled = allocation.settle(tenant, oldestFirst, now);
        return new Received(receipts(batch, outcomes, known), settled.freed());
    }

    private Receipt.Outcome receiveOne(
            IncomingOrder incoming, OrderFilter filter, Map<OrderKey, Order> known, Set<Order> touched, Instant now) {
        Order order = known.get(incoming.key());
        if (order == null) {
            order = Order.receive(new OrderId(ids.next()), incoming, filter, now);
            known.put(incoming.key(), order);
            touched.add(order);
            return Receipt.Outcome.CREATED;
        }
        if (!order.apply(incoming, filter, now)) {
            return order.doubts(incoming) ? Receipt.Outcome.IN_DOUBT : Receipt.Outcome.UNCHANGED;
        }
        touched.add(order);
        return Receipt.Outcome.UPDATED;
    }

    private static List<Receipt> receipts(
            List<IncomingOrder> batch, Receipt.Outcome[] outcomes, Map<OrderKey, Order> known) {
        List<Receipt> receipts = new ArrayList<>(outcomes.length);
        for (int index = 0; index < outcomes.length; index++) {
            OrderKey key = batch.get(index).key();
            Order order = known.get(key);
            receipts.add(new Receipt(
                    order == null ? null : order.id(),
                    key,
                    outcomes[index],
                    order == null ? 0 : order.state().version()));
        }
        return receipts;
    }

    private static Delivery deliveryOf(IncomingOrder incoming) {
        return new Delivery(incoming.connectionId(), incoming.deliveryId());
    }
}
