/**
 * WooCommerce, REST API wc/v3: keys by hand-over or by hand, signed webhooks, orders by webhook and by query, stock,
 * shipments and cancellations. Every shop is an installation of its own, so everything is read leniently.
 */
@NullMarked
package io.quayside.connectors.woocommerce;

import org.jspecify.annotations.NullMarked;
