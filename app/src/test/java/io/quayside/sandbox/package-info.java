/** The simulators before their judges: the platforms' own client libraries and published schemas. */
@NullMarked
package io.quayside.sandbox;

import org.jspecify.annotations.NullMarked;
