/**
 * A small Camel component that Camel lacks: a transacted batch consumer for JMS, and a producer whose messages leave in
 * the consumer's transaction. Knows nothing of orders.
 */
@NullMarked
package io.quayside.routes.jmsbatch;

import org.jspecify.annotations.NullMarked;
