/** Stage 3, import: canonical orders reach the domain core in batches, each order exactly once (Idempotent Receiver). */
@NullMarked
package io.quayside.routes.ingest;

import org.jspecify.annotations.NullMarked;
