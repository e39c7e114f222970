package io.quayside.domain.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One unit of work at a time, as if every lock were held by it. Stores register a snapshot so that a unit that throws
 * leaves nothing behind. It also watches the rule that keeps the real locks from deadlocking: orders before the catalog,
 * that before stock, stock by SKU.
 */
public final class InMemoryUnitOfWork implements UnitOfWork {
    private final List<Supplier<Runnable>> stores = new ArrayList<>();
    private int depth;
    private boolean stockLocked;
    private Sku lastLocked = new Sku("!");

    /** @param snapshot remembers the store's content and gives back what restores it */
    public void register(Supplier<Runnable> snapshot) {
        stores.add(snapshot);
    }

    @Override
    public synchronized <T> T run(TenantId tenant, Supplier<T> work) {
        if (depth > 0) {
            return work.get();
        }
        List<Runnable> rollbacks = stores.stream().map(Supplier::get).toList();
        stockLocked = false;
        depth++;
        boolean committed = false;
        try {
            T result = work.get();
            committed = true;
            return result;
        } finally {
            depth--;
            if (!committed) {
                rollbacks.forEach(Runnable::run);
            }
        }
    }

    public void requireRunning() {
        if (depth == 0) {
            throw new AssertionError("outside a unit of work");
        }
    }

    public void orderLock() {
        requireRunning();
        if (stockLocked) {
            throw new AssertionError("orders locked after stock: two units of work could wait for each other");
        }
    }

    public void catalogLock() {
        requireRunning();
        if (stockLocked) {
            throw new AssertionError("catalog locked after stock: two units of work could wait for each other");
        }
    }

    public void stockLock(Sku sku) {
        requireRunning();
        if (stockLocked && sku.compareTo(lastLocked) < 0) {
            throw new AssertionError("stock of " + sku + " locked after " + lastLocked);
        }
        stockLocked = true;
        lastLocked = sku;
    }
}
