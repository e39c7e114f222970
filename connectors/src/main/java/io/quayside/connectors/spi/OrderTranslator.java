package io.quayside.connectors.spi;

import io.quayside.domain.orders.CanonicalOrder;
import java.time.Instant;
import java.util.List;

/**
 * Message Translator (EIP): pure and thread-safe, payload in, canonical orders out. What can't be trusted becomes a
 * flag on the order; what can't be read at all is {@link Unreadable}.
 */
@FunctionalInterface
public interface OrderTranslator {
    /** @throws Unreadable when no order can be made of the payload */
    Translation translate(Payload payload);

    /**
     * @param topic the platform's word for what this is ({@code orders/create}), empty when it has none
     * @param body as it was received, at most 5 MiB
     * @param receivedAt for platforms that don't say when an order changed
     */
    record Payload(String topic, byte[] body, Instant receivedAt, ConnectionAccess connection) {}

    /**
     * @param orders none when the payload is understood but tells of no order
     * @param note why there is none, for the activity log; else empty
     * @param toFetch external ids of orders that the payload only points at (Claim Check the other way round)
     * @param disconnected why the platform will take nothing from us any more and what the merchant can do; else empty
     * @param toForget the platform's names of one buyer whose personal data must be erased; else none
     */
    record Translation(
            List<CanonicalOrder> orders,
            String note,
            List<String> toFetch,
            String disconnected,
            List<String> toForget) {
        public static Translation of(List<CanonicalOrder> orders) {
            return new Translation(List.copyOf(orders), "", List.of(), "", List.of());
        }

        public static Translation nothing(String why) {
            return new Translation(List.of(), why, List.of(), "", List.of());
        }

        /** The payload names an order and does not hold it. */
        public static Translation pointer(String externalId) {
            return new Translation(
                    List.of(),
                    "It points at order " + externalId + ", which is fetched.",
                    List.of(externalId),
                    "",
                    List.of());
        }

        /** The merchant took the hub's access away at the platform. */
        public static Translation disconnected(String why) {
            return new Translation(List.of(), why, List.of(), why, List.of());
        }

        /** The platform demands that a buyer be forgotten. */
        public static Translation erasure(List<String> buyer, String why) {
            return new Translation(List.of(), why, List.of(), "", List.copyOf(buyer));
        }
    }
}
