/** Integrations: connections to channels, their deliveries and cursors, and the dead letters that a person can mend and replay. */
@NullMarked
package io.quayside.domain.integrations;

import org.jspecify.annotations.NullMarked;
