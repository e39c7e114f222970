/** Stage 2, normalize: every platform's deliveries become canonical orders (Normalizer, Claim Check, Message Translator). */
@NullMarked
package io.quayside.routes.normalize;

import org.jspecify.annotations.NullMarked;
