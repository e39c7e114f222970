/** What a new merchant still has to do, told from what is really there. */
@NullMarked
package io.quayside.app.onboarding;

import org.jspecify.annotations.NullMarked;
