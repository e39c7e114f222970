package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as its channel tells it, in the one model that every platform is translated to (Canonical Data Model, EIP).
 * Amounts are the channel's facts in the shop's settlement currency, never recomputed (field-lesson 1). Totals are
 * those that hold now, after edits and refunds, and add up:
 * {@code lines − discounts + shipping + adjustments + (taxesIncluded ? 0 : tax) = grandTotal}, else the order carries
 * {@link Flag.Code#TOTAL_MISMATCH}.
 *
 * @param externalId the channel's identity of the order, unique within a connection; at most 200 characters
 * @param number what the buyer sees, such as {@code #1001}
 * @param changedAt the channel's own time of the last change; decides which of two versions is newer
 * @param sequence breaks ties of {@code changedAt} where the platform numbers its changes, else 0
 * @param cancellation present once the channel cancelled it
 * @param closed archived on the channel: nothing more is expected
 * @param shipBy the latest moment to hand over, where the channel promises one
 * @param attributes channel facts without a field of their own, such as {@code presentmentCurrency}
 */
public record CanonicalOrder(
        String externalId,
        String number,
        Instant placedAt,
        Instant changedAt,
        long sequence,
        boolean test,
        @Nullable Cancellation cancellation,
        boolean closed,
        FinancialStatus financialStatus,
        Currency currency,
        boolean taxesIncluded,
        Totals totals,
        @Nullable Customer customer,
        @Nullable Address shippingAddress,
        @Nullable Address billingAddress,
        List<Line> lines,
        List<ShippingLine> shippingLines,
        @Nullable Instant shipBy,
        @Nullable Instant deliverBy,
        @Nullable String note,
        List<String> tags,
        Map<String, String> attributes,
        List<Flag> flags,
        List<Fulfillment> fulfillments,
        List<Refund> refunds) {

    /** @throws InvalidValue when the external id is blank or too long, or two lines share an external id */
    public CanonicalOrder {
        if (externalId.isBlank() || externalId.length() > 200) {
            throw new InvalidValue("an order's external id has 1 to 200 characters");
        }
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            if (!seen.add(line.externalId())) {
                throw new InvalidValue("two lines have the id '%s'".formatted(InvalidValue.excerpt(line.externalId())));
            }
        }
        lines = List.copyOf(lines);
        shippingLines = List.copyOf(shippingLines);
        tags = List.copyOf(tags);
        attributes = Map.copyOf(attributes);
        flags = List.copyOf(flags);
        fulfillments = List.copyOf(fulfillments);
        refunds = List.copyOf(refunds);
    }

    /** @param reason the channel's word for it, lower case: {@code customer}, {@code fraud}… or empty */
    public record Cancellation(Instant at, String reason) {}

    /**
     * @param lines Σ unit price × quantity before discount
     * @param discounts positive; of lines and of the order together, without shipping discounts
     * @param shipping after its discounts
     * @param tax of lines and shipping; part of the prices when {@code taxesIncluded}
     * @param adjustments tips, duties, fees and cash rounding
     * @param grandTotal the platform's own figure
     * @param refunded positive; money given back so far
     */
    public record Totals(
            Money lines,
            Money discounts,
            Money shipping,
            Money tax,
            Money adjustments,
            Money grandTotal,
            Money refunded) {
        /** The sum that {@code grandTotal} must equal. */
        public Money expected(boolean taxesIncluded) {
            Money sum = lines.minus(discounts).plus(shipping).plus(adjustments);
            return taxesIncluded ? sum : sum.plus(tax);
        }
    }

    public record Customer(
            @Nullable String externalId, @Nullable String name, @Nullable String email, @Nullable String phone) {}

    /**
     * @param externalId the channel's identity of the line; a position ({@code "1"}) where it has none
     * @param sku absent on custom lines and deleted products: flagged, never guessed
     * @param quantity as it stands now, without units removed or refunded before shipping
     * @param fulfillableQuantity what is still to be shipped; what stock is reserved for
     * @param unitPrice before discount
     * @param discount positive, for the whole line
     * @param tax for the whole line
     * @param total what the buyer pays for the line: {@code unitPrice × quantity − discount}
     */
    public record Line(
            String externalId,
            @Nullable Sku sku,
            String title,
            Quantity quantity,
            Quantity fulfillableQuantity,
            Money unitPrice,
            Money discount,
            Money tax,
            Money total,
            boolean requiresShipping,
            boolean giftCard,
            FulfilledBy fulfilledBy,
            Map<String, String> properties) {
        private static final List<String> BARCODES = List.of("barcode", "gtin", "ean", "upc", "isbn");

        public Line {
            if (externalId.isBlank()) {
                throw new InvalidValue("a line's external id can't be empty");
            }
            if (fulfillableQuantity.compareTo(quantity) > 0) {
                fulfillableQuantity = quantity;
            }
            properties = Map.copyOf(properties);
        }

        Line leaving(int most) {
            return fulfillableQuantity.value() <= most ? this : with(Quantity.of(most), requiresShipping);
        }

        /** The same line, of which nothing has to leave the house. */
        Line unshipped() {
            return with(fulfillableQuantity, false);
        }

        private Line with(Quantity left, boolean ships) {
            return new Line(
                    externalId,
                    sku,
                    title,
                    quantity,
                    left,
                    unitPrice,
                    discount,
                    tax,
                    total,
                    ships,
                    giftCard,
                    fulfilledBy,
                    properties);
        }

        /**
         * The channel's own id of what was sold, with its variant after a slash; where the connector tells
         * {@code productId} and {@code variantId} among the properties.
         */
        public Optional<String> productId() {
            String variant = properties.getOrDefault("variantId", "");
            return property("productId").map(id -> variant.isBlank() || variant.equals("0") ? id : id + "/" + variant);
        }

        /** As the channel tells it among the properties: {@code barcode}, {@code gtin}, {@code ean}, {@code upc} or {@code isbn}. */
        public Optional<String> barcode() {
            return BARCODES.stream().flatMap(name -> property(name).stream()).findFirst();
        }

        private Optional<String> property(String name) {
            return Optional.ofNullable(properties.get(name))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty() && value.length() <= 100);
        }

        /** Whether stock of ours must be reserved for it. */
        public boolean needsStock() {
            return requiresShipping
                    && !giftCard
                    && fulfilledBy == FulfilledBy.MERCHANT
                    && !fulfillableQuantity.isZero();
        }
    }

    /** @param price before {@code discount} */
    public record ShippingLine(String code, String title, Money price, Money discount, Money tax) {}

    /** A parcel or hand-over that the channel knows of. */
    public record Fulfillment(
            String externalId,
            String status,
            @Nullable Instant at,
            @Nullable String carrier,
            List<String> trackingNumbers,
            List<FulfilledLine> lines) {
        public Fulfillment {
            trackingNumbers = List.copyOf(trackingNumbers);
            lines = List.copyOf(lines);
        }

        public record FulfilledLine(String lineExternalId, Quantity quantity) {}
    }

    /** @param amount positive; what was given back */
    public record Refund(
            String externalId, @Nullable Instant at, Money amount, @Nullable String note, List<RefundedLine> lines) {
        public Refund {
            lines = List.copyOf(lines);
        }

        /** @param restocked whether the channel put the units back on sale */
        public record RefundedLine(String lineExternalId, Quantity quantity, Money amount, boolean restocked) {}
    }

    /**
     * Whether this version replaces the other: newer by the channel's time, then by its sequence, then by the fixed
     * order of {@link VersionOrder}, so that every permutation of deliveries ends in the same version.
     */
    public boolean isNewerThan(CanonicalOrder other) {
        return VersionOrder.INSTANCE.compare(this, other) > 0;
    }

    /**
     * The same order, as it stood when the channel was asked. Channels tell times in whole seconds: of two versions of one
     * second, what was read later counts, so that the last word is the channel's own. A sequence that it tells stays.
     */
    public CanonicalOrder readAt(Instant time) {
        return sequence != 0 ? this : withSequence(time.toEpochMilli());
    }

    /**
     * Whether this version says something else of the very second in which the channel was asked for the other one: it may
     * be from before or after, and only asking again tells.
     */
    boolean contradicts(CanonicalOrder read) {
        return sequence == 0 && read.sequence != 0 && changedAt.equals(read.changedAt) && !equals(read.withSequence(0));
    }

    /** The same order with the three fields that a merchant may edit. */
    public CanonicalOrder edited(@Nullable Address newShippingAddress, @Nullable String newNote, List<String> newTags) {
        return with(sequence, newShippingAddress, newNote, newTags, lines, fulfillments);
    }

    /** The same order with at most so many units of each line left to ship as {@code units} leave, and these parcels. */
    CanonicalOrder shipped(Map<String, Integer> units, List<Fulfillment> parcels) {
        List<Line> left = lines.stream()
                .map(line ->
                        line.leaving(Math.max(0, line.quantity().value() - units.getOrDefault(line.externalId(), 0))))
                .toList();
        return with(sequence, shippingAddress, note, tags, left, parcels);
    }

    CanonicalOrder withLines(List<Line> others) {
        return with(sequence, shippingAddress, note, tags, others, fulfillments);
    }

    private CanonicalOrder withSequence(long number) {
        return with(number, shippingAddress, note, tags, lines, fulfillments);
    }

    /** The same order but for what others than this version decide. */
    private CanonicalOrder with(
            long newSequence,
            @Nullable Address newShippingAddress,
            @Nullable String newNote,
            List<String> newTags,
            List<Line> newLines,
            List<Fulfillment> parcels) {
        return new CanonicalOrder(
                externalId,
                number,
                placedAt,
                changedAt,
                newSequence,
                test,
                cancellation,
                closed,
                financialStatus,
                currency,
                taxesIncluded,
                totals,
                customer,
                newShippingAddress,
                billingAddress,
                newLines,
                shippingLines,
                shipBy,
                deliverBy,
                newNote,
                newTags,
                attributes,
                flags,
                parcels,
                refunds);
    }

    public boolean isCancelled() {
        return cancellation != null;
    }
}
