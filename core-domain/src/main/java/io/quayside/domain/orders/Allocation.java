package io.quayside.domain.orders;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;

/** Units of stock that an order line holds at a location, until they are shipped or released. Never zero. */
public record Allocation(String lineId, Sku sku, LocationId location, Quantity quantity) {
    Allocation of(Quantity other) {
        return new Allocation(lineId, sku, location, other);
    }
}
