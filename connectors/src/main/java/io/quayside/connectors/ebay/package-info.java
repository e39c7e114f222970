/**
 * eBay, Sell APIs (Fulfillment, Inventory), Post-Order for cancellations, Trading for listings that the Inventory API did
 * not make, Notification for signed webhooks. Traps: amounts of a line are for all its units, discounts are negative, tax
 * that eBay collects itself is in no total, lists never show cancel requests, and no list may be paged by offset while it
 * lives. Knows no other platform.
 */
@NullMarked
package io.quayside.connectors.ebay;

import org.jspecify.annotations.NullMarked;
