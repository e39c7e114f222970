package io.quayside.domain.orders;

import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.inventory.LocationId;
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
                        new LinePart(want.lineId(), part.sku()),
                        part.times(want.units()).value())));
        List<Allocation> surplus = new ArrayList<>();
        for (Allocation allocation : allocations) {
            LinePart part = new LinePart(allocation.lineId(), allocation.sku());
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
                int held = of(want.lineId(), part.sku());
                if (held < wanted) {
                    missing.add(new Need(want.lineId(), part.sku(), Quantity.of(wanted - held)));
                }
            }
        }
        return missing;
    }

    /** Units of the SKU that the line holds, over all locations. */
    int of(String lineId, Sku sku) {
        int held = 0;
        for (Allocation allocation : allocations) {
            if (allocation.lineId().equals(lineId) && allocation.sku().equals(sku)) {
                held += allocation.quantity().value();
            }
        }
        return held;
    }

    /** What the line holds of the SKU down to so many units, to be released. */
    List<Allocation> above(String lineId, Sku sku, int most) {
        List<Allocation> excess = new ArrayList<>();
        int left = most;
        for (Allocation allocation : allocations) {
            if (allocation.lineId().equals(lineId) && allocation.sku().equals(sku)) {
                int keep = Math.min(left, allocation.quantity().value());
                left -= keep;
                if (keep < allocation.quantity().value()) {
                    excess.add(allocation.of(allocation.quantity().minus(Quantity.of(keep))));
                }
            }
        }
        return excess;
    }

    /** What a line wants: so many units of it, each made of these. @param parts never empty, each SKU once */
    record Want(String lineId, int units, List<Component> parts) {}

    private record LinePart(String lineId, Sku sku) {}

    /** Units of a SKU that a line wants. */
    record Need(String lineId, Sku sku, Quantity quantity) {}

    void add(Need need, Taken part) {
        int index = indexOf(need.lineId(), need.sku(), part.location());
        if (index < 0) {
            allocations.add(new Allocation(need.lineId(), need.sku(), part.location(), part.quantity()));
        } else {
            Allocation held = allocations.get(index);
            allocations.set(index, held.of(held.quantity().plus(part.quantity())));
        }
    }

    void remove(Allocation part) {
        int index = indexOf(part.lineId(), part.sku(), part.location());
        Allocation held = allocations.get(index);
        if (held.quantity().equals(part.quantity())) {
            allocations.remove(index);
        } else {
            allocations.set(index, held.of(held.quantity().minus(part.quantity())));
        }
    }

    private int indexOf(String lineId, Sku sku, LocationId location) {
        for (int index = 0; index < allocations.size(); index++) {
            Allocation held = allocations.get(index);
            if (held.lineId().equals(lineId)
                    && held.sku().equals(sku)
                    && held.location().equals(location)) {
                return index;
            }
        }
        return -1;
    }
}
