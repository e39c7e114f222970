package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Quantity;

/** What came of a count or an adjustment. */
public sealed interface CountResult {
    /** @param delta by how many units the stock on hand changed */
    record Counted(int delta) implements CountResult {}

    /**
     * Nothing changed: fewer units would be left than are promised to orders.
     *
     * @param missing how many promises must be taken back first
     */
    record Shortage(Quantity missing) implements CountResult {}
}
