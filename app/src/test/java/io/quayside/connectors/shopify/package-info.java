@NullMarked
package io.quayside.connectors.shopify;

import org.jspecify.annotations.NullMarked;
