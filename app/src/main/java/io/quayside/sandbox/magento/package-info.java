/** A simulated Magento: integrations, signed calls, orders with their documents, multi-source inventory. */
@NullMarked
package io.quayside.sandbox.magento;

import org.jspecify.annotations.NullMarked;
