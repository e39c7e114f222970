/** The orders context: its use cases, put together with the adapters that they need. */
@NullMarked
package io.quayside.app.orders;

import org.jspecify.annotations.NullMarked;
