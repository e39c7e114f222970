/** A stateful stand-in for the platforms' APIs on a port of its own. It knows nothing of the product, nor the product of it. */
@NullMarked
package io.quayside.sandbox;

import org.jspecify.annotations.NullMarked;
