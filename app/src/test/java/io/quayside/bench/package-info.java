/** What the hub carries, measured on the running program; started by {@code ./mvnw -Pbench test} and never as a test. */
@NullMarked
package io.quayside.bench;

import org.jspecify.annotations.NullMarked;
