@NullMarked
package io.quayside.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
