/** Shopify as a simulator: consent, GraphQL and REST Admin APIs, limits, and signed webhooks, all in memory. */
@NullMarked
package io.quayside.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
