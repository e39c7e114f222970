/** The program: adapters around the core, context first, and the parts that start it. */
@NullMarked
package io.quayside.app;

import org.jspecify.annotations.NullMarked;
