package io.quayside.connectors.shopify;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's order as it is, the same for webhooks, REST and GraphQL; what may be absent is {@code @Nullable}. Names are
 * those of the REST shape. Every amount is in the shop's currency. No logic here.
 */
final class ShopifyPayloads {
    private ShopifyPayloads() {}

    /**
     * @param taxesIncluded null when the payload does not say
     * @param totalRefunded only in GraphQL
     * @param presentmentTotal the current total that the buyer saw, as text
     * @param personalDataWithheld keys of personal data are missing altogether
     */
    record Order(
            String id,
            @Nullable String name,
            @Nullable String orderNumber,
            @Nullable Instant createdAt,
            @Nullable Instant processedAt,
            @Nullable Instant updatedAt,
            @Nullable Instant cancelledAt,
            @Nullable String cancelReason,
            @Nullable Instant closedAt,
            boolean test,
            @Nullable Boolean confirmed,
            @Nullable String financialStatus,
            Currency currency,
            @Nullable String presentmentCurrency,
            @Nullable String presentmentTotal,
            @Nullable Boolean taxesIncluded,
            boolean dutiesIncluded,
            Amounts original,
            Amounts current,
            @Nullable Money tips,
            @Nullable Money cashRounding,
            @Nullable Money totalRefunded,
            @Nullable Customer customer,
            @Nullable Address billingAddress,
            @Nullable Address shippingAddress,
            boolean personalDataWithheld,
            List<Line> lines,
            List<ShippingLine> shippingLines,
            List<Fulfillment> fulfillments,
            List<Refund> refunds,
            @Nullable String note,
            List<String> tags,
            Map<String, String> noteAttributes,
            @Nullable String sourceName,
            List<String> paymentGateways,
            List<String> discountCodes) {}

    /** One side of an order's totals: as it was placed, or as it stands now. */
    record Amounts(
            @Nullable Money total,
            @Nullable Money discounts,
            @Nullable Money shipping,
            @Nullable Money tax,
            @Nullable Money duties,
            @Nullable Money fees) {}

    record Customer(@Nullable String id, @Nullable String name, @Nullable String email, @Nullable String phone) {}

    /**
     * @param quantity as ordered
     * @param currentQuantity without what was removed or refunded
     * @param price of one unit, before discounts
     * @param discount all allocations together, for the quantity as ordered
     * @param tax for the quantity as ordered
     * @param tip a tip that checkout booked as a line
     */
    record Line(
            @Nullable String id,
            @Nullable String sku,
            @Nullable String title,
            @Nullable String variantTitle,
            int quantity,
            @Nullable Integer currentQuantity,
            @Nullable Integer fulfillableQuantity,
            Money price,
            Money discount,
            Money tax,
            boolean requiresShipping,
            boolean giftCard,
            boolean tip,
            Map<String, String> properties) {}

    /** @param currentPrice after discounts and shipping refunds, where the payload tells it */
    record ShippingLine(
            @Nullable String code,
            @Nullable String title,
            Money price,
            Money discountedPrice,
            @Nullable Money currentPrice,
            Money tax,
            boolean removed) {}

    record Fulfillment(
            @Nullable String id,
            @Nullable String status,
            @Nullable Instant createdAt,
            @Nullable String trackingCompany,
            List<String> trackingNumbers,
            List<FulfilledLine> lines) {}

    record FulfilledLine(String lineId, int quantity) {}

    /** @param amount what was paid back with success; null when it is only told in a foreign currency */
    record Refund(
            @Nullable String id,
            @Nullable Instant createdAt,
            @Nullable String note,
            @Nullable Money amount,
            List<RefundLine> lines,
            List<Adjustment> adjustments) {}

    /** @param subtotal after discounts; with its tax when prices include tax */
    record RefundLine(
            String lineId, int quantity, @Nullable Money subtotal, @Nullable Money tax, @Nullable String restockType) {}

    /**
     * Money given back (negative) beyond lines.
     *
     * @param shipping a shipping refund, else a discrepancy between what was refunded and what the lines were worth
     */
    record Adjustment(boolean shipping, Money amount, Money tax) {}
}
