/** A simulated BigCommerce: installation of the app, orders of v2, inventory of v3, hooks that only point at orders. */
@NullMarked
package io.quayside.sandbox.bigcommerce;

import org.jspecify.annotations.NullMarked;
