package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InMemoryUnitOfWork;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps movements only; levels are their sum, drawn from in the order of the location's name. One tenant. */
public final class InMemoryStockLedger implements StockLedger {
    private final InMemoryUnitOfWork unitOfWork;
    private Map<Sku, List<Movement>> movements = new TreeMap<>();

    public InMemoryStockLedger(InMemoryUnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
        unitOfWork.register(() -> {
            Map<Sku, List<Movement>> before = new TreeMap<>();
            movements.forEach((sku, history) -> before.put(sku, new ArrayList<>(history)));
            return () -> movements = before;
        });
    }

    @Override
    public Map<Sku, StockItem> lock(TenantId tenant, Collection<Sku> skus) {
        Map<Sku, StockItem> items = new HashMap<>();
        for (Sku sku : new TreeSet<>(skus)) {
            unitOfWork.stockLock(sku);
            if (movements.containsKey(sku)) {
                items.put(sku, restore(sku));
            }
        }
        return items;
    }

    @Override
    public StockItem lockOrCreate(TenantId tenant, Sku sku) {
        unitOfWork.stockLock(sku);
        movements.computeIfAbsent(sku, unknown -> new ArrayList<>());
        return restore(sku);
    }

    @Override
    public void save(TenantId tenant, Collection<StockItem> items) {
        unitOfWork.requireRunning();
        for (StockItem item : items) {
            List<Movement> history = movements.computeIfAbsent(item.sku(), unknown -> new ArrayList<>());
            for (Movement movement : item.newMovements()) {
                if (movement.version() != history.size() + 1) {
                    throw new AssertionError("movement " + movement.version() + " after " + history.size());
                }
                history.add(movement);
            }
            if (!restore(item.sku()).levels().containsAll(item.levels())) {
                throw new AssertionError("levels differ from the sum of the movements");
            }
        }
    }

    private StockItem restore(Sku sku) {
        List<Movement> history = movements.getOrDefault(sku, List.of());
        List<StockLevel> levels = StockItem.levelsOf(history).stream()
                .sorted(Comparator.comparing(StockLevel::location))
                .toList();
        return StockItem.restore(sku, history.size(), levels);
    }

    /** All known SKUs, for looking at from outside. */
    public List<StockItem> items() {
        return movements.keySet().stream().map(this::restore).toList();
    }

    public StockItem item(Sku sku) {
        return restore(sku);
    }

    public List<Movement> movements(Sku sku) {
        return List.copyOf(movements.getOrDefault(sku, List.of()));
    }
}
