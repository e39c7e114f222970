/**
 * Stage 5, write back, and every other call to a platform: limiter and circuit breaker of the connection, then HTTP. The
 * one way out.
 */
@NullMarked
package io.quayside.routes.writeback;

import org.jspecify.annotations.NullMarked;
