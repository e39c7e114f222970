/**
 * The contract between Quayside and a platform. A connector is a handful of small parts, each with one job; it speaks
 * core types, knows no other connector, opens no socket itself and keeps no state.
 */
@NullMarked
package io.quayside.connectors.spi;

import org.jspecify.annotations.NullMarked;
