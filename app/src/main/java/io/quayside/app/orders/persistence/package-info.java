/** How orders are stored and read: the aggregate as a document, with columns for what lists filter and sort by. */
@NullMarked
package io.quayside.app.orders.persistence;

import org.jspecify.annotations.NullMarked;
