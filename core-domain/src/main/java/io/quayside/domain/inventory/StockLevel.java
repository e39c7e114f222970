package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;

/** What one location has of a SKU. Never {@code reserved > onHand}: the database holds it too. */
public record StockLevel(LocationId location, Quantity onHand, Quantity reserved) {
    public StockLevel {
        if (reserved.compareTo(onHand) > 0) {
            throw new InvalidValue(
                    "at %s %s units would be reserved of %s on hand".formatted(location, reserved, onHand));
        }
    }

    public Quantity available() {
        return onHand.minus(reserved);
    }
}
