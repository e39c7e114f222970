/** The portal as people meet it: a true browser, in front of the true program with its broker, database and sandbox. */
@NullMarked
package io.quayside.portal;

import org.jspecify.annotations.NullMarked;
