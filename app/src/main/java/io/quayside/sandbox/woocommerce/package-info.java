/** A simulated WooCommerce shop: key hand-over, REST API wc/v3 and signed webhooks that are never repeated. */
@NullMarked
package io.quayside.sandbox.woocommerce;

import org.jspecify.annotations.NullMarked;
