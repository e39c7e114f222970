/** The dead-letter desk over HTTP: look, mend, replay, discard. */
@NullMarked
package io.quayside.app.deadletters.web;

import org.jspecify.annotations.NullMarked;
