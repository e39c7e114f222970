package io.quayside.domain.orders;

import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.inventory.StockItem.Taken;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The units that an order holds, and how they compare with what its lines want. */
final class Holdings {
    private final List<Allocation> allocations;

    Holdings(List<Allocation> allocations) {
        this.allocations = new ArrayList<>(allocations);
    }

    List<Allocation> all() {
        return List.copyOf(allocations);
    }

    /** Units beyond what the lines want. */
    List<Allocation> beyond(List<Want> wants) {
        if (allocations.isEmpty()) {
            return List.of();
        }
        Map<LinePart, Integer> wanted = new HashMap<>();
        wants.forEach(want -> want.parts()
                .forEach(part -> wanted.put(
                        new LinePart(want.lineId(), want.group(), part.sku()),
                        part.times(want.units()).value())));
        List<Allocation> surplus = new ArrayList<>();
        for (Allocation allocation : allocations) {
            LinePart part = new LinePart(allocation.lineId(), allocation.group(), allocation.sku());
            int left = wanted.getOrDefault(part, 0);
            int keep = Math.min(left, allocation.quantity().value());
            wanted.put(part, left - keep);
            if (keep < allocation.quantity().value()) {
                surplus.add(allocation.of(allocation.quantity().minus(Quantity.of(keep))));
            }
        }
        return surplus;
    }

    /** Units that the lines want and that are not held. */
    List<Need> missingOf(List<Want> wants) {
        List<Need> missing = new ArrayList<>();
        for (Want want : wants) {
            for (Component part : want.parts()) {
                int wanted = part.times(want.units()).value();
                int held = of(want, part.sku());
                if (held < wanted) {
                    missing.add(new Need(want.lineId(), want.group(), part.sku(), Quantity.of(wanted - held)));
                }
            }
        }
        return missing;
    }

    int of(Want want, Sku sku) {
        return of(want.lineId(), want.group(), sku);
    }

    /** Units of the SKU that the line holds for the ship group, over all locations. */
    int of(String lineId, int group, Sku sku) {
        int held = 0;
        for (Allocation allocation : allocations) {
            if (isFor(allocation, lineId, group, sku)) {
                held += allocation.quantity().value();
            }
        }
        return held;
    }

    private static boolean isFor(Allocation allocation, String lineId, int group, Sku sku) {
        return allocation.lineId().equals(lineId)
                && allocation.group() == group
                && allocation.sku().equals(sku);
    }

    /** What the line holds of the SKU for the group down to so many units, to be released. */
    List<Allocation> above(Want want, Sku sku, int most) {
        List<Allocation> excess = new ArrayList<>();
        int left = most;
        for (Allocation allocation : allocations) {
            if (isFor(allocation, want.lineId(), want.group(), sku)) {
                int keep = Math.min(left, allocation.quantity().value());
                left -= keep;
                if (keep < allocation.quantity().value()) {
                    excess.add(allocation.of(allocation.quantity().minus(Quantity.of(keep))));
                }
            }
        }
        return excess;
    }

    /**
     * What a line wants for a ship group: so many units of it, each made of these.
     *
     * @param parts never empty, each SKU once
     */
    record Want(String lineId, int group, int units, List<Component> parts) {}

    private record LinePart(String lineId, int group, Sku sku) {}

    /** Units of a SKU that a line wants for a ship group. */
    record Need(String lineId, int group, Sku sku, Quantity quantity) {}

    void add(Need need, Taken part) {
        put(new Allocation(need.lineId(), need.sku(), part.location(), part.quantity(), need.group()));
    }

    private void put(Allocation part) {
        int index = indexOf(part);
        if (index < 0) {
            allocations.add(part);
        } else {
            Allocation held = allocations.get(index);
            allocations.set(index, held.of(held.quantity().plus(part.quantity())));
        }
    }

    /** So many whole kits of the line, or as many as are held, leave with another group from now on. */
    void move(String lineId, List<Component> parts, int kits, int from, int to) {
        int moved = Math.min(kits, Bundle.kits(parts, sku -> of(lineId, from, sku)));
        for (Component part : parts) {
            int left = part.times(moved).value();
            for (Allocation held : all()) {
                if (left > 0 && isFor(held, lineId, from, part.sku())) {
                    Allocation going = held.of(held.quantity().min(Quantity.of(left)));
                    remove(going);
                    put(going.in(to));
                    left -= going.quantity().value();
                }
            }
        }
    }

    /** All that the one group holds is the other's from now on. */
    void moveAll(int from, int to) {
        for (Allocation held : all()) {
            if (held.group() == from) {
                remove(held);
                put(held.in(to));
            }
        }
    }

    void remove(Allocation part) {
        int index = indexOf(part);
        Allocation held = allocations.get(index);
        if (held.quantity().equals(part.quantity())) {
            allocations.remove(index);
        } else {
            allocations.set(index, held.of(held.quantity().minus(part.quantity())));
        }
    }

    private int indexOf(Allocation part) {
        for (int index = 0; index < allocations.size(); index++) {
            Allocation held = allocations.get(index);
            if (isFor(held, part.lineId(), part.group(), part.sku())
                    && held.location().equals(part.location())) {
                return index;
            }
        }
        return -1;
    }
}
