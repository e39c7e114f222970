/** Everything a merchant has here, as CSV or JSON lines: streamed, over one snapshot, in constant memory. */
@NullMarked
package io.quayside.app.export;

import org.jspecify.annotations.NullMarked;
