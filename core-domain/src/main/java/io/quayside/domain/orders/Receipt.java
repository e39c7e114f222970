package io.quayside.domain.orders;

import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery.
 *
 * @param orderId absent only for a duplicate whose order is not there
 * @param version of the order after the batch, 0 when it is not there
 */
public record Receipt(@Nullable OrderId orderId, OrderKey key, Outcome outcome, long version) {
    public enum Outcome {
        CREATED,
        UPDATED,
        /** A version that was known or is older than what we have. */
        UNCHANGED,
        /** A version of the very second in which the channel was last asked: it has to be asked again. */
        IN_DOUBT,
        /** The delivery has had its effect before. */
        DUPLICATE
    }
}
