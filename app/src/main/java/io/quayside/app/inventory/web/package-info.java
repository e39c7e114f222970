/** Stock, products and locations over HTTP. */
@NullMarked
package io.quayside.app.inventory.web;

import org.jspecify.annotations.NullMarked;
