package io.quayside.connectors.csv;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the typed values of one order's rows and keeps what could not be read, so that the sender learns of every
 * mistake at once. After a mistake it returns a harmless value; the order is not used then. Not thread-safe.
 */
final class Cells {
    /** One mistake. @param field the column as the sender wrote it */
    record Mistake(Row row, String field, String reason) {}

    /** Stands in for a currency that could not be read; its four decimals cause no further mistakes. */
    private static final Currency UNREAD = Currency.getInstance("CLF");

    private final Numbers numbers;
    private final Dates dates;
    private final CsvSettings settings;
    private final Instant receivedAt;
    private final List<Mistake> mistakes = new ArrayList<>();

    Cells(Numbers numbers, Dates dates, CsvSettings settings, Instant receivedAt) {
        this.numbers = numbers;
        this.dates = dates;
        this.settings = settings;
        this.receivedAt = receivedAt;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    void mistake(Row row, String key, String reason) {
        mistakes.add(new Mistake(row, row.header().written(key), reason));
    }

    @Nullable
    String textOrNull(Row row, String key) {
        String text = row.get(key);
        return text.isEmpty() ? null : text;
    }

    /** Zero when empty. */
    Money money(Row row, String key, Currency currency) {
        Money amount = moneyOrNull(row, key, currency);
        return amount == null ? Money.zero(currency) : amount;
    }

    @Nullable
    Money moneyOrNull(Row row, String key, Currency currency) {
        String text = row.get(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return new Money(numbers.read(text), currency);
        } catch (InvalidValue e) {
            mistake(row, key, String.valueOf(e.getMessage()));
            return Money.zero(currency);
        }
    }

    /** Zero when empty; a negative amount is a mistake. */
    Money charge(Row row, String key, Currency currency) {
        Money amount = money(row, key, currency);
        if (amount.isNegative()) {
            mistake(row, key, "%s can't be negative".formatted(amount));
        }
        return amount;
    }

    /** Zero when empty; some programs write discounts and refunds with a minus, others without. */
    Money reduction(Row row, String key, Currency currency) {
        Money amount = money(row, key, currency);
        return amount.isNegative() ? amount.negated() : amount;
    }

    /** @param least 0 where a platform keeps lines whose units were all removed, else 1 */
    Quantity quantity(Row row, String key, int least) {
        return quantityOf(row, key, row.get(key), least);
    }

    /** A quantity inside a packed cell. */
    Quantity packedQuantity(Row row, String key, String text) {
        return quantityOf(row, key, text, 0);
    }

    private Quantity quantityOf(Row row, String key, String text, int least) {
        if (text.isEmpty()) {
            mistake(row, key, "the quantity is missing");
            return Quantity.of(1);
        }
        try {
            BigDecimal value = numbers.read(text);
            if (value.signum() < 0) {
                throw new InvalidValue("%s is negative: a quantity can't be".formatted(InvalidValue.excerpt(text)));
            }
            if (value.stripTrailingZeros().scale() > 0) {
                throw new InvalidValue("%s is no whole number of units".formatted(InvalidValue.excerpt(text)));
            }
            if (value.compareTo(BigDecimal.valueOf(Quantity.MOST)) > 0) {
                throw new InvalidValue("%s is too much for a quantity".formatted(InvalidValue.excerpt(text)));
            }
            if (value.intValueExact() < least) {
                throw new InvalidValue("a quantity is at least " + least);
            }
            return Quantity.of(value.intValueExact());
        } catch (InvalidValue e) {
            mistake(row, key, String.valueOf(e.getMessage()));
            return Quantity.of(1);
        }
    }

    @Nullable
    Instant timeOrNull(Row row, String key) {
        String text = row.get(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return dates.read(text);
        } catch (InvalidValue e) {
            mistake(row, key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The time of receipt when empty. */
    Instant time(Row row, String key) {
        Instant time = timeOrNull(row, key);
        return time == null ? receivedAt : time;
    }

    /** The order's currency by its first row that names one, else the connection's. An order has one. */
    Currency currency(List<Row> rows, String key) {
        Row told = StandardLayout.rowWith(key, rows);
        String text = told.get(key);
        for (Row row : rows) {
            if (!row.get(key).isEmpty() && !row.get(key).equalsIgnoreCase(text)) {
                mistake(
                        row,
                        key,
                        "%s, but line %d of the same order says %s: an order has one currency"
                                .formatted(
                                        InvalidValue.excerpt(row.get(key)), told.line(), InvalidValue.excerpt(text)));
            }
        }
        if (text.isEmpty()) {
            if (settings.currency().isPresent()) {
                return settings.currency().get();
            }
            mistake(
                    told,
                    key,
                    "no currency: fill the column, or set the currency of all files in the connection's settings");
            return UNREAD;
        }
        try {
            return Money.currency(text.toUpperCase(Locale.ROOT));
        } catch (InvalidValue e) {
            mistake(told, key, String.valueOf(e.getMessage()));
            return UNREAD;
        }
    }

    @Nullable
    Sku skuOrNull(Row row, String key, String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return new Sku(text);
        } catch (InvalidValue e) {
            mistake(row, key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    boolean isTrue(Row row, String key) {
        return switch (row.get(key).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "1", "ja", "oui", "si" -> true;
            case "", "false", "no", "n", "0", "nein", "non" -> false;
            default -> {
                mistake(row, key, "'%s' is neither yes nor no".formatted(InvalidValue.excerpt(row.get(key))));
                yield false;
            }
        };
    }

    /** An amount inside a packed cell. @param where the part's name, for the sender */
    Money packedMoney(Row row, String key, String where, String text, Currency currency) {
        if (text.isBlank()) {
            return Money.zero(currency);
        }
        try {
            return new Money(numbers.read(text.strip()), currency);
        } catch (InvalidValue e) {
            mistake(row, key, where + ": " + e.getMessage());
            return Money.zero(currency);
        }
    }
}
