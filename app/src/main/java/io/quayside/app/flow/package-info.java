/** A live picture of what runs through the hub: for a merchant his own connections, for operators the queues as well. */
@NullMarked
package io.quayside.app.flow;

import org.jspecify.annotations.NullMarked;
