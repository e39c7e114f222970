package io.quayside.domain.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units of an order that leave the house together, apart from its other units. Immutable.
 *
 * @param number {@link ShipGroups#REST} for what lies in no group of its own; 2, 3 … for the others, in the order they
 *     were made and never twice in an order
 * @param note for the people who pack it; may be empty
 * @param heldBecause why it waits, absent when nothing but stock keeps it
 * @param lines each line once
 */
public record ShipGroup(int number, String note, @Nullable String heldBecause, List<Shipment.Line> lines) {
    public ShipGroup {
        lines = List.copyOf(lines);
    }

    /** Where it stands; the order's own hold comes before all of them. */
    public enum Status {
        /** It waits by itself; other groups of the order go on. */
        ON_HOLD,
        /** All that it takes from stock is reserved. */
        ALLOCATED,
        PARTIALLY_ALLOCATED,
        BACKORDERED
    }

    public boolean isHeld() {
        return heldBecause != null;
    }

    ShipGroup held(@Nullable String because) {
        return new ShipGroup(number, note, because, lines);
    }

    ShipGroup of(List<Shipment.Line> others) {
        return new ShipGroup(number, note, heldBecause, others);
    }

    int unitsOf(String lineId) {
        for (Shipment.Line line : lines) {
            if (line.lineId().equals(lineId)) {
                return line.quantity().value();
            }
        }
        return 0;
    }
}
