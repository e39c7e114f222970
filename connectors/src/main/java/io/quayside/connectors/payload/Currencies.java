package io.quayside.connectors.payload;

import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.util.Currency;
import java.util.Locale;

/** Amounts of a whole order. Pure functions. */
public final class Currencies {
    private Currencies() {}

    /** @throws Unreadable naming the field when it holds no ISO 4217 code: without it no amount can be read */
    public static Currency of(PayloadNode place) {
        String code = place.text();
        if (code == null) {
            throw new Unreadable(place.path(), "is missing: without it no amount can be read");
        }
        try {
            return Money.currency(code.strip().toUpperCase(Locale.ROOT));
        } catch (InvalidValue e) {
            throw new Unreadable(place.path(), String.valueOf(e.getMessage()));
        }
    }

    /** Flags totals that do not add up; they stay as the platform told them. */
    public static void check(CanonicalOrder.Totals totals, boolean taxesIncluded, String platform, Findings findings) {
        Money expected = totals.expected(taxesIncluded);
        if (!expected.equals(totals.grandTotal())) {
            findings.add(
                    Flag.Code.TOTAL_MISMATCH,
                    "%s's amounts don't add up: lines %s − discounts %s + shipping %s + other %s%s = %s, but the total is %s; check the order in %s."
                            .formatted(
                                    platform,
                                    plain(totals.lines()),
                                    plain(totals.discounts()),
                                    plain(totals.shipping()),
                                    plain(totals.adjustments()),
                                    taxesIncluded ? " (tax inside the prices)" : " + tax " + plain(totals.tax()),
                                    plain(expected),
                                    totals.grandTotal(),
                                    platform));
        }
    }

    private static String plain(Money money) {
        return money.amount().toPlainString();
    }
}
