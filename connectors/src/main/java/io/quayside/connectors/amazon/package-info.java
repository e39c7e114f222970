/**
 * Amazon Selling Partner API: orders by 2026-01-01 and, where that is refused, by v0; notifications that only point at
 * orders and come through the installation's own queue; stock by listings or, for many, by a feed; shipments;
 * cancellations by a feed. Traps: orders without amounts while their payment is pending, orders that Amazon ships,
 * prices of whole quantities, tax that Amazon keeps, buyers without names. Knows no other platform.
 */
@NullMarked
package io.quayside.connectors.amazon;

import org.jspecify.annotations.NullMarked;
