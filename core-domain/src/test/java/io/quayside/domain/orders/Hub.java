package io.quayside.domain.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.InMemoryDeliveries;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.InMemoryStockLedger;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Product;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The core with in-memory ports, spoken to in the product's words. One tenant, time stands still. */
public final class Hub {
    public static final TenantId TENANT = new TenantId(new UUID(0, 42));

    final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
    final InMemoryOrders orders = new InMemoryOrders(unitOfWork);
    final InMemoryStockLedger ledger = new InMemoryStockLedger(unitOfWork);
    final InMemoryCatalog catalog = new InMemoryCatalog(unitOfWork, ledger);
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
    final SplitOrder splitOrder;
    final TakeInOrder takeInOrder;
    final ReconsiderOrders reconsiderOrders;
    final ErasePersonalData erasePersonalData;
    final Map<ConnectionId, OrderFilter> filters = new HashMap<>();
    final List<OrderState> erasedTraces = new ArrayList<>();
    final ChangeCatalog changeCatalog;
    final MapSkus mapSkus;
    final KeepProduct keepProduct;

    public Hub() {
        this(AllocationRule.PARTIAL);
    }

    public Hub(AllocationRule rule) {
        AtomicLong ids = new AtomicLong(1000);
        Clock clock = Clock.fixed(OrderExample.DAY.plusSeconds(86_400), ZoneOffset.UTC);
        allocation = new AllocationProcess(
                unitOfWork,
                orders,
                ledger,
                events::addAll,
                tenant -> rule,
                catalog,
                catalog.mappings(),
                () -> new UUID(0, ids.incrementAndGet()),
                clock);
        receiveOrders = new ReceiveOrders(
                unitOfWork,
                orders,
                new InMemoryDeliveries(unitOfWork),
                (tenant, connections) -> filters,
                allocation,
                () -> new UUID(1, ids.incrementAndGet()));
        changeCatalog = new ChangeCatalog(unitOfWork, catalog, allocation);
        adjustStock = new AdjustStock(unitOfWork, orders, ledger, allocation, tenant -> rule, catalog, changeCatalog);
        cancelOrder = new CancelOrder(unitOfWork, orders, allocation);
        holdOrder = new HoldOrder(unitOfWork, orders, allocation);
        releaseOrder = new ReleaseOrder(unitOfWork, orders, allocation);
        editOrder = new EditOrder(unitOfWork, orders, allocation);
        refundOrder = new RefundOrder(unitOfWork, orders, allocation);
        shipOrder = new ShipOrder(unitOfWork, orders, allocation, () -> new UUID(2, ids.incrementAndGet()));
        splitOrder = new SplitOrder(unitOfWork, orders, allocation);
        takeInOrder = new TakeInOrder(unitOfWork, orders, allocation);
        reconsiderOrders = new ReconsiderOrders(unitOfWork, orders, (tenant, connections) -> filters, allocation);
        erasePersonalData =
                new ErasePersonalData(unitOfWork, orders, allocation, (tenant, orders) -> erasedTraces.addAll(orders));
        mapSkus = new MapSkus(
                changeCatalog,
                catalog,
                catalog.mappings(),
                events::addAll,
                () -> new UUID(3, ids.incrementAndGet()),
                clock);
        keepProduct = new KeepProduct(
                changeCatalog,
                catalog,
                catalog.products(),
                catalog.bundles(),
                ledger,
                events::addAll,
                () -> new UUID(4, ids.incrementAndGet()),
                clock);
    }

    /** A product that is stocked itself. */
    public KeepProduct.Outcome product(String sku, @Nullable String barcode) {
        return keepProduct.keep(TENANT, new Product(new Sku(sku), sku, barcode), null, false);
    }

    /** @param parts such as {@code "2 A"} */
    public KeepProduct.Outcome bundle(String sku, String... parts) {
        List<Bundle.Component> components = Arrays.stream(parts)
                .map(part -> part.split(" "))
                .map(part -> new Bundle.Component(new Sku(part[1]), Quantity.of(Integer.parseInt(part[0]))))
                .toList();
        return keepProduct.keep(
                TENANT, new Product(new Sku(sku), sku, null), new Bundle(new Sku(sku), components), false);
    }

    public void map(ConnectionId connection, String channelSku, String product) {
        mapSkus.map(
                TENANT,
                List.of(SkuMapping.toProduct(
                        ChannelItem.sku(connection, new Sku(channelSku)),
                        new Sku(product),
                        SkuMapping.Origin.BY_HAND)));
    }

    public void unmap(ConnectionId connection, String channelSku) {
        mapSkus.unmap(TENANT, List.of(ChannelItem.sku(connection, new Sku(channelSku))));
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

    /** The owner of the connection changes its filter, and what is undecided is judged anew. */
    public void filter(ConnectionId connection, Map<String, String> settings) {
        filters.put(connection, FilterSettings.of(settings));
        Optional<OrderId> last = reconsiderOrders.step(TENANT, connection, null);
        while (last.isPresent()) {
            last = reconsiderOrders.step(TENANT, connection, last.get());
        }
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
            for (Holdings.Want want : Order.restore(order).wants()) {
                Holdings holdings = new Holdings(order.allocations());
                int kits = Bundle.kits(want.parts(), sku -> holdings.of(want, sku));
                for (Bundle.Component part : want.parts()) {
                    assertThat(holdings.of(want, part.sku()))
                            .as("whole kits of %s", want)
                            .isEqualTo(part.times(kits).value());
                }
            }
            plansNoMoreThanIsLeft(order);
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

    /** Each unit that is left to ship lies in exactly one group, and no group is empty. */
    private static void plansNoMoreThanIsLeft(OrderState order) {
        Map<String, Integer> planned = new HashMap<>();
        for (ShipGroup group : order.shipGroups()) {
            assertThat(group.lines()).as("%s", group).isNotEmpty();
            group.lines()
                    .forEach(
                            line -> planned.merge(line.lineId(), line.quantity().value(), Integer::sum));
        }
        if (!order.shipGroups().isEmpty()) {
            assertThat(planned)
                    .as("units in the groups of %s", order)
                    .isEqualTo(OrderRules.leftToShip(order.effective(), order.decisions()));
        }
    }

    /** Nobody waits for units that lie free, unless the other parts of a bundle are missing. */
    public void leavesNoOrderWaitingBesideFreeStock() {
        for (OrderState state : orders.states()) {
            Order order = Order.restore(state);
            for (Holdings.Want want : order.wants()) {
                int possible = Bundle.kits(
                        want.parts(),
                        sku -> order.held(want, sku)
                                + ledger.item(sku).available().value());
                int held = Bundle.kits(want.parts(), sku -> order.held(want, sku));
                assertThat(held).as("kits of %s held by %s", want, state).isEqualTo(Math.min(want.units(), possible));
            }
        }
    }

    /** Every line stands for what the catalog says now, as if the order were received again. */
    public void hasResolvedEveryLine() {
        Map<OrderId, Resolution> before = new HashMap<>();
        orders.states().forEach(state -> before.put(state.id(), state.resolution()));
        for (OrderState state : orders.states()) {
            Order order = Order.restore(state);
            unitOfWork.execute(TENANT, () -> allocation.resolve(TENANT, List.of(order), OrderExample.DAY));
            assertThat(order.state().resolution()).as("%s", state).isEqualTo(before.get(state.id()));
        }
    }
}
