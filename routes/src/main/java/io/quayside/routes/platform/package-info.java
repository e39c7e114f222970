/** Ways in that only one platform has: what is told to the installation as a whole and not to one connection's address. */
@NullMarked
package io.quayside.routes.platform;

import org.jspecify.annotations.NullMarked;
