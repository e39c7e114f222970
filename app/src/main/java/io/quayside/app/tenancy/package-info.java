/** Merchants and the people who sign in for them. How they prove who they are is the business of {@code security}. */
@NullMarked
package io.quayside.app.tenancy;

import org.jspecify.annotations.NullMarked;
