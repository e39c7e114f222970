package io.quayside.connectors.csv;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.Fulfillment;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order while a layout gathers it from its rows; adds it up at the end. Lives for one order, in one thread. */
final class OrderDraft {
    final Currency currency;
    String externalId;
    String number;
    Instant placedAt;
    Instant changedAt;

    @Nullable
    Cancellation cancellation;

    boolean closed;
    FinancialStatus financialStatus = FinancialStatus.UNKNOWN;
    boolean taxesIncluded;

    @Nullable
    Customer customer;

    @Nullable
    Address shippingAddress;

    @Nullable
    Address billingAddress;

    @Nullable
    Instant shipBy;

    @Nullable
    Instant deliverBy;

    @Nullable
    String note;

    final List<Line> lines = new ArrayList<>();
    final List<ShippingLine> shippingLines = new ArrayList<>();
    final List<String> tags = new ArrayList<>();
    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<Flag> flags = new ArrayList<>();
    final List<Fulfillment> fulfillments = new ArrayList<>();
    /** Of the order, beside those of its lines. */
    Money orderDiscount;
    /** The platform's own figure where the lines don't carry all tax, else absent. */
    @Nullable
    Money tax;

    Money adjustments;
    Money refunded;
    /** The platform's own figure, absent where the file has none. */
    @Nullable
    Money grandTotal;

    OrderDraft(String externalId, Currency currency, Instant placedAt, Instant changedAt) {
        this.externalId = externalId;
        this.number = externalId;
        this.currency = currency;
        this.placedAt = placedAt;
        this.changedAt = changedAt;
        this.orderDiscount = Money.zero(currency);
        this.adjustments = Money.zero(currency);
        this.refunded = Money.zero(currency);
    }

    /**
     * One line, before it is priced.
     *
     * @param externalId absent when the file has no id for a line; its position is taken then
     */
    record Item(
            @Nullable String externalId,
            @Nullable Sku sku,
            String title,
            Quantity quantity,
            Quantity fulfillable,
            boolean requiresShipping,
            FulfilledBy fulfilledBy) {
        static Item toShip(@Nullable Sku sku, String title, Quantity quantity) {
            return new Item(null, sku, title, quantity, quantity, true, FulfilledBy.MERCHANT);
        }

        Item withId(String id) {
            return new Item(id.isEmpty() ? null : id, sku, title, quantity, fulfillable, requiresShipping, fulfilledBy);
        }

        Item stillToShip(Quantity units) {
            return new Item(externalId, sku, title, quantity, units, requiresShipping, fulfilledBy);
        }

        Item withoutShipping() {
            return new Item(externalId, sku, title, quantity, fulfillable, false, fulfilledBy);
        }

        Item shippedByChannel() {
            return new Item(externalId, sku, title, quantity, fulfillable, requiresShipping, FulfilledBy.CHANNEL);
        }
    }

    /** @param discount for the whole line, as is {@code tax} */
    void addLine(Item item, Money unitPrice, Money discount, Money lineTax, Map<String, String> properties) {
        String id = item.externalId() == null ? String.valueOf(lines.size() + 1) : item.externalId();
        lines.add(new Line(
                id,
                item.sku(),
                item.title(),
                item.quantity(),
                item.fulfillable(),
                unitPrice,
                discount,
                lineTax,
                unitPrice.times(item.quantity().value()).minus(discount),
                item.requiresShipping(),
                false,
                item.fulfilledBy(),
                properties));
    }

    /**
     * A line whose price is known only for all its units. The unit price is rounded up, and the difference stands as
     * discount, so that the line adds up to the last digit.
     *
     * @param price for all units, before discount
     */
    void addLineAtPrice(Item item, Money price, Money discount, Money lineTax, Map<String, String> properties) {
        BigDecimal units = BigDecimal.valueOf(Math.max(1, item.quantity().value()));
        RoundingMode away = price.isNegative() ? RoundingMode.FLOOR : RoundingMode.CEILING;
        Money unit = new Money(price.amount().divide(units, Money.scaleOf(currency), away), currency);
        Money rounding = unit.times(item.quantity().value()).minus(price);
        Map<String, String> all = new LinkedHashMap<>(properties);
        if (!rounding.isZero()) {
            all.put("linePrice", price.amount().toPlainString());
        }
        addLine(item, unit, discount.plus(rounding), lineTax, all);
    }

    void attribute(String name, String value) {
        if (!value.isBlank()) {
            attributes.put(name, value);
        }
    }

    void suspicious(String detail) {
        flags.add(new Flag(Flag.Code.SUSPICIOUS_VALUE, detail));
    }

    /**
     * Where an export doesn't say whether prices hold the tax, or which discounts its discount column holds, its own
     * total decides: the first combination that adds up is taken. Without one the order is flagged.
     *
     * @param orderDiscounts what the discounts of the order, beside those of the lines, may be
     */
    void settleByTotal(List<Money> orderDiscounts) {
        Money wanted = grandTotal;
        if (wanted == null) {
            return;
        }
        Money usual = orderDiscount;
        for (Money candidate : orderDiscounts) {
            for (boolean included : new boolean[] {taxesIncluded, !taxesIncluded}) {
                orderDiscount = candidate;
                if (totals().expected(included).equals(wanted)) {
                    taxesIncluded = included;
                    return;
                }
            }
        }
        orderDiscount = usual;
    }

    private Totals totals() {
        Money goods = Money.zero(currency);
        Money discounts = orderDiscount;
        Money lineTax = Money.zero(currency);
        Money shipping = Money.zero(currency);
        for (Line line : lines) {
            goods = goods.plus(line.unitPrice().times(line.quantity().value()));
            discounts = discounts.plus(line.discount());
            lineTax = lineTax.plus(line.tax());
        }
        for (ShippingLine line : shippingLines) {
            shipping = shipping.plus(line.price()).minus(line.discount());
            lineTax = lineTax.plus(line.tax());
        }
        Money allTax = tax == null ? lineTax : tax;
        Totals sums = new Totals(goods, discounts, shipping, allTax, adjustments, Money.zero(currency), refunded);
        return new Totals(
                goods,
                discounts,
                shipping,
                allTax,
                adjustments,
                grandTotal == null ? sums.expected(taxesIncluded) : grandTotal,
                refunded);
    }

    /** @throws InvalidValue when it makes no order, such as two lines with one id */
    CanonicalOrder build() {
        Totals totals = totals();
        Money expected = totals.expected(taxesIncluded);
        if (!expected.equals(totals.grandTotal())) {
            flags.add(new Flag(
                    Flag.Code.TOTAL_MISMATCH,
                    "the file says a total of %s, but its amounts add up to %s: check the order before it ships"
                            .formatted(totals.grandTotal(), expected)));
        }
        return new CanonicalOrder(
                externalId,
                number,
                placedAt,
                changedAt,
                0,
                false,
                cancellation,
                closed,
                financialStatus,
                currency,
                taxesIncluded,
                totals,
                customer,
                shippingAddress,
                billingAddress,
                lines,
                shippingLines,
                shipBy,
                deliverBy,
                note,
                tags,
                attributes,
                flags,
                fulfillments,
                List.of());
    }
}
