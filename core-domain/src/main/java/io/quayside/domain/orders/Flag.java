package io.quayside.domain.orders;

/**
 * Something about an order that a person should know.
 *
 * @param detail one sentence in plain words: what is odd, with the values, and what to do
 */
public record Flag(Code code, String detail) {
    /** Whether a flag of this kind keeps the order from being fulfilled until a person or new data clears it. */
    public enum Code {
        /** The platform's own amounts don't add up. */
        TOTAL_MISMATCH(true),
        /** A line to ship names no SKU. */
        MISSING_SKU(true),
        /** A line's SKU is not in the catalog. */
        UNMAPPED_SKU(true),
        /** Something is to be shipped, but to no usable address. */
        MISSING_ADDRESS(true),
        /** The platform marks it as a test; imported, never allocated. */
        TEST_ORDER(true),
        /** The platform sent a value that was set aside; the detail names it. */
        SUSPICIOUS_VALUE(true),
        /** The channel has not got the payment yet: stock is kept, nothing is shipped. */
        AWAITING_PAYMENT(true),
        /** The buyer asked the channel to cancel, and nobody has answered. */
        CANCELLATION_REQUESTED(true),
        /** Stock that was promised to this order is not there any more, after a count. */
        STOCK_LOST(false),
        /** Some units wait for stock. */
        BACKORDERED(false),
        /** The platform left out personal data that our app is not approved for. */
        MASKED_CUSTOMER_DATA(false),
        /** The channel changed or cancelled it after shipment; a review is open. */
        CHANGED_AFTER_SHIPMENT(false);

        private final boolean holds;

        Code(boolean holds) {
            this.holds = holds;
        }

        public boolean holds() {
            return holds;
        }

        /** Whether it is a contradiction that a person is to look at, see {@link Review}. */
        public boolean opensReview() {
            return this == TOTAL_MISMATCH || this == STOCK_LOST || this == CHANGED_AFTER_SHIPMENT;
        }
    }
}
