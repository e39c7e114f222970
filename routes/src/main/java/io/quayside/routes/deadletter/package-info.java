/** What failed for good is parked where a person can see it, mend it and replay it (Dead Letter Channel). */
@NullMarked
package io.quayside.routes.deadletter;

import org.jspecify.annotations.NullMarked;
