@NullMarked
package io.quayside.sandbox.woocommerce;

import org.jspecify.annotations.NullMarked;
