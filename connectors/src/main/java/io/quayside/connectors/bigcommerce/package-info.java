/**
 * BigCommerce: app installation, webhooks that only point at orders, orders by v2 with their sub-resources, stock by the
 * inventory API, shipments and cancellations.
 */
@NullMarked
package io.quayside.connectors.bigcommerce;

import org.jspecify.annotations.NullMarked;
