package io.quayside.connectors.shopify;

import io.quayside.connectors.shopify.ShopifyPayloads.Adjustment;
import io.quayside.connectors.shopify.ShopifyPayloads.Amounts;
import io.quayside.connectors.shopify.ShopifyPayloads.Order;
import io.quayside.connectors.shopify.ShopifyPayloads.RefundLine;
import io.quayside.connectors.shopify.ShopifyPayloads.ShippingLine;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reading of an order's amounts under which they add up. Shopify tells most of them more than once, each copy
 * right in some situations: the current shipping price knows of shipping refunds, the sum of the shipping lines does
 * not; {@code total_discounts} knows of discounts that no line carries. Every candidate is a number that Shopify sent or
 * a plain sum of such; nothing is made up to fill a gap. The grand total is always {@code current_total_price}.
 *
 * <p>Amounts are read all as they stand now or, when those contradict each other but the total did not change (stale
 * figures in the answer to a cancellation, payloads older than the current figures), all as they were when the order was
 * placed: never a mixture.
 */
final class ShopifyTotals {
    private final Order order;
    private final Currency currency;
    private final Map<String, List<RefundLine>> refundLines;

    /** @param lines quantity, discount and tax of each of the order's lines, in their order */
    record Reading(Totals totals, boolean taxesIncluded, List<LineAmounts> lines) {
        boolean addsUp() {
            return gap().signum() == 0;
        }

        private BigDecimal gap() {
            return totals.expected(taxesIncluded)
                    .minus(totals.grandTotal())
                    .amount()
                    .abs();
        }
    }

    record LineAmounts(int quantity, Money discount, Money tax) {}

    private ShopifyTotals(Order order) {
        this.order = order;
        this.currency = order.currency();
        this.refundLines = order.refunds().stream()
                .flatMap(refund -> refund.lines().stream())
                .collect(Collectors.groupingBy(RefundLine::lineId));
    }

    static Reading of(Order order) {
        return new ShopifyTotals(order).best();
    }

    private Reading best() {
        boolean tellsCurrent = order.current().total() != null;
        List<Reading> readings = new ArrayList<>();
        if (tellsCurrent) {
            readings.add(asItStands());
        }
        Money placed = order.original().total();
        if (placed != null && (!tellsCurrent || placed.equals(order.current().total()))) {
            readings.add(asPlaced(placed));
        }
        return readings.stream()
                .filter(Reading::addsUp)
                .findFirst()
                .orElseGet(() -> readings.isEmpty() ? asPlaced(Money.zero(currency)) : readings.get(0));
    }

    private Reading asItStands() {
        List<LineAmounts> lines = new ArrayList<>();
        for (ShopifyPayloads.Line line : order.lines()) {
            lines.add(lineNow(line));
        }
        Amounts now = completed(order.current(), order.original());
        Money current = Objects.requireNonNull(now.total(), "only asked when told");
        List<Money> shipping = candidates(
                now.shipping(),
                sumOfShipping(line -> line.currentPrice() != null ? line.currentPrice() : line.discountedPrice()),
                sumOfShipping(ShippingLine::discountedPrice).plus(refunded(true)));
        return search(lines, now, current, shipping, refunded(false));
    }

    /** Payloads older than a current figure tell only the original one. */
    private static Amounts completed(Amounts now, Amounts placed) {
        return new Amounts(
                now.total(),
                now.discounts() != null ? now.discounts() : placed.discounts(),
                now.shipping(),
                now.tax() != null ? now.tax() : placed.tax(),
                now.duties(),
                now.fees());
    }

    private Reading asPlaced(Money total) {
        List<LineAmounts> lines = order.lines().stream()
                .map(line -> new LineAmounts(line.quantity(), line.discount(), line.tax()))
                .toList();
        Amounts placed = order.original();
        List<Money> shipping = candidates(sumOfShipping(ShippingLine::discountedPrice), placed.shipping());
        return search(lines, placed, total, shipping, Money.zero(currency));
    }

    /**
     * What is left of a line. Refunds tell to the last digit how much discount and tax went with the returned units;
     * where they don't, both shrink in proportion.
     */
    private LineAmounts lineNow(ShopifyPayloads.Line line) {
        int left = left(line);
        if (left >= line.quantity()) {
            return new LineAmounts(left, line.discount(), line.tax());
        }
        if (left == 0) { // not even the cent by which a refund was rounded
            return new LineAmounts(0, Money.zero(currency), Money.zero(currency));
        }
        int gone = line.quantity() - left;
        int told = 0;
        Money discount = line.discount();
        Money tax = line.tax();
        for (RefundLine refunded : refundsOf(line)) {
            if (refunded.subtotal() != null && refunded.tax() != null) {
                told += refunded.quantity();
                discount =
                        discount.minus(line.price().times(refunded.quantity()).minus(refunded.subtotal()));
                tax = tax.minus(refunded.tax());
            }
        }
        boolean trusted =
                told == gone && !discount.isNegative() && !tax.isNegative() && discount.compareTo(line.discount()) <= 0;
        return trusted
                ? new LineAmounts(left, discount, tax)
                : new LineAmounts(left, share(line.discount(), left, line), share(line.tax(), left, line));
    }

    /** Versions before 2024-01 tell what the order comes to now, but of its lines only what was refunded. */
    private int left(ShopifyPayloads.Line line) {
        if (line.currentQuantity() != null) {
            return line.currentQuantity();
        }
        long refunded = refundsOf(line).stream().mapToLong(RefundLine::quantity).sum();
        return (int) Math.max(0, line.quantity() - refunded);
    }

    private List<RefundLine> refundsOf(ShopifyPayloads.Line line) {
        return line.id() == null ? List.of() : refundLines.getOrDefault(line.id(), List.of());
    }

    private Money share(Money whole, int left, ShopifyPayloads.Line line) {
        BigDecimal part = whole.amount()
                .multiply(BigDecimal.valueOf(left))
                .divide(BigDecimal.valueOf(line.quantity()), 10, RoundingMode.HALF_UP);
        return Money.rounded(part, currency, RoundingMode.HALF_UP);
    }

    private Reading search(
            List<LineAmounts> lines, Amounts told, Money total, List<Money> shippings, Money discrepancy) {
        Money zero = Money.zero(currency);
        Money goods = zero;
        Money allocated = zero;
        Money lineTax = zero;
        for (int i = 0; i < lines.size(); i++) {
            LineAmounts line = lines.get(i);
            goods = goods.plus(order.lines().get(i).price().times(line.quantity()));
            allocated = allocated.plus(line.discount());
            lineTax = lineTax.plus(line.tax());
        }
        List<Money> discounts = candidates(allocated, withoutShippingDiscounts(told.discounts()), told.discounts());
        List<Money> taxes = told.tax() != null
                ? List.of(told.tax())
                : candidates(lineTax.plus(sumOfShipping(ShippingLine::tax)), lineTax);
        List<Boolean> included = order.taxesIncluded() != null ? List.of(order.taxesIncluded()) : List.of(false, true);
        List<Money> adjustments = adjustments(told, discrepancy);

        Reading nearest = null;
        for (Money adjustment : adjustments) {
            for (Money discount : discounts) {
                for (Money shipping : shippings) {
                    for (Money tax : taxes) {
                        for (boolean inside : included) {
                            Totals totals = totals(goods, discount, shipping, tax, adjustment, total);
                            Reading reading = new Reading(totals, inside, lines);
                            if (reading.addsUp()) {
                                return reading;
                            }
                            nearest = nearest == null || reading.gap().compareTo(nearest.gap()) < 0 ? reading : nearest;
                        }
                    }
                }
            }
        }
        return Objects.requireNonNull(nearest, "each list has an element");
    }

    private Totals totals(Money goods, Money discounts, Money shipping, Money tax, Money adjustments, Money total) {
        return new Totals(goods, discounts, shipping, tax, adjustments, total, refundedSoFar());
    }

    /** Tips, duties, fees and cash rounding; tips may be booked as a line, duties may be inside the prices. */
    private List<Money> adjustments(Amounts told, Money discrepancy) {
        Money tips = orZero(order.tips());
        Money duties = orZero(told.duties());
        Money rounding = orZero(order.cashRounding());
        Money all = tips.plus(duties).plus(orZero(told.fees())).plus(rounding);
        boolean tipIsALine = order.lines().stream().anyMatch(ShopifyPayloads.Line::tip);
        Money usual = order.dutiesIncluded() ? all.minus(duties) : all;
        usual = tipIsALine ? usual.minus(tips) : usual;
        return candidates(
                usual,
                usual.minus(rounding),
                usual.plus(discrepancy),
                usual.minus(rounding).plus(discrepancy),
                all);
    }

    private @Nullable Money withoutShippingDiscounts(@Nullable Money discounts) {
        return discounts == null
                ? null
                : discounts.minus(sumOfShipping(line -> line.price().minus(line.discountedPrice())));
    }

    private Money sumOfShipping(Function<ShippingLine, Money> amount) {
        return Money.sum(
                currency,
                order.shippingLines().stream()
                        .filter(line -> !line.removed())
                        .map(amount)
                        .toList());
    }

    /** Zero or negative: what refunds took off the shipping, or off the order beyond its lines. */
    private Money refunded(boolean shipping) {
        Money sum = Money.zero(currency);
        for (ShopifyPayloads.Refund refund : order.refunds()) {
            for (Adjustment adjustment : refund.adjustments()) {
                if (adjustment.shipping() == shipping) {
                    sum = sum.plus(adjustment.amount());
                    // a discrepancy has no tax of its own in the current tax total
                    sum = shipping ? sum : sum.plus(adjustment.tax());
                }
            }
        }
        return sum;
    }

    private Money refundedSoFar() {
        if (order.totalRefunded() != null) {
            return order.totalRefunded();
        }
        return Money.sum(
                currency,
                order.refunds().stream()
                        .map(ShopifyPayloads.Refund::amount)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Money orZero(@Nullable Money amount) {
        return Optional.ofNullable(amount).orElseGet(() -> Money.zero(currency));
    }

    /** Those that are told, without repeats, best first. */
    private static List<Money> candidates(@Nullable Money... amounts) {
        Set<Money> distinct = new LinkedHashSet<>();
        Arrays.stream(amounts).filter(Objects::nonNull).forEach(distinct::add);
        return List.copyOf(distinct);
    }
}
