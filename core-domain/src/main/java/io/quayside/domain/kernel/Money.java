package io.quayside.domain.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount in one currency, at that currency's own scale (ISO 4217: JPY 0, USD 2, KWD 3). May be negative.
 * Immutable. Arithmetic with another currency throws {@link InvalidValue}: a sum over two currencies is a bug
 * (field-lesson 3).
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    private static final int MOST_DIGITS = 24;

    /** @throws InvalidValue when the amount has more decimals than the currency, or more than 24 digits */
    public Money {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(currency, "currency");
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new InvalidValue("an amount with more than " + MOST_DIGITS + " digits is not money");
        }
        int scale = scaleOf(currency);
        if (amount.scale() != scale) { // so 10 and 10.00 are equal; rounding only by name
            BigDecimal stripped = amount.stripTrailingZeros();
            if (stripped.scale() > scale) {
                throw new InvalidValue("%s %s has more than %d decimals"
                        .formatted(amount.toPlainString(), currency.getCurrencyCode(), scale));
            }
            amount = amount.setScale(scale, RoundingMode.UNNECESSARY);
        }
    }

    /** @throws InvalidValue when either part can't be read */
    public static Money of(String amount, String currencyCode) {
        return of(amount, currency(currencyCode));
    }

    /** @throws InvalidValue when the text is not a plain decimal number */
    public static Money of(String amount, Currency currency) {
        return new Money(decimal(amount), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Rounds to the currency's scale by a mode that the caller names; the only place where an amount may be rounded. */
    public static Money rounded(BigDecimal amount, Currency currency, RoundingMode mode) {
        return new Money(amount.setScale(scaleOf(currency), mode), currency);
    }

    /** @throws InvalidValue unless the text is an ISO 4217 code in capitals */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("'%s' is not an ISO 4217 currency code".formatted(InvalidValue.excerpt(code)));
        }
    }

    /** The number of decimals of the currency; 0 for codes that have none (XAU, XXX). */
    public static int scaleOf(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > MOST_DIGITS + 8) {
            throw new InvalidValue("'%s' is too long for an amount".formatted(InvalidValue.excerpt(text)));
        }
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidValue("'%s' is not a decimal number".formatted(InvalidValue.excerpt(text)));
        }
    }

    public static Money sum(Currency currency, Collection<Money> amounts) {
        return amounts.stream().reduce(zero(currency), Money::plus);
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new InvalidValue("%s and %s are different currencies".formatted(this, other));
        }
        return other;
    }

    /** For people and logs: {@code 199.00 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
