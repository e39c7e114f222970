/** How the catalog, locations and stock are stored and read. */
@NullMarked
package io.quayside.app.inventory.persistence;

import org.jspecify.annotations.NullMarked;
