package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.List;

/** The stock of one SKU over all locations; an event-sourced aggregate whose events are {@link Movement}s. */
public final class StockItem {
    private final Sku sku;
    private final long storedVersion;
    private final List<StockLevel> levels;
    private final List<Movement> newMovements = new ArrayList<>();

    private StockItem(Sku sku, long storedVersion, List<StockLevel> levels) {
        this.sku = sku;
        this.storedVersion = storedVersion;
        this.levels = new ArrayList<>(levels);
    }

    /** For repositories: an item as it was stored, levels in the order in which locations are drawn from. */
    public static StockItem restore(Sku sku, long version, List<StockLevel> levels) {
        return new StockItem(sku, version, levels);
    }

    public Sku sku() {
        return sku;
    }

    public long storedVersion() {
        return storedVersion;
    }

    public long version() {
        return storedVersion + newMovements.size();
    }

    public List<StockLevel> levels() {
        return List.copyOf(levels);
    }

    /** Movements since it was restored, to be appended by the repository. */
    public List<Movement> newMovements() {
        return List.copyOf(newMovements);
    }
}
