/**
 * Orders: the canonical order as channels tell it, the order aggregate that keeps it, and the use cases that receive,
 * change and allocate it. Stock counts are here too ({@link io.quayside.domain.orders.AdjustStock}), because they take
 * from and give to orders; the inventory context knows nothing of orders.
 */
@NullMarked
package io.quayside.domain.orders;

import org.jspecify.annotations.NullMarked;
