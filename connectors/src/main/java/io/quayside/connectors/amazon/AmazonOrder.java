package io.quayside.connectors.amazon;

import io.quayside.connectors.payload.Findings;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FulfilledBy;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as both versions of the API tell it; what one of them does not know is null or empty. No logic here.
 *
 * @param number the seller's own number of it, where there is one
 * @param grandTotal absent while the payment is pending
 * @param items absent where the payload leaves them out
 * @param tips and whatever else belongs to no item
 * @param programs {@code PRIME}, {@code AMAZON_BUSINESS} and the like
 */
record AmazonOrder(
        String id,
        @Nullable String number,
        @Nullable Instant placedAt,
        @Nullable Instant changedAt,
        Status status,
        FulfilledBy fulfilledBy,
        @Nullable Marketplace marketplace,
        Currency currency,
        @Nullable Money grandTotal,
        @Nullable List<Item> items,
        Money tips,
        CanonicalOrder.@Nullable Customer buyer,
        @Nullable Address address,
        @Nullable String serviceLevel,
        @Nullable Instant shipBy,
        @Nullable Instant deliverBy,
        @Nullable String note,
        boolean paidOnDelivery,
        Set<String> programs,
        Map<String, String> attributes,
        List<CanonicalOrder.Fulfillment> packages,
        Findings findings) {

    /** Where an order stands, by the names of 2026-01-01. */
    enum Status {
        PENDING_AVAILABILITY,
        PENDING,
        UNSHIPPED,
        /** Of v0, in Brazil: shipped, while Amazon waits for the invoice. */
        INVOICE_UNCONFIRMED,
        PARTIALLY_SHIPPED,
        SHIPPED,
        CANCELLED,
        UNFULFILLABLE,
        UNKNOWN;

        boolean isPending() {
            return this == PENDING || this == PENDING_AVAILABILITY;
        }

        boolean isShipped() {
            return this == SHIPPED || this == INVOICE_UNCONFIRMED;
        }

        /** {@code PartiallyShipped} and {@code PARTIALLY_SHIPPED} are one. */
        static Status of(@Nullable String text) {
            String told = text == null ? "" : text.strip().replace("_", "").toUpperCase(java.util.Locale.ROOT);
            for (Status status : values()) {
                if (status.name().replace("_", "").equals(told)) {
                    return status;
                }
            }
            return told.equals("CANCELED") ? CANCELLED : UNKNOWN;
        }
    }

    /**
     * Amounts are for the whole quantity, discounts positive.
     *
     * @param ordered as first ordered
     * @param shipped so far
     * @param left still to ship, where it is told
     * @param unitPrice where it is told
     * @param discount without that on shipping
     * @param tax of everything, as told
     * @param fees gift wrap, cash on delivery and the like
     * @param taxKeptByAmazon whether Amazon pays the tax to the state itself
     * @param cancelRequest what the buyer asks for, while nobody has answered
     * @param cancelledBy who cancelled it, or null
     */
    record Item(
            String id,
            @Nullable String sku,
            String title,
            int ordered,
            int shipped,
            @Nullable Integer left,
            Money price,
            @Nullable Money unitPrice,
            Money discount,
            Tax tax,
            Money shipping,
            Money shippingDiscount,
            Money fees,
            boolean taxKeptByAmazon,
            @Nullable String cancelRequest,
            @Nullable String cancelledBy,
            Map<String, String> properties) {}

    /**
     * Taxes, and by how much those of discounts are less where they are told beside them.
     *
     * @param ofItem without that of shipping and fees
     */
    record Tax(Money ofItem, Money ofShipping, Money ofFees, Money discountOfItem, Money discountOfShipping) {
        Money item(boolean netOfDiscounts) {
            return netOfDiscounts ? ofItem.minus(discountOfItem) : ofItem;
        }

        Money shipping(boolean netOfDiscounts) {
            return netOfDiscounts ? ofShipping.minus(discountOfShipping) : ofShipping;
        }

        Money sum(boolean netOfDiscounts) {
            return item(netOfDiscounts).plus(shipping(netOfDiscounts)).plus(ofFees);
        }
    }
}
