/** Stage 1, receive: what arrives is checked, made durable on an ingress queue, and only then acknowledged. */
@NullMarked
package io.quayside.routes.receive;

import org.jspecify.annotations.NullMarked;
