/**
 * A simulated Amazon: authorization in Seller Central, Login with Amazon, the Selling Partner API with a token bucket for
 * each operation, and the queue that notifications come by.
 */
@NullMarked
package io.quayside.sandbox.amazon;

import org.jspecify.annotations.NullMarked;
