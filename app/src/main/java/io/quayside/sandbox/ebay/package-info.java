/** A simulated eBay: consent, Sell APIs, Post-Order, a little of Trading, and signed notifications. */
@NullMarked
package io.quayside.sandbox.ebay;

import org.jspecify.annotations.NullMarked;
