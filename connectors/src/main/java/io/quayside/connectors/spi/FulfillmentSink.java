package io.quayside.connectors.spi;

import io.quayside.domain.kernel.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * @param repeat what tells a repeat where there is no tracking number
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
            Repeat repeat) {
        public record Line(String lineExternalId, Quantity quantity) {}

        /**
         * How a shipment that was told before, but whose receipt got lost, is known again. Where the platform keeps a mark,
         * that is the key. Where it keeps none, a parcel made there since, of the same content, that is no other shipment's,
         * is this one: parcels of the same content without tracking numbers may stand for each other.
         *
         * @param key the same on every repeat of this shipment and of no other; at most 100 characters
         * @param since when the goods left; the platform's clock may differ by {@link #CLOCKS_DIFFER}
         * @param others the receipts, one by one, of the order's other shipments
         */
        public record Repeat(String key, Instant since, Set<String> others) {
            private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

            /** Whether what the platform made can be this shipment, as far as id and time tell. */
            public boolean canBe(String receipt, Instant madeAt) {
                return !others.contains(receipt) && !madeAt.isBefore(since.minus(CLOCKS_DIFFER));
            }
        }
    }
}
