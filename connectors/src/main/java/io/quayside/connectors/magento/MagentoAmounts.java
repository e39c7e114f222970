package io.quayside.connectors.magento;

import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order's amounts. Magento tells each of them twice: {@code base_…} in the currency that the shop is settled in, and
 * without it in the currency that the buyer saw. The base is taken throughout; both only where the two are one.
 */
final class MagentoAmounts {
    /** Words in the names of fields by which extensions add to an order, and by which they make it cheaper. */
    private static final Set<String> CHARGES = Set.of("fee", "surcharge", "payment_charge", "cod_");

    private static final Set<String> REDUCTIONS = Set.of("credit", "reward", "points", "gift");

    /** What of an amount was invoiced, canceled or refunded since. */
    private static final Pattern LATER = Pattern.compile("(invoiced|canceled|refunded)$");

    private final PayloadNode order;
    private final PayloadNode extension;
    private final Currency currency;
    private final boolean base;
    private final boolean oneCurrency;

    MagentoAmounts(PayloadNode order) {
        this.order = order;
        this.extension = order.at("extension_attributes");
        this.base = !order.at("base_currency_code").isAbsent()
                && !order.at("base_grand_total").isAbsent();
        this.currency = Currencies.of(order.at(base ? "base_currency_code" : "order_currency_code"));
        String shown = order.at("order_currency_code").text();
        this.oneCurrency = shown == null || shown.strip().equals(currency.getCurrencyCode());
    }

    Currency currency() {
        return currency;
    }

    boolean isOneCurrency() {
        return oneCurrency;
    }

    /** An amount of the order or of a row, by its name without {@code base_}; zero when it is missing. */
    Money of(PayloadNode owner, String name) {
        PayloadNode found = place(owner, name);
        return found == null ? Money.zero(currency) : found.roundedOrZero(currency);
    }

    Money of(String name) {
        return of(order, name);
    }

    /** A number as exact as it was told; null when it is missing. */
    @Nullable
    BigDecimal exact(PayloadNode owner, String name) {
        PayloadNode found = place(owner, name);
        return found == null ? null : found.decimal();
    }

    private @Nullable PayloadNode place(PayloadNode owner, String name) {
        if (base && !owner.at("base_" + name).isAbsent()) {
            return owner.at("base_" + name);
        }
        return (base && !oneCurrency) || owner.at(name).isAbsent() ? null : owner.at(name);
    }

    /** Always positive: orders tell discounts as negative amounts, their rows as positive ones. */
    private static Money positive(Money amount) {
        return amount.isNegative() ? amount.negated() : amount;
    }

    /** Of Adobe Commerce: in the order or in its extension attributes, which may be an empty list. */
    Money ofExtension(String name) {
        Money own = of(name);
        return own.isZero() && extension.isObject() ? of(extension, name) : own;
    }

    Money giftCards() {
        return positive(ofExtension("gift_cards_amount"));
    }

    Money storeCredit() {
        return positive(ofExtension("customer_balance_amount"));
    }

    Money rewards() {
        return positive(ofExtension("reward_currency_amount"));
    }

    /** Tax that lies in the discounts of shops whose prices hold tax. */
    Money compensation() {
        return of("discount_tax_compensation_amount")
                .plus(of("shipping_discount_tax_compensation_amount"))
                .plus(of("shipping_discount_tax_compensation_amnt"));
    }

    private Money giftWrapping() {
        return wrapping("").plus(wrapping("items_")).plus(wrapping("card_"));
    }

    /** Here the word base stands in the middle. */
    private Money wrapping(String what) {
        String shown = "gw_" + what + "price";
        String settled = "gw_" + what + "base_price";
        for (PayloadNode owner : List.of(order, extension)) {
            if (owner.isObject() && !owner.at(settled).isAbsent()) {
                return owner.at(settled).roundedOrZero(currency);
            }
            if (owner.isObject() && (oneCurrency || !base) && !owner.at(shown).isAbsent()) {
                return owner.at(shown).roundedOrZero(currency);
            }
        }
        return Money.zero(currency);
    }

    /** Fixed product taxes (such as for electrical waste), which some shops add beside the subtotal. */
    private Money fixedTaxes() {
        Money sum = Money.zero(currency);
        for (PayloadNode row : order.at("items").objects()) {
            Money own = of(row, "weee_tax_applied_row_amount");
            sum = sum.plus(own.isZero() ? of(row, "weee_tax_applied_row_amnt") : own);
        }
        return sum;
    }

    Totals totals() {
        Totals listed = listed();
        if (adds(listed)) {
            return listed;
        }
        Totals withFixedTaxes = with(listed, fixedTaxes());
        return adds(withFixedTaxes)
                ? withFixedTaxes
                : unlisted(listed).map(field -> with(listed, field.amount())).orElse(listed);
    }

    private Totals listed() {
        Money shippingDiscount = positive(of("shipping_discount_amount"));
        return new Totals(
                of("subtotal"),
                positive(of("discount_amount")).minus(shippingDiscount),
                of("shipping_amount").minus(shippingDiscount),
                of("tax_amount"),
                compensation()
                        .plus(giftWrapping())
                        .minus(giftCards())
                        .minus(storeCredit())
                        .minus(rewards()),
                grandTotal(),
                positive(of("total_refunded")));
    }

    private static Totals with(Totals totals, Money adjustment) {
        return new Totals(
                totals.lines(),
                totals.discounts(),
                totals.shipping(),
                totals.tax(),
                totals.adjustments().plus(adjustment),
                totals.grandTotal(),
                totals.refunded());
    }

    /**
     * An amount that an extension added to the order, and without which it does not add up.
     *
     * @param amount negative when it makes the order cheaper
     */
    record Unlisted(String name, Money amount) {}

    /** Such as the fee of a payment method: the field whose name and amount explain what the totals lack. */
    Optional<Unlisted> unlisted() {
        return adds(listed()) || adds(with(listed(), fixedTaxes())) ? Optional.empty() : unlisted(listed());
    }

    private Optional<Unlisted> unlisted(Totals totals) {
        Money gap = totals.grandTotal().minus(totals.expected(false));
        Set<String> words = gap.isNegative() ? REDUCTIONS : CHARGES;
        for (PayloadNode owner : List.of(order, extension)) {
            Iterator<String> names = owner.json().fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                boolean ours = (oneCurrency || !base || name.startsWith("base_"))
                        && !LATER.matcher(name).find();
                if (ours && words.stream().anyMatch(name::contains) && explains(owner.at(name), gap)) {
                    return Optional.of(new Unlisted(name, gap));
                }
            }
        }
        return Optional.empty();
    }

    private boolean explains(PayloadNode field, Money gap) {
        return (field.json().isNumber() || isDecimal(field))
                && positive(field.roundedOrZero(currency)).equals(positive(gap));
    }

    private static boolean isDecimal(PayloadNode field) {
        return field.json().isTextual() && field.json().textValue().matches("-?\\d{1,12}(\\.\\d{1,8})?");
    }

    private static boolean adds(Totals totals) {
        return totals.expected(false).equals(totals.grandTotal());
    }

    /** The one amount whose surplus decimals are told: all others have four of them as a matter of course. */
    private Money grandTotal() {
        PayloadNode place = place(order, "grand_total");
        Money told = place == null ? null : place.money(currency);
        return told == null ? Money.zero(currency) : told;
    }
}
