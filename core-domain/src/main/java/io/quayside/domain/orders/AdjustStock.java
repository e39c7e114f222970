package io.quayside.domain.orders;

import io.quayside.domain.inventory.CountResult;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Counts and corrections of stock. Fewer units than are promised: the newest orders lose theirs first and say so
 * ({@link Flag.Code#STOCK_LOST}). More units, or a SKU that becomes known: waiting orders get them, oldest first. Lives
 * with the orders because stock knows nothing of them.
 */
public final class AdjustStock {
    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final StockLedger stockLedger;
    private final AllocationProcess allocation;
    private final AllocationRules rules;
    private final Catalog catalog;
    private final ChangeCatalog changes;

    public AdjustStock(
            UnitOfWork unitOfWork,
            Orders orders,
            StockLedger stockLedger,
            AllocationProcess allocation,
            AllocationRules rules,
            Catalog catalog,
            ChangeCatalog changes) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.stockLedger = stockLedger;
        this.allocation = allocation;
        this.rules = rules;
        this.catalog = catalog;
        this.changes = changes;
    }

    /**
     * A count: so many units are at the location. The SKU becomes known when it was not.
     *
     * @throws InvalidValue when the SKU is a bundle, which has no stock of its own
     */
    public StockLevel setOnHand(TenantId tenant, Sku sku, LocationId location, Quantity quantity, String reason) {
        return change(tenant, new Wish(sku, location, reason, level -> quantity.value()));
    }

    /**
     * So many units more or fewer. The SKU becomes known when it was not.
     *
     * @throws InvalidValue when fewer than none would be left, or the SKU is a bundle
     */
    public StockLevel adjust(TenantId tenant, Sku sku, LocationId location, int delta, String reason) {
        return change(tenant, new Wish(sku, location, reason, level -> {
            long left = level.onHand().value() + (long) delta;
            if (left < 0 || left > Quantity.MOST) {
                throw new InvalidValue("%s units of '%s' at %s can't change by %d"
                        .formatted(level.onHand(), InvalidValue.excerpt(sku.value()), location, delta));
            }
            return (int) left;
        }));
    }

    /** Makes the SKU known without stock, so that orders are no longer held for it. */
    public void introduce(TenantId tenant, Sku sku) {
        changes.make(
                tenant, () -> stockLedger.lockOrCreate(tenant, sku), made -> List.of(new Concerned.Named(sku, null)));
        allocation.offer(tenant, List.of(sku));
    }

    private record Wish(Sku sku, LocationId location, String reason, ToIntFunction<StockLevel> target) {}

    private StockLevel change(TenantId tenant, Wish wish) {
        Sku sku = wish.sku();
        if (!unitOfWork.run(tenant, () -> known(tenant, sku)).stocked().contains(sku)) {
            introduce(tenant, sku);
        }
        Step step = unitOfWork.run(tenant, () -> waitingOrdersGain(tenant, wish));
        Set<Sku> freed = new HashSet<>(step.freed());
        while (step.left() > 0) {
            Step last = step;
            step = unitOfWork.run(tenant, () -> newestOrdersLose(tenant, wish, last));
            freed.addAll(step.freed());
        }
        if (!step.level().available().isZero()) {
            freed.add(wish.sku());
        }
        allocation.offer(tenant, freed);
        return step.level();
    }

    /** @throws InvalidValue when it is a bundle, which stays none until the unit of work ends */
    private Catalog.Known known(TenantId tenant, Sku sku) {
        Catalog.Known known = catalog.known(tenant, List.of(sku));
        if (known.bundles().containsKey(sku)) {
            throw new InvalidValue("'%s' is a bundle and has no stock of its own: count its components"
                    .formatted(InvalidValue.excerpt(sku.value())));
        }
        return known;
    }

    /**
     * @param begun whether units have been taken away already, so that only {@code left} counts from here
     * @param left units that are still to go from the location, all of them promised to orders
     */
    private record Step(StockLevel level, boolean begun, int left, Set<Sku> freed) {}

    /** The usual case. Changes nothing when promises must be broken: those orders must be locked before the stock. */
    private Step waitingOrdersGain(TenantId tenant, Wish wish) {
        Instant now = allocation.now();
        List<OrderId> waiting = orders.waitingFor(tenant, wish.sku(), null, AllocationProcess.MOST_ORDERS);
        List<Order> locked =
                waiting.isEmpty() ? List.of() : AllocationProcess.inOrderOf(waiting, orders.lockById(tenant, waiting));
        known(tenant, wish.sku());
        allocation.resolve(tenant, locked, now);
        Map<Sku, StockItem> stock = lock(tenant, wish.sku(), locked);
        StockItem item = Objects.requireNonNull(stock.get(wish.sku()));
        int target = wish.target().applyAsInt(item.levelAt(wish.location()));
        CountResult result = item.setOnHand(wish.location(), Quantity.of(target), wish.reason(), now);
        if (result instanceof CountResult.Shortage shortage) {
            return new Step(
                    item.levelAt(wish.location()), false, shortage.missing().value(), Set.of());
        }
        Set<Sku> freed =
                allocation.settle(tenant, locked, stock, rules.of(tenant), now).freed();
        return new Step(item.levelAt(wish.location()), true, 0, freed);
    }

    /** Takes promises back from the newest orders, as many as one unit of work may lock, and the units with them. */
    private Step newestOrdersLose(TenantId tenant, Wish wish, Step last) {
        Instant now = allocation.now();
        List<OrderId> holders = orders.holdingStock(tenant, wish.sku(), wish.location(), AllocationProcess.MOST_ORDERS);
        List<Order> newestFirst = AllocationProcess.inOrderOf(holders, orders.lockById(tenant, holders));
        allocation.resolve(tenant, newestFirst, now);
        Map<Sku, StockItem> stock = lock(tenant, wish.sku(), newestFirst);
        StockItem item = Objects.requireNonNull(stock.get(wish.sku()));
        StockLevel before = item.levelAt(wish.location());
        int toGo = last.begun()
                ? last.left()
                : before.onHand().value() - wish.target().applyAsInt(before);
        int toRelease = toGo - before.available().value();
        for (Order order : newestFirst) {
            toRelease -= lose(order, wish, stock, toRelease, now);
        }
        int units = Math.min(toGo, item.levelAt(wish.location()).available().value());
        if (units == 0 && toGo > 0) {
            throw new IllegalStateException("%s units of '%s' at %s are reserved, but by no order that holds them"
                    .formatted(before.reserved(), wish.sku(), wish.location()));
        }
        item.adjust(wish.location(), -units, wish.reason(), now);
        Set<Sku> freed = allocation
                .settle(tenant, newestFirst, stock, rules.of(tenant), now)
                .freed();
        return new Step(item.levelAt(wish.location()), true, toGo - units, freed);
    }

    private static int lose(Order order, Wish wish, Map<Sku, StockItem> stock, int most, Instant now) {
        int lost = 0;
        // as a plan gives way: what nobody decided about first, then the newest ship group
        List<Allocation> newestFirst = new ArrayList<>(order.allocations());
        newestFirst.sort(
                Comparator.comparingInt(held -> held.group() == ShipGroups.REST ? Integer.MIN_VALUE : -held.group()));
        for (Allocation held : newestFirst) {
            if (lost < most && held.sku().equals(wish.sku()) && held.location().equals(wish.location())) {
                Allocation part = held.of(held.quantity().min(Quantity.of(most - lost)));
                AllocationProcess.lose(order, part, stock, wish.reason(), now);
                lost += part.quantity().value();
            }
        }
        return lost;
    }

    /** All that settling these orders may touch, and the SKU itself even when it is new; in the order of the SKUs. */
    private Map<Sku, StockItem> lock(TenantId tenant, Sku sku, List<Order> locked) {
        TreeSet<Sku> others = new TreeSet<>();
        for (Order order : locked) {
            order.demands().forEach(demand -> others.add(demand.sku()));
            order.allocations().forEach(allocation -> others.add(allocation.sku()));
        }
        Map<Sku, StockItem> stock = new HashMap<>();
        lockInto(stock, tenant, others.headSet(sku, false));
        stock.put(sku, stockLedger.lockOrCreate(tenant, sku));
        lockInto(stock, tenant, others.tailSet(sku, false));
        return stock;
    }

    private void lockInto(Map<Sku, StockItem> stock, TenantId tenant, Set<Sku> skus) {
        if (!skus.isEmpty()) {
            stock.putAll(stockLedger.lock(tenant, skus));
        }
    }
}
