package io.quayside.connectors.spi;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.util.List;

/** Gives a buyer money back by the platform's own way of payment. */
@FunctionalInterface
public interface RefundSink {
    /**
     * Idempotent: a refund that the platform already made under this key, or that can be known there by its note and
     * amount, is not made again. Stock is never put back by the platform: a return decides that (field-lesson 38).
     *
     * @param idempotencyKey the same for every retry of the same refund
     * @return the platform's id of the refund, its receipt
     * @throws ConnectorException when the platform refuses or does not answer
     */
    String refund(Refund refund, String idempotencyKey, ConnectionAccess connection, PlatformHttp http);

    /**
     * @param lines what it is for; empty for an amount that belongs to no line
     * @param amount all that the buyer gets back, in the order's currency; positive
     * @param reason in the merchant's words, for the buyer or the platform's records
     */
    record Refund(String orderExternalId, List<Line> lines, Money amount, String reason) {
        public Refund {
            lines = List.copyOf(lines);
        }

        /** @param amount of this line, taxes included */
        public record Line(String lineExternalId, Quantity quantity, Money amount) {}
    }
}
