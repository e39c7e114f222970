package io.quayside.connectors.amazon;

import io.quayside.connectors.payload.PayloadNode;
import io.quayside.domain.kernel.Money;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the proceeds of one item are made of in the API 2026-01-01. Discounts come with or without a minus and are
 * positive here. Lives for one item.
 */
final class AmazonProceeds {
    private static final String DISCOUNT = "DISCOUNT";
    private static final String TAX = "TAX";
    private final List<PayloadNode> parts;
    private final Currency currency;

    AmazonProceeds(PayloadNode proceeds, Currency currency) {
        this.parts = proceeds.at("breakdowns").objects();
        this.currency = currency;
    }

    boolean tells(String type) {
        return parts.stream().anyMatch(part -> type.equals(part.at("type").text()));
    }

    /** What was told for the type; where that is missing, its details together. */
    Money sum(String type) {
        Money sum = Money.zero(currency);
        for (PayloadNode part : parts) {
            if (type.equals(part.at("type").text())) {
                Money told = amount(part.at("subtotal"));
                sum = sum.plus(positive(type, told == null ? details(part) : told));
            }
        }
        return sum;
    }

    Money detail(String type, String subtype) {
        Money sum = Money.zero(currency);
        for (PayloadNode part : parts) {
            for (PayloadNode detail : part.at("detailedBreakdowns").objects()) {
                if (type.equals(part.at("type").text())
                        && subtype.equals(detail.at("subtype").text())) {
                    sum = sum.plus(positive(type, orZero(amount(detail.at("value")))));
                }
            }
        }
        return sum;
    }

    /** By how much discounts lessen the tax, positive; zero where the told tax is less by it already. */
    Money taxOfDiscounts() {
        Money before = Money.zero(currency);
        for (PayloadNode part : parts) {
            before = TAX.equals(part.at("type").text()) ? before.plus(details(part)) : before;
        }
        Money told = detail(TAX, DISCOUNT);
        return before.equals(sum(TAX)) ? positive(DISCOUNT, told) : Money.zero(currency);
    }

    /** Of a tax without that of discounts, which is told beside them. */
    private Money details(PayloadNode part) {
        Money sum = Money.zero(currency);
        for (PayloadNode detail : part.at("detailedBreakdowns").objects()) {
            if (!DISCOUNT.equals(detail.at("subtype").text())) {
                sum = sum.plus(orZero(amount(detail.at("value"))));
            }
        }
        return sum;
    }

    private @Nullable Money amount(PayloadNode money) {
        return AmazonAmounts.of(money, "currencyCode", "amount", currency, money.findings());
    }

    private Money orZero(@Nullable Money money) {
        return money == null ? Money.zero(currency) : money;
    }

    private static Money positive(String type, Money amount) {
        return type.equals(DISCOUNT) && amount.isNegative() ? amount.negated() : amount;
    }
}
