/** The first start: the first log-in, and what is printed for the person at the terminal. */
@NullMarked
package io.quayside.app.setup;

import org.jspecify.annotations.NullMarked;
