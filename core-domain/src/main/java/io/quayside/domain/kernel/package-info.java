/**
 * The shared kernel: values that every bounded context speaks in. A closed list; a type with a single user lives
 * with that user.
 */
@NullMarked
package io.quayside.domain.kernel;

import org.jspecify.annotations.NullMarked;
