/** What needs a person now, shown in the portal and sent by e-mail in letters of many, so that nobody is flooded. */
@NullMarked
package io.quayside.app.alerts;

import org.jspecify.annotations.NullMarked;
