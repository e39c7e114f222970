/**
 * Shopify Admin API, version in {@link ShopifyApi#VERSION}; see <a href="https://shopify.dev/docs/api/admin-graphql">the
 * reference</a> and <a href="https://shopify.dev/docs/apps/build/webhooks">webhooks</a>. Traps, each with a test of its
 * name: two currencies for one amount · ids beyond 2⁵³ · money without decimals · SKUs that are null, empty or twice in
 * one order · lines of deleted products · removed lines that stay with a current quantity of 0 · current amounts beside
 * original ones · order-level discounts · shipping refunds · properties as list, object or null · personal data left out
 * for want of approval · errors in answers of HTTP 200. Knows no other platform.
 */
@NullMarked
package io.quayside.connectors.shopify;

import org.jspecify.annotations.NullMarked;
