/** How long a buyer's data and what was received are kept: rules, the sweeps that follow them, erasure on demand. */
@NullMarked
package io.quayside.app.privacy;

import org.jspecify.annotations.NullMarked;
