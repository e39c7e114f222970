package io.quayside.domain.orders;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/**
 * Units of stock that an order line holds at a location, until they are shipped or released. Never zero.
 *
 * @param shipGroup the ship group that they leave with; absent for the rest, so always of an order that was never split
 */
public record Allocation(String lineId, Sku sku, LocationId location, Quantity quantity, @Nullable Integer shipGroup) {
    public Allocation {
        shipGroup = shipGroup == null || shipGroup == ShipGroups.REST ? null : shipGroup;
    }

    /** The number of the ship group, {@link ShipGroups#REST} for the rest. */
    public int group() {
        return shipGroup == null ? ShipGroups.REST : shipGroup;
    }

    Allocation of(Quantity other) {
        return new Allocation(lineId, sku, location, other, shipGroup);
    }

    Allocation in(int group) {
        return new Allocation(lineId, sku, location, quantity, group);
    }
}
