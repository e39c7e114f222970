package io.quayside.domain.inventory;

import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable entry of the stock ledger. The sum of a SKU's movements is its stock level.
 *
 * @param version position in the SKU's history, from 1 without gaps; unique per tenant and SKU
 * @param orderId the order and line it was made for, absent for counts and adjustments
 * @param reason in the words of who made it
 */
public record Movement(
        Sku sku,
        long version,
        LocationId location,
        Kind kind,
        int onHandDelta,
        int reservedDelta,
        @Nullable UUID orderId,
        @Nullable String lineId,
        String reason,
        Instant occurredAt) {
    public enum Kind {
        RECEIVED,
        ADJUSTED,
        RESERVED,
        RELEASED,
        SHIPPED,
        RETURNED
    }
}
