/** Connections to channels over HTTP: making, connecting and watching them, fetching orders, and taking webhooks in. */
@NullMarked
package io.quayside.app.integrations;

import org.jspecify.annotations.NullMarked;
