package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of an order's money can still be given back, and what a wish to do so comes to. */
final class Refunding {
    /** Attribute of orders whose channel tells what they came to when they were placed. */
    private static final String ORIGINAL_TOTAL = "originalTotal";

    private final CanonicalOrder content;
    private final List<MerchantRefund> untold;

    /** @param content as the channel tells it */
    Refunding(CanonicalOrder content, MerchantDecisions decisions) {
        this.content = content;
        List<CanonicalOrder.Refund> told = new ArrayList<>(content.refunds());
        this.untold = new ArrayList<>();
        for (MerchantRefund own : decisions.refunds()) {
            if (own.counts() && !takeFirst(told, own)) {
                untold.add(own);
            }
        }
    }

    /** Each refund of the channel stands for one of ours at most: two of the same amount are two. */
    private static boolean takeFirst(List<CanonicalOrder.Refund> told, MerchantRefund own) {
        for (int i = 0; i < told.size(); i++) {
            if (own.isKnownAs(told.get(i))) {
                told.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Paid minus refunded, less what is on its way. */
    Money refundable() {
        Money left = paid().minus(content.totals().refunded());
        for (MerchantRefund own : untold) {
            left = left.minus(own.amount());
        }
        return left.isNegative() ? Money.zero(content.currency()) : left;
    }

    /** Some channels take what was refunded off the total and tell the first one beside it, others leave the total alone. */
    private Money paid() {
        Money total = content.totals().grandTotal();
        Money most = total.plus(content.totals().refunded());
        Money original = originalTotal().orElse(total);
        if (original.compareTo(total) <= 0) {
            return total;
        }
        return original.compareTo(most) < 0 ? original : most;
    }

    private Optional<Money> originalTotal() {
        String told = content.attributes().get(ORIGINAL_TOTAL);
        try {
            return told == null ? Optional.empty() : Optional.of(Money.of(told, content.currency()));
        } catch (InvalidValue notAnAmount) {
            return Optional.empty();
        }
    }

    /** Why nothing can be given back at all; empty when something can. */
    Optional<String> obstacle() {
        return switch (content.financialStatus()) {
            case PENDING, AUTHORIZED -> Optional.of("nothing was paid yet: cancel the order instead");
            case VOIDED -> Optional.of("its payment was voided");
            case REFUNDED -> Optional.of("it is refunded already");
            case PARTIALLY_PAID, PAID, PARTIALLY_REFUNDED, UNKNOWN ->
                refundable().isZero() ? Optional.of("nothing of its money is left to give back") : Optional.empty();
        };
    }

    /** Either what is wrong with the wish, by field, or what it comes to. */
    record Sum(List<MerchantRefund.Line> lines, Money amount, String field, String problem) {
        boolean isWrong() {
            return !problem.isEmpty();
        }
    }

    private Sum wrong(String field, String problem) {
        return new Sum(List.of(), Money.zero(content.currency()), field, problem);
    }

    Sum of(RefundOrder.Wish wish) {
        Map<String, MerchantRefund.Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < wish.lines().size(); i++) {
            RefundOrder.WishedLine asked = wish.lines().get(i);
            String place = "lines[%d]".formatted(i);
            CanonicalOrder.Line line = content.lines().stream()
                    .filter(known -> known.externalId().equals(asked.lineId()))
                    .findFirst()
                    .orElse(null);
            if (line == null) {
                return wrong(place + ".externalId", "the order has no such line");
            }
            if (lines.containsKey(asked.lineId())) {
                return wrong(place + ".externalId", "names a line twice");
            }
            int left = line.quantity().value()
                    - untold.stream()
                            .mapToInt(own -> own.unitsOf(asked.lineId()))
                            .sum();
            if (asked.quantity().value() > left) {
                return wrong(place + ".quantity", "%d units are left to refund".formatted(Math.max(0, left)));
            }
            Money amount = asked.amount() == null ? share(line, asked.quantity()) : asked.amount();
            if (!amount.currency().equals(content.currency())) {
                return wrong(place + ".amount", "is not in the order's currency, " + content.currency());
            }
            lines.put(asked.lineId(), new MerchantRefund.Line(asked.lineId(), asked.quantity(), amount));
        }
        return whole(wish, List.copyOf(lines.values()));
    }

    private Sum whole(RefundOrder.Wish wish, List<MerchantRefund.Line> lines) {
        Money ofLines = Money.sum(
                content.currency(),
                lines.stream().map(MerchantRefund.Line::amount).toList());
        Money amount = wish.amount() == null ? ofLines : wish.amount();
        if (!amount.currency().equals(content.currency())) {
            return wrong("amount", "is not in the order's currency, " + content.currency());
        }
        if (amount.isZero() || amount.isNegative()) {
            return wrong("amount", "must be more than nothing: name lines or an amount");
        }
        if (ofLines.compareTo(amount) > 0) {
            return wrong("amount", "is less than the lines get back, " + ofLines);
        }
        if (amount.compareTo(refundable()) > 0) {
            return wrong("amount", "%s is more than can be given back, %s".formatted(amount, refundable()));
        }
        return new Sum(lines, amount, "", "");
    }

    /** What the buyer paid for so many units, tax included; a part of a line is rounded to the currency's scale. */
    private Money share(CanonicalOrder.Line line, Quantity units) {
        Money paid = content.taxesIncluded() ? line.total() : line.total().plus(line.tax());
        if (units.equals(line.quantity())) {
            return paid;
        }
        BigDecimal part = paid.amount()
                .multiply(BigDecimal.valueOf(units.value()))
                .divide(BigDecimal.valueOf(line.quantity().value()), 10, RoundingMode.DOWN);
        return Money.rounded(part, content.currency(), RoundingMode.DOWN);
    }
}
