/**
 * The servers that come with the program: PostgreSQL and Artemis, durable, closed to other processes, kept in one
 * directory. Each starts only when no external one is configured.
 */
@NullMarked
package io.quayside.app.embedded;

import org.jspecify.annotations.NullMarked;
