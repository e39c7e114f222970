package io.quayside.connectors.ebay;

import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The amounts of one order. A seller on a foreign marketplace gets each amount twice: converted to the payout's currency
 * ({@code value}) and as the buyer saw it ({@code convertedFromValue}). The payout's side is the order's; where only its
 * rounding keeps it from adding up, while the buyer's side adds up to the cent, the odd cents are an adjustment.
 */
final class EbayAmounts {
    /** Each of the up to seven amounts of a summary is rounded by half a cent at most. */
    private static final BigDecimal MOST_ROUNDING_UNITS = BigDecimal.valueOf(4);

    private final PayloadNode order;
    private final Currency currency;

    EbayAmounts(PayloadNode order) {
        this.order = order;
        this.currency = Currencies.of(firstCurrency(order));
    }

    private static PayloadNode firstCurrency(PayloadNode order) {
        PayloadNode summary = order.at("pricingSummary");
        for (String name : List.of("total", "priceSubtotal")) {
            if (!summary.at(name).at("currency").isAbsent()) {
                return summary.at(name).at("currency");
            }
        }
        return summary.at("total").at("currency");
    }

    Currency currency() {
        return currency;
    }

    /** Zero when it is absent. An amount of another currency is set aside and flagged: it belongs to no sum here. */
    Money of(PayloadNode amount) {
        Money told = told(amount);
        return told == null ? Money.zero(currency) : told;
    }

    @Nullable
    Money told(PayloadNode amount) {
        if (amount.isAbsent()) {
            return null;
        }
        if (!amount.isObject()) {
            return amount.money(currency);
        }
        String code = amount.at("currency").text();
        if (code == null || code.strip().equals(currency.getCurrencyCode())) {
            return amount.at("value").money(currency);
        }
        if (currency.getCurrencyCode().equals(amount.at("convertedFromCurrency").text())) {
            return amount.at("convertedFromValue").money(currency);
        }
        amount.findings()
                .setAside(
                        amount.path(),
                        "is in %s, while the order is in %s, and was left out".formatted(code, currency));
        return null;
    }

    Money sum(List<PayloadNode> amounts) {
        return Money.sum(currency, amounts.stream().map(this::of).toList());
    }

    /** Discounts come as negative numbers; a positive one means the same. */
    Money discount(PayloadNode amount) {
        Money told = of(amount);
        return told.isNegative() ? told.negated() : told;
    }

    /** @param taxesIncluded whether {@link Totals#tax} is part of the prices */
    record Summary(Totals totals, boolean taxesIncluded, Optional<Money> conversionRounding) {}

    /**
     * The totals under the reading of tax by which they add up; eBay's own reading, on top, when none does. Tax that
     * eBay collects and remits by itself is in no total of the seller.
     *
     * @param lineTaxes of all lines, for markets that tell tax with the lines alone
     * @param collectedByEbay of all lines
     */
    Summary summary(Money lineTaxes, Money collectedByEbay, Money refunded) {
        PayloadNode summary = order.at("pricingSummary");
        Money told = of(summary.at("tax"));
        Money tax = told.isZero() ? lineTaxes : told;
        Money none = Money.zero(currency);
        Summary onTop = new Summary(totals(tax, refunded), false, Optional.empty());
        if (adds(onTop)) {
            return onTop;
        }
        Summary withoutTax = new Summary(totals(none, refunded), false, Optional.empty());
        if (adds(withoutTax)) {
            return tax.compareTo(collectedByEbay) <= 0
                    ? withoutTax
                    : new Summary(totals(tax, refunded), true, Optional.empty());
        }
        return rounded(onTop).or(() -> rounded(withoutTax)).orElse(onTop);
    }

    private static boolean adds(Summary summary) {
        return summary.totals()
                .expected(summary.taxesIncluded())
                .equals(summary.totals().grandTotal());
    }

    private Totals totals(Money tax, Money refunded) {
        PayloadNode summary = order.at("pricingSummary");
        List<PayloadNode> lines = order.at("lineItems").objects();
        Money subtotal = told(summary.at("priceSubtotal"));
        Money discounts = summary.has("priceDiscount")
                ? discount(summary.at("priceDiscount"))
                : discount(summary.at("priceDiscountSubtotal"));
        return new Totals(
                subtotal == null
                        ? sum(lines.stream()
                                .map(line -> line.at("lineItemCost"))
                                .toList())
                        : subtotal,
                discounts,
                of(summary.at("deliveryCost")).minus(discount(summary.at("deliveryDiscount"))),
                tax,
                of(adjustment(summary)).plus(of(summary.at("fee"))),
                of(summary.at("total")),
                refunded);
    }

    /** An amount, or an amount with a label. */
    private static PayloadNode adjustment(PayloadNode summary) {
        PayloadNode adjustment = summary.at("adjustment");
        return adjustment.at("amount").isObject() ? adjustment.at("amount") : adjustment;
    }

    /** Converted amounts were rounded each for itself; the buyer's own amounts prove that nothing else is amiss. */
    private Optional<Summary> rounded(Summary candidate) {
        Totals totals = candidate.totals();
        Money odd = totals.grandTotal().minus(totals.expected(false));
        BigDecimal unit = BigDecimal.ONE.movePointLeft(Money.scaleOf(currency));
        boolean small = odd.amount().abs().compareTo(unit.multiply(MOST_ROUNDING_UNITS)) <= 0;
        return small && buyersSideAddsUp(!totals.tax().isZero())
                ? Optional.of(new Summary(
                        new Totals(
                                totals.lines(),
                                totals.discounts(),
                                totals.shipping(),
                                totals.tax(),
                                totals.adjustments().plus(odd),
                                totals.grandTotal(),
                                totals.refunded()),
                        false,
                        Optional.of(odd)))
                : Optional.empty();
    }

    private boolean buyersSideAddsUp(boolean withTax) {
        PayloadNode summary = order.at("pricingSummary");
        if (!summary.at("total").has("convertedFromValue")) {
            return false;
        }
        BigDecimal sum = seen(summary.at("priceSubtotal"))
                .subtract(seen(summary.at("priceDiscount")).abs())
                .add(seen(summary.at("deliveryCost")))
                .subtract(seen(summary.at("deliveryDiscount")).abs())
                .add(seen(adjustment(summary)))
                .add(seen(summary.at("fee")))
                .add(withTax ? seen(summary.at("tax")) : BigDecimal.ZERO);
        return sum.compareTo(seen(summary.at("total"))) == 0;
    }

    /** As the buyer saw it; an amount that was not converted is zero there as here. */
    private static BigDecimal seen(PayloadNode amount) {
        BigDecimal told = amount.at("convertedFromValue").decimal();
        return told == null ? BigDecimal.ZERO : told;
    }

    /** What the buyer saw, where it is another currency than the payout's. */
    Optional<PayloadNode> presentment() {
        PayloadNode total = order.at("pricingSummary").at("total");
        String code = total.at("convertedFromCurrency").text();
        return code == null || code.toUpperCase(Locale.ROOT).equals(currency.getCurrencyCode())
                ? Optional.empty()
                : Optional.of(total);
    }
}
