/**
 * The merchants' portal: the files that {@code src/main/frontend} is built to, and what browsers are told about them. The
 * portal itself is a client of the API like any other.
 */
@NullMarked
package io.quayside.app.portal;

import org.jspecify.annotations.NullMarked;
