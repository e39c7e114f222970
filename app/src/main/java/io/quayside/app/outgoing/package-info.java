/** Webhooks to merchants' own programs: Standard Webhooks, at least once, with a log of every call. */
@NullMarked
package io.quayside.app.outgoing;

import org.jspecify.annotations.NullMarked;
