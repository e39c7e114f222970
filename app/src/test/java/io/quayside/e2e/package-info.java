/** The whole program as its users meet it: started as a process of its own, spoken to over HTTP, killed without mercy. */
@NullMarked
package io.quayside.e2e;

import org.jspecify.annotations.NullMarked;
