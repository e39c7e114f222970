package io.quayside.domain.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.integrations.InMemoryDeliveries;
import io.quayside.domain.inventory.InMemoryStockLedger;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.InMemoryUnitOfWork;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The core with in-memory ports, spoken to in the product's words. One tenant, time stands still. */
public final class Hub {
    public static final TenantId TENANT = new TenantId(new UUID(0, 42));

    final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
    final InMemoryOrders orders = new InMemoryOrders(unitOfWork);
    final InMemoryStockLedger ledger = new InMemoryStockLedger(unitOfWork);
    final List<RecordedEvent> events = new ArrayList<>();
    final AllocationProcess allocation;
    final ReceiveOrders receiveOrders;
    final AdjustStock adjustStock;
    final CancelOrder cancelOrder;
    final HoldOrder holdOrder;
    final ReleaseOrder releaseOrder;
    final EditOrder editOrder;
    final RefundOrder refundOrder;
    final ShipOrder shipOrder;

    public Hub() {
        this(AllocationRule.PARTIAL);
    }

    public Hub(AllocationRule rule) {
        AtomicLong ids = new AtomicLong(1000);
        allocation = new AllocationProcess(
                unitOfWork,
                orders,
                ledger,
                events::addAll,
                tenant -> rule,
                () -> new UUID(0, ids.incrementAndGet()),
                Clock.fixed(OrderExample.DAY.plusSeconds(86_400), ZoneOffset.UTC));
        receiveOrders = new ReceiveOrders(
                unitOfWork,
                orders,
                new InMemoryDeliveries(unitOfWork),
                allocation,
                () -> new UUID(1, ids.incrementAndGet()));
        adjustStock = new AdjustStock(unitOfWork, orders, ledger, allocation, tenant -> rule);
        cancelOrder = new CancelOrder(unitOfWork, orders, allocation);
        holdOrder = new HoldOrder(unitOfWork, orders, allocation);
        releaseOrder = new ReleaseOrder(unitOfWork, orders, allocation);
        editOrder = new EditOrder(unitOfWork, orders, allocation);
        refundOrder = new RefundOrder(unitOfWork, orders, allocation);
        shipOrder = new ShipOrder(unitOfWork, orders, allocation, () -> new UUID(2, ids.incrementAndGet()));
    }

    /** Each under a delivery id of its own. */
    public List<Receipt> receive(OrderExample... examples) {
        List<IncomingOrder> batch = new ArrayList<>();
        for (OrderExample example : examples) {
            batch.add(example.delivered("delivery-" + UUID.randomUUID()));
        }
        return receiveOrders.receive(TENANT, batch);
    }

    public void stock(String sku, int onHand) {
        stock(sku, LocationId.MAIN.value(), onHand);
    }

    public void stock(String sku, String location, int onHand) {
        adjustStock.setOnHand(TENANT, new Sku(sku), new LocationId(location), Quantity.of(onHand), "count");
    }

    public OrderState order(String externalId) {
        return orders.states().stream()
                .filter(state -> state.content().externalId().equals(externalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no order " + externalId));
    }

    public OrderId id(String externalId) {
        return order(externalId).id();
    }

    public int available(String sku) {
        return ledger.item(new Sku(sku)).available().value();
    }

    public int reserved(String sku) {
        return ledger.item(new Sku(sku)).levels().stream()
                .mapToInt(level -> level.reserved().value())
                .sum();
    }

    public int onHand(String sku) {
        return ledger.item(new Sku(sku)).levels().stream()
                .mapToInt(level -> level.onHand().value())
                .sum();
    }

    public int allocated(String externalId) {
        return order(externalId).allocations().stream()
                .mapToInt(held -> held.quantity().value())
                .sum();
    }

    public List<Flag.Code> flags(String externalId) {
        return order(externalId).flags().stream().map(Flag::code).toList();
    }

    public <E extends DomainEvent> List<E> events(Class<E> type) {
        return events.stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The laws that hold after everything that can happen (field-lessons 22 and 23). */
    public void obeysTheLaws() {
        Map<String, Integer> promised = new HashMap<>();
        for (OrderState order : orders.states()) {
            for (Allocation held : order.allocations()) {
                assertThat(held.quantity().isZero()).isFalse();
                promised.merge(
                        held.sku() + "@" + held.location(), held.quantity().value(), Integer::sum);
            }
            assertThat(Order.restore(order).surplus())
                    .as("units held by %s that it wants no more", order)
                    .isEmpty();
        }
        for (StockItem item : ledger.items()) {
            assertThat(new HashSet<>(StockItem.levelsOf(ledger.movements(item.sku()))))
                    .as("replay of the movements")
                    .isEqualTo(new HashSet<>(item.levels()));
            for (StockLevel level : item.levels()) {
                assertThat(level.onHand().value() - level.reserved().value())
                        .as("available")
                        .isNotNegative();
                assertThat(level.reserved().value())
                        .as("reserved of %s = sum of open allocations", item.sku())
                        .isEqualTo(promised.getOrDefault(item.sku() + "@" + level.location(), 0));
                promised.remove(item.sku() + "@" + level.location());
            }
        }
        assertThat(promised).as("allocations without stock").isEmpty();
    }

    /** Nobody waits for a unit that lies free. */
    public void leavesNoOrderWaitingBesideFreeStock() {
        for (StockItem item : ledger.items()) {
            if (!item.available().isZero()) {
                List<OrderId> waiting = unitOfWork.run(TENANT, () -> orders.waitingFor(TENANT, item.sku(), 1));
                assertThat(waiting).as("waiting for %s", item.sku()).isEmpty();
            }
        }
    }
}
