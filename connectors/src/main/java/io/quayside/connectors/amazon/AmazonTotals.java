package io.quayside.connectors.amazon;

import io.quayside.connectors.amazon.AmazonOrder.Item;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reading of Amazon's amounts under which they add up to its own total. Not told are: whether prices hold the tax,
 * whether taxes are told before or after discounts, and whether tax that Amazon pays to the state itself is part of the
 * total. What the marketplace's law makes likely is tried first.
 *
 * @param netOfDiscounts whether taxes are less by the taxes of discounts
 * @param isTaxKept whether the tax never reaches the seller and is no part of the total
 */
record AmazonTotals(Totals totals, boolean taxesIncluded, boolean netOfDiscounts, boolean isTaxKept, Money toldTax) {

    static AmazonTotals of(AmazonOrder order, List<Item> items) {
        List<AmazonTotals> readings = new ArrayList<>(readings(order, items, order.tips()));
        if (!order.tips().isZero()) { // it is charged later, and may not be part of the total yet
            readings.addAll(readings(order, items, Money.zero(order.currency())));
        }
        return readings.stream().filter(AmazonTotals::addsUp).findFirst().orElse(readings.get(0));
    }

    private static List<AmazonTotals> readings(AmazonOrder order, List<Item> items, Money tips) {
        Marketplace marketplace = order.marketplace();
        boolean likely = marketplace != null && marketplace.taxInside();
        boolean facilitated = items.stream().anyMatch(Item::taxKeptByAmazon);
        List<AmazonTotals> readings = new ArrayList<>();
        readings.add(reading(order, items, tips, likely, true, false));
        readings.add(reading(order, items, tips, likely, false, false));
        if (facilitated && !likely) {
            readings.add(reading(order, items, tips, false, true, true));
        }
        readings.add(reading(order, items, tips, !likely, true, false));
        readings.add(reading(order, items, tips, !likely, false, false));
        return readings;
    }

    private static AmazonTotals reading(
            AmazonOrder order, List<Item> items, Money tips, boolean included, boolean netOfDiscounts, boolean kept) {
        Money zero = Money.zero(order.currency());
        Money lines = zero;
        Money discounts = zero;
        Money shipping = zero;
        Money told = zero;
        Money adjustments = tips;
        for (Item item : items) {
            lines = lines.plus(item.price());
            discounts = discounts.plus(item.discount());
            shipping = shipping.plus(item.shipping()).minus(item.shippingDiscount());
            told = told.plus(item.tax().sum(netOfDiscounts));
            adjustments = adjustments.plus(item.fees());
        }
        Money tax = kept ? zero : told;
        Totals open = new Totals(lines, discounts, shipping, tax, adjustments, zero, zero);
        Money total = order.grandTotal();
        Totals totals = new Totals(
                lines,
                discounts,
                shipping,
                tax,
                adjustments,
                total == null ? open.expected(included) : total, // while pending, and of some cancelled orders
                zero);
        return new AmazonTotals(totals, included, netOfDiscounts, kept, told);
    }

    private boolean addsUp() {
        return totals.expected(taxesIncluded).equals(totals.grandTotal());
    }

    /** Of one item, without that on its shipping. */
    Money taxOf(Item item) {
        return isTaxKept ? Money.zero(totals.tax().currency()) : item.tax().item(netOfDiscounts);
    }

    Money taxOfShipping(Item item) {
        return isTaxKept ? Money.zero(totals.tax().currency()) : item.tax().shipping(netOfDiscounts);
    }

    /** What the buyer paid as tax and the seller neither gets nor owes. */
    Optional<Money> taxKeptByAmazon() {
        return isTaxKept && !toldTax.isZero() ? Optional.of(toldTax) : Optional.empty();
    }
}
