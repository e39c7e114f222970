/**
 * Orders that any program hands in as canonical JSON, by API call or by signed webhook (Standard Webhooks 1.0.0).
 * Generous in what may be left out, exact in what is there: every wrong field is named.
 */
@NullMarked
package io.quayside.connectors.rest;

import org.jspecify.annotations.NullMarked;
