package io.quayside.domain.orders;

import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;

/** What an open order wants of a SKU and what it holds, lines of equal SKU together. */
public record Demand(Sku sku, Quantity wanted, Quantity allocated) {
    public Quantity missing() {
        return wanted.minus(allocated);
    }
}
