/** Orders: the canonical order as channels tell it, the order aggregate that keeps and allocates it, and its use cases. Knows stock only through the inventory context's ports. */
@NullMarked
package io.quayside.domain.orders;

import org.jspecify.annotations.NullMarked;
