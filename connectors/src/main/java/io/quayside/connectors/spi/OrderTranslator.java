package io.quayside.connectors.spi;

import io.quayside.domain.orders.CanonicalOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
     * @param erasure whose personal data must be erased; else none
     * @param askedOfMerchant what the platform wants the merchant to do, a sentence without a buyer's data; else empty
     */
    record Translation(
            List<CanonicalOrder> orders,
            String note,
            List<String> toFetch,
            String disconnected,
            Optional<ErasureDemand> erasure,
            String askedOfMerchant) {
        /** Orders that are there, and others that are only named. */
        public Translation(List<CanonicalOrder> orders, String note, List<String> toFetch, String disconnected) {
            this(List.copyOf(orders), note, List.copyOf(toFetch), disconnected, Optional.empty(), "");
        }

        public static Translation of(List<CanonicalOrder> orders) {
            return new Translation(orders, "", List.of(), "");
        }

        public static Translation nothing(String why) {
            return new Translation(List.of(), why, List.of(), "");
        }

        /** The payload names an order and does not hold it. */
        public static Translation pointer(String externalId) {
            return new Translation(
                    List.of(), "It points at order " + externalId + ", which is fetched.", List.of(externalId), "");
        }

        /** The merchant took the hub's access away at the platform. */
        public static Translation disconnected(String why) {
            return new Translation(List.of(), why, List.of(), why);
        }

        /** The platform demands that a buyer be forgotten. */
        public static Translation erasure(ErasureDemand demand) {
            return new Translation(List.of(), demand.why(), List.of(), "", Optional.of(demand), "");
        }

        /** The platform wants something of the merchant that the hub can't do by itself. */
        public static Translation askedOfMerchant(String what) {
            return new Translation(List.of(), what, List.of(), "", Optional.empty(), what);
        }
    }
}
