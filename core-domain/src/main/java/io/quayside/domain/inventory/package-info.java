/** Inventory: products and event-sourced stock. Movements are the truth, stock levels their sum; reserving can never make available stock negative. */
@NullMarked
package io.quayside.domain.inventory;

import org.jspecify.annotations.NullMarked;
