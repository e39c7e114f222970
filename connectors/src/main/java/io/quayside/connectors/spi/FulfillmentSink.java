package io.quayside.connectors.spi;

import io.quayside.domain.kernel.Quantity;
import java.util.List;
import java.util.Optional;

/** Tells the platform that goods are on their way. */
@FunctionalInterface
public interface FulfillmentSink {
    /**
     * Idempotent: a shipment that the platform already knows is not announced again.
     *
     * @return the platform's id of the fulfillment, its receipt
     * @throws ConnectorException when the platform refuses or does not answer
     */
    String ship(Shipment shipment, ConnectionAccess connection, PlatformHttp http);

    /**
     * @param lines empty for everything that remains
     * @param carrier as the merchant calls it
     * @param carrierCode the platform's own code for it, where the merchant chose one; else the connector finds it
     * @param complete whether nothing of the order is left to ship after it
     * @param key the same on every repeat of this shipment and of no other; what tells a repeat where there is no tracking
     *     number. At most 100 characters
     */
    record Shipment(
            String orderExternalId,
            List<Line> lines,
            String carrier,
            Optional<String> carrierCode,
            List<String> trackingNumbers,
            Optional<String> trackingUrl,
            boolean notifyCustomer,
            boolean complete,
            String key) {
        public record Line(String lineExternalId, Quantity quantity) {}
    }
}
