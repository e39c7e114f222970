/** Stage 4, relay: domain events leave the transactional outbox for the broker's topic, and for Kafka when configured. */
@NullMarked
package io.quayside.routes.relay;

import org.jspecify.annotations.NullMarked;
