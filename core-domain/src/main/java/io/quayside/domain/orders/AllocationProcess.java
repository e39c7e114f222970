package io.quayside.domain.orders;

import io.quayside.domain.integrations.MappingEvent.SkuMapped;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.InventoryEvent;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings what orders hold in line with what they want, and saves both sides with their events. Locks are always taken
 * in one order, orders first and then stock by SKU, so that no two units of work can wait for each other.
 */
public final class AllocationProcess {
    /** Orders in one unit of work at most; the rest follow in further ones. */
    static final int MOST_ORDERS = 200;

    private final UnitOfWork unitOfWork;
    private final Orders orders;
    private final StockLedger stockLedger;
    private final EventRecorder events;
    private final AllocationRules rules;
    private final ResolveLines resolveLines;
    private final Ids ids;
    private final Clock clock;

    public AllocationProcess(
            UnitOfWork unitOfWork,
            Orders orders,
            StockLedger stockLedger,
            EventRecorder events,
            AllocationRules rules,
            Catalog catalog,
            SkuMappings mappings,
            Ids ids,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.orders = orders;
        this.stockLedger = stockLedger;
        this.events = events;
        this.rules = rules;
        this.resolveLines = new ResolveLines(catalog, mappings);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Gives the SKUs' free units to the orders that wait for them, oldest first. Call it outside a unit of work, after
     * the one that freed the units; calling it in vain is harmless, so a crash in between is mended by calling it again,
     * for example on {@link OrderEvent.StockReleased}.
     */
    public void offer(TenantId tenant, Collection<Sku> skus) {
        TreeSet<Sku> open = new TreeSet<>(skus);
        while (!open.isEmpty()) {
            Sku sku = open.pollFirst();
            OrderId after = null;
            do {
                OrderId from = after;
                Page page = unitOfWork.run(
                        tenant, () -> settlePage(tenant, orders.waitingFor(tenant, sku, from, MOST_ORDERS)));
                page.freed().stream().filter(freed -> !freed.equals(sku)).forEach(open::add);
                after = page.last();
            } while (after != null);
        }
    }

    /**
     * Looks again what the lines of open orders stand for, after the catalog changed: units reserved for what a line no
     * longer stands for are released, those of what it stands for now are taken. Outside a unit of work, after the one
     * that changed the catalog; harmless in vain, as {@link #offer} is.
     */
    public void resolveAgain(TenantId tenant, Concerned concerned) {
        Set<Sku> freed = new TreeSet<>();
        OrderId after = null;
        do {
            OrderId from = after;
            Page page = unitOfWork.run(
                    tenant, () -> settlePage(tenant, orders.concerned(tenant, concerned, from, MOST_ORDERS)));
            freed.addAll(page.freed());
            after = page.last();
        } while (after != null);
        offer(tenant, freed);
    }

    private Page settlePage(TenantId tenant, List<OrderId> page) {
        if (page.isEmpty()) {
            return Page.LAST;
        }
        List<Order> locked = inOrderOf(page, orders.lockById(tenant, page));
        Settled settled = settle(tenant, locked, now());
        return new Page(page.size() < MOST_ORDERS ? null : page.get(page.size() - 1), settled.freed());
    }

    /** @param last where the next page goes on, absent when there is none */
    private record Page(@Nullable OrderId last, Set<Sku> freed) {
        static final Page LAST = new Page(null, Set.of());
    }

    /** The clock's time at the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static List<Order> inOrderOf(List<OrderId> wanted, List<Order> found) {
        List<Order> sorted = new ArrayList<>(found);
        sorted.sort((one, other) -> Integer.compare(wanted.indexOf(one.id()), wanted.indexOf(other.id())));
        return sorted;
    }

    /**
     * Looks what the lines stand for, locks the stock, gives back what the orders want no more, takes what they want in
     * the order given, and saves everything that changed. Runs in the caller's unit of work, with the orders locked.
     */
    Settled settle(TenantId tenant, List<Order> locked, Instant now) {
        resolve(tenant, locked, now);
        AllocationRule rule = rules.of(tenant);
        TreeSet<Sku> skus = new TreeSet<>();
        locked.forEach(order -> skus.addAll(order.skusInPlay(rule)));
        Map<Sku, StockItem> stock = skus.isEmpty() ? Map.of() : stockLedger.lock(tenant, skus);
        return settle(tenant, locked, stock, rule, now);
    }

    /** Looks what the orders' lines stand for; before their stock is locked. */
    void resolve(TenantId tenant, List<Order> locked, Instant now) {
        List<SkuMapped> found = resolveLines.resolve(tenant, locked, now);
        if (!found.isEmpty()) {
            events.record(found.stream()
                    .map(mapped -> envelope(
                            tenant,
                            "mapping",
                            mapped.item().name(),
                            ChronoUnit.MICROS.between(Instant.EPOCH, now),
                            now,
                            mapped))
                    .toList());
        }
    }

    /** As above, with lines resolved and stock locked by the caller: all SKUs in play. */
    Settled settle(TenantId tenant, List<Order> locked, Map<Sku, StockItem> stock, AllocationRule rule, Instant now) {
        Set<Sku> freed = new HashSet<>();
        locked.forEach(order -> giveBack(order, stock, now, freed));
        locked.forEach(order -> take(order, stock, rule, now, freed));
        freed.removeIf(sku -> {
            StockItem item = stock.get(sku);
            return item == null || item.available().isZero();
        });
        List<Order> changed = locked.stream().filter(Order::isChanged).toList();
        save(tenant, changed, stock.values(), now);
        return new Settled(changed.size(), freed);
    }

    /**
     * @param changed how many orders were saved
     * @param freed SKUs of which units are free now that other orders may wait for
     */
    record Settled(int changed, Set<Sku> freed) {}

    private static void giveBack(Order order, Map<Sku, StockItem> stock, Instant now, Set<Sku> freed) {
        for (Allocation surplus : order.surplus()) {
            Quantity shipped = order.takeShipped(surplus);
            if (!shipped.isZero()) {
                Allocation part = surplus.of(shipped);
                item(stock, part).ship(order.id().value(), part.lineId(), part.location(), shipped, now, "shipped");
                order.shipped(part, now);
            }
            Quantity rest = surplus.quantity().minus(shipped);
            if (!rest.isZero()) {
                release(order, surplus.of(rest), stock, "the order wants them no more", now);
                freed.add(surplus.sku());
            }
        }
    }

    private static void take(Order order, Map<Sku, StockItem> stock, AllocationRule rule, Instant now, Set<Sku> freed) {
        List<Holdings.Need> missing = order.missing();
        Set<Sku> unmapped = new TreeSet<>();
        for (Holdings.Need need : missing) {
            if (!stock.containsKey(need.sku())) {
                unmapped.add(need.sku());
            }
        }
        order.unmapped(unmapped, now);
        for (List<Holdings.Want> group : order.wantsByGroup()) {
            if (rule == AllocationRule.ALL_OR_NOTHING && !canHaveAll(order.missingOf(group), stock)) {
                leaveToOthers(order, group.get(0).group(), stock, now, freed);
            } else {
                group.forEach(want -> takeWholeKits(order, want, stock, now, freed));
            }
        }
    }

    private static void leaveToOthers(Order order, int group, Map<Sku, StockItem> stock, Instant now, Set<Sku> freed) {
        String waiting = group == ShipGroups.REST ? "the order" : "ship group %d".formatted(group);
        for (Allocation held : order.allocations()) {
            if (held.group() == group) {
                release(order, held, stock, waiting + " waits until it can be filled as a whole", now);
                freed.add(held.sku());
            }
        }
    }

    /** Parts of a kit that can't be completed are left to others, who may sell them. */
    private static void takeWholeKits(
            Order order, Holdings.Want want, Map<Sku, StockItem> stock, Instant now, Set<Sku> freed) {
        String line = want.lineId();
        int possible = Bundle.kits(want.parts(), sku -> {
            StockItem item = stock.get(sku);
            return order.held(want, sku) + (item == null ? 0 : item.available().value());
        });
        int kits = Math.min(want.units(), possible);
        for (Bundle.Component part : want.parts()) {
            int target = part.times(kits).value();
            int held = order.held(want, part.sku());
            StockItem item = stock.get(part.sku());
            if (held < target && item != null) {
                Holdings.Need need = new Holdings.Need(line, want.group(), part.sku(), Quantity.of(target - held));
                order.reserved(need, item.reserve(order.id().value(), line, need.quantity(), now), now);
            }
            for (Allocation excess : order.heldAbove(want, part.sku(), target)) {
                release(order, excess, stock, "the rest of the bundle is out of stock", now);
                freed.add(excess.sku());
            }
        }
    }

    private static boolean canHaveAll(List<Holdings.Need> missing, Map<Sku, StockItem> stock) {
        Map<Sku, Quantity> sums = new HashMap<>();
        missing.forEach(need -> sums.merge(need.sku(), need.quantity(), Quantity::plus));
        return sums.entrySet().stream().allMatch(sum -> {
            StockItem item = stock.get(sum.getKey());
            return item != null && item.available().compareTo(sum.getValue()) >= 0;
        });
    }

    static void release(Order order, Allocation part, Map<Sku, StockItem> stock, String reason, Instant now) {
        item(stock, part).release(order.id().value(), part.lineId(), part.location(), part.quantity(), now, reason);
        order.released(part, reason, now);
    }

    /** A count takes units away that were promised. */
    static void lose(Order order, Allocation part, Map<Sku, StockItem> stock, String reason, Instant now) {
        item(stock, part).release(order.id().value(), part.lineId(), part.location(), part.quantity(), now, reason);
        order.lost(part, reason, now);
    }

    private static StockItem item(Map<Sku, StockItem> stock, Allocation part) {
        StockItem item = stock.get(part.sku());
        if (item == null) {
            throw new IllegalStateException("stock of '%s' is reserved but not in the ledger".formatted(part.sku()));
        }
        return item;
    }

    private void save(TenantId tenant, List<Order> changed, Collection<StockItem> stock, Instant now) {
        List<StockItem> moved = stock.stream().filter(StockItem::isChanged).toList();
        List<RecordedEvent> recorded = new ArrayList<>();
        for (Order order : changed) {
            for (OrderEvent event : order.pendingEvents()) {
                recorded.add(envelope(
                        tenant, "order", order.id().toString(), order.state().version(), now, event));
            }
            order.clearEvents();
        }
        for (StockItem item : moved) {
            for (InventoryEvent event : InventoryEvent.of(item)) {
                recorded.add(envelope(tenant, "stock-item", item.sku().value(), item.version(), now, event));
            }
        }
        if (!changed.isEmpty()) {
            orders.save(tenant, changed);
        }
        if (!moved.isEmpty()) {
            stockLedger.save(tenant, moved);
        }
        if (!recorded.isEmpty()) {
            events.record(recorded);
        }
    }

    private RecordedEvent envelope(
            TenantId tenant, String type, String id, long version, Instant now, DomainEvent event) {
        return new RecordedEvent(ids.next(), tenant, type, id, version, now, event);
    }
}
