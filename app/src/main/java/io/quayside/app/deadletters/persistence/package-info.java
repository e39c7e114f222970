/** How dead letters are stored and listed. */
@NullMarked
package io.quayside.app.deadletters.persistence;

import org.jspecify.annotations.NullMarked;
