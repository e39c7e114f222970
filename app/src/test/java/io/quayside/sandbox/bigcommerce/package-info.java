@NullMarked
package io.quayside.sandbox.bigcommerce;

import org.jspecify.annotations.NullMarked;
