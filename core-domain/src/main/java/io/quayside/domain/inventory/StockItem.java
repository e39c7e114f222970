package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stock of one SKU over all locations; an event-sourced aggregate whose events are {@link Movement}s. Its version is
 * the position of its last movement. At every location {@code 0 ≤ reserved ≤ onHand}, so available units never fall
 * below zero (field-lessons 22 and 23). Orders and lines are plain ids here. Not thread-safe; lives for one unit of
 * work.
 */
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

    /** An item that has no stock yet. */
    public static StockItem create(Sku sku) {
        return new StockItem(sku, 0, List.of());
    }

    /** For repositories: an item as it was stored, levels in the order in which locations are drawn from. */
    public static StockItem restore(Sku sku, long version, List<StockLevel> levels) {
        return new StockItem(sku, version, levels);
    }

    /** The stock that a history adds up to, locations in the order of their first movement. */
    public static List<StockLevel> levelsOf(List<Movement> movements) {
        Map<LocationId, int[]> sums = new LinkedHashMap<>();
        for (Movement movement : movements) {
            int[] sum = sums.computeIfAbsent(movement.location(), location -> new int[2]);
            sum[0] = Math.addExact(sum[0], movement.onHandDelta());
            sum[1] = Math.addExact(sum[1], movement.reservedDelta());
        }
        return sums.entrySet().stream()
                .map(entry -> new StockLevel(
                        entry.getKey(), Quantity.of(entry.getValue()[0]), Quantity.of(entry.getValue()[1])))
                .toList();
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

    /** Nothing on hand and nothing reserved where the item has never been. */
    public StockLevel levelAt(LocationId location) {
        int index = indexOf(location);
        return index < 0 ? new StockLevel(location, Quantity.ZERO, Quantity.ZERO) : levels.get(index);
    }

    /** What can still be promised, over all locations. */
    public Quantity available() {
        Quantity sum = Quantity.ZERO;
        for (StockLevel level : levels) {
            sum = sum.plus(level.available());
        }
        return sum;
    }

    /** Movements since it was restored, to be appended by the repository. */
    public List<Movement> newMovements() {
        return List.copyOf(newMovements);
    }

    /** Whether it has movements that are not stored yet. */
    public boolean isChanged() {
        return !newMovements.isEmpty();
    }

    /**
     * Takes up to the wanted units, never more than are available: all from the first location that has them all, else
     * from one location after the other.
     *
     * @return what was taken where; empty when there is nothing
     */
    public List<Taken> reserve(UUID orderId, String lineId, Quantity wanted, Instant now) {
        if (wanted.isZero()) {
            return List.of();
        }
        for (StockLevel level : levels) {
            if (level.available().compareTo(wanted) >= 0) {
                return List.of(take(orderId, lineId, level, wanted, now));
            }
        }
        List<Taken> taken = new ArrayList<>();
        Quantity missing = wanted;
        for (StockLevel level : List.copyOf(levels)) {
            Quantity here = level.available().min(missing);
            if (!here.isZero()) {
                taken.add(take(orderId, lineId, level, here, now));
                missing = missing.minus(here);
            }
        }
        return taken;
    }

    private Taken take(UUID orderId, String lineId, StockLevel level, Quantity quantity, Instant now) {
        move(level, Movement.Kind.RESERVED, 0, quantity.value(), orderId, lineId, "reserved for an order", now);
        return new Taken(level.location(), quantity);
    }

    /**
     * Gives reserved units back.
     *
     * @throws InvalidValue when fewer are reserved at the location
     */
    public void release(
            UUID orderId, String lineId, LocationId location, Quantity quantity, Instant now, String reason) {
        if (!quantity.isZero()) {
            StockLevel level = levelAt(location);
            move(level, Movement.Kind.RELEASED, 0, -quantity.value(), orderId, lineId, reason, now);
        }
    }

    /**
     * Reserved units left the house.
     *
     * @throws InvalidValue when fewer are reserved at the location
     */
    public void ship(UUID orderId, String lineId, LocationId location, Quantity quantity, Instant now, String reason) {
        if (!quantity.isZero()) {
            StockLevel level = levelAt(location);
            int units = -quantity.value();
            move(level, Movement.Kind.SHIPPED, units, units, orderId, lineId, reason, now);
        }
    }

    /** A count: so many are there. Changes nothing when fewer would be left than are reserved. */
    public CountResult setOnHand(LocationId location, Quantity quantity, String reason, Instant now) {
        StockLevel level = levelAt(location);
        return count(level, quantity.value() - level.onHand().value(), reason, now);
    }

    /**
     * So many more or fewer are there. Changes nothing when fewer would be left than are reserved.
     *
     * @throws InvalidValue when fewer than none would be left
     */
    public CountResult adjust(LocationId location, int delta, String reason, Instant now) {
        StockLevel level = levelAt(location);
        if (level.onHand().value() + (long) delta < 0) {
            throw new InvalidValue("%s units of '%s' at %s can't go down by %d"
                    .formatted(level.onHand(), InvalidValue.excerpt(sku.value()), location, -(long) delta));
        }
        return count(level, delta, reason, now);
    }

    private CountResult count(StockLevel level, int delta, String reason, Instant now) {
        long left = level.onHand().value() + (long) delta;
        if (left < level.reserved().value()) {
            return new CountResult.Shortage(Quantity.of((int) (level.reserved().value() - left)));
        }
        if (delta != 0 || indexOf(level.location()) < 0) {
            move(level, Movement.Kind.ADJUSTED, delta, 0, null, null, reason, now);
        }
        return new CountResult.Counted(delta);
    }

    private void move(
            StockLevel from,
            Movement.Kind kind,
            int onHandDelta,
            int reservedDelta,
            @Nullable UUID orderId,
            @Nullable String lineId,
            String reason,
            Instant now) {
        StockLevel after = new StockLevel(
                from.location(),
                Quantity.of(Math.addExact(from.onHand().value(), onHandDelta)),
                Quantity.of(Math.addExact(from.reserved().value(), reservedDelta)));
        int index = indexOf(from.location());
        if (index < 0) {
            levels.add(after);
        } else {
            levels.set(index, after);
        }
        newMovements.add(new Movement(
                sku, version() + 1, from.location(), kind, onHandDelta, reservedDelta, orderId, lineId, reason, now));
    }

    private int indexOf(LocationId location) {
        for (int index = 0; index < levels.size(); index++) {
            if (levels.get(index).location().equals(location)) {
                return index;
            }
        }
        return -1;
    }

    /** Units reserved at one location. */
    public record Taken(LocationId location, Quantity quantity) {}
}
