/**
 * Magento Open Source and Adobe Commerce, REST V1: activation of an integration or tokens by hand (OAuth 1.0a), orders by
 * query with their shipments and credit memos, stock of one source, shipments, cancellations, credit memos. The platform
 * has no webhooks of its own, so it is polled. Traps: the rows of configurable products and bundles, base and order
 * currency, times without a zone, keys that are missing instead of null, pages that repeat when they should end.
 */
@NullMarked
package io.quayside.connectors.magento;

import org.jspecify.annotations.NullMarked;
