package io.quayside.connectors.spi;

import java.time.Duration;

/**
 * How long a platform lets a buyer's personal data be kept; a merchant may ask for less, never for more.
 *
 * @param afterShipment counted from the shipment, or from the cancellation where nothing was shipped
 * @param source whose rule it is, for the order's timeline, such as {@code Amazon's data protection policy}
 */
public record RetentionRule(Duration afterShipment, String source) {}
