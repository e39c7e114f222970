package io.quayside.domain.orders;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockItem.Taken;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The units that an order holds, and how they compare with what its lines want. */
final class Holdings {
    private final List<Allocation> allocations;

    Holdings(List<Allocation> allocations) {
        this.allocations = new ArrayList<>(allocations);
    }

    List<Allocation> all() {
        return List.copyOf(allocations);
    }

    /** Units beyond what the lines want, lines by their id. */
    List<Allocation> beyond(Map<String, CanonicalOrder.Line> lines) {
        if (allocations.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> kept = new HashMap<>();
        List<Allocation> surplus = new ArrayList<>();
        for (Allocation allocation : allocations) {
            CanonicalOrder.Line line = lines.get(allocation.lineId());
            int wanted = line != null && allocation.sku().equals(line.sku())
                    ? line.fulfillableQuantity().value() - kept.getOrDefault(allocation.lineId(), 0)
                    : 0;
            int keep = Math.min(wanted, allocation.quantity().value());
            kept.merge(allocation.lineId(), keep, Integer::sum);
            if (keep < allocation.quantity().value()) {
                surplus.add(allocation.of(allocation.quantity().minus(Quantity.of(keep))));
            }
        }
        return surplus;
    }

    /** Units that the lines want and that are not held. */
    List<Need> missingOf(Map<String, CanonicalOrder.Line> lines) {
        List<Need> missing = new ArrayList<>();
        for (CanonicalOrder.Line line : lines.values()) {
            Sku sku = Objects.requireNonNull(line.sku());
            int held = 0;
            for (Allocation allocation : allocations) {
                if (allocation.lineId().equals(line.externalId())
                        && allocation.sku().equals(sku)) {
                    held += allocation.quantity().value();
                }
            }
            if (held < line.fulfillableQuantity().value()) {
                missing.add(new Need(
                        line.externalId(),
                        sku,
                        Quantity.of(line.fulfillableQuantity().value() - held)));
            }
        }
        return missing;
    }

    /** Units that a line wants. */
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
