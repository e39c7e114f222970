/** Who did what to a merchant's data and settings, kept for good. Reading is no entry; neither are orders that programs bring in. */
@NullMarked
package io.quayside.app.audit;

import org.jspecify.annotations.NullMarked;
