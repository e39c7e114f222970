/** What channels are still to be told, in the database: durable, one row for each SKU and connection, shipments and cancellations one by one. */
@NullMarked
package io.quayside.app.writeback;

import org.jspecify.annotations.NullMarked;
