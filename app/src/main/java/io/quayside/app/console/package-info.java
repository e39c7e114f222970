/** Hawtio under {@code /console}, for operators: routes, queues and JMX by a policy that denies what it does not name. */
@NullMarked
package io.quayside.app.console;

import org.jspecify.annotations.NullMarked;
