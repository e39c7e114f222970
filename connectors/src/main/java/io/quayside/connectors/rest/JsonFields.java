package io.quayside.connectors.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object and where it stands. Typed readings note what is wrong and go on with a harmless value, so that a
 * client learns of every mistake at once. Absent and {@code null} are the same. Not thread-safe.
 */
final class JsonFields {
    static final int MOST_PROBLEMS = 100;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final JsonNode node;
    private final String path;
    private final List<InvalidOrder.Problem> problems;

    JsonFields(JsonNode node, String path, List<InvalidOrder.Problem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new InvalidOrder.Problem(at(name), message));
        }
    }

    boolean has(String name) {
        return !value(name).isMissingNode();
    }

    private JsonNode value(String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /** @return null when absent or blank */
    @Nullable
    String text(String name, int longest) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            problem(name, "must be text");
            return null;
        }
        String text = value.asText().strip();
        if (text.length() > longest) {
            problem(name, "is longer than %d characters".formatted(longest));
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            problem(name, "holds a NUL character");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    String textOr(String name, int longest, String otherwise) {
        String text = text(name, longest);
        return text == null ? otherwise : text;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            problem(name, "must be true or false");
            return otherwise;
        }
        return value.booleanValue();
    }

    @Nullable
    Instant time(String name) {
        String text = text(name, 60);
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                problem(name, "is not between the years 1970 and 2200");
                return null;
            }
            return time;
        } catch (DateTimeException e) {
            problem(name, "must be a time with zone (RFC 3339), such as 2026-05-01T09:30:00Z");
            return null;
        }
    }

    long number(String name) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            problem(name, "must be a whole number");
            return 0;
        }
        return value.longValue();
    }

    Quantity quantity(String name, int least, Quantity otherwise) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        try {
            BigDecimal number = decimal(value);
            if (number.signum() < 0) {
                throw new InvalidValue("can't be negative");
            }
            if (number.compareTo(BigDecimal.valueOf(Quantity.MOST)) > 0) {
                throw new InvalidValue("is more than %,d".formatted(Quantity.MOST));
            }
            if (Math.abs((long) number.scale()) > 24
                    || number.stripTrailingZeros().scale() > 0) {
                throw new InvalidValue("must be a whole number");
            }
            if (number.intValueExact() < least) {
                throw new InvalidValue("must be at least " + least);
            }
            return Quantity.of(number.intValueExact());
        } catch (InvalidValue e) {
            problem(name, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    Quantity requiredQuantity(String name) {
        if (!has(name)) {
            problem(name, "is required");
        }
        return quantity(name, 1, Quantity.of(1));
    }

    /** An amount as {@code {"amount":"9.90","currency":"USD"}}, {@code "9.90"} or {@code 9.90}; null when absent. */
    @Nullable
    Money moneyOrNull(String name, Currency currency) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return null;
        }
        try {
            if (!value.isObject()) {
                return new Money(decimal(value), currency);
            }
            String code = value.path("currency").asText("");
            if (!code.isEmpty() && !code.equals(currency.getCurrencyCode())) {
                throw new InvalidValue("is in %s, but the order is in %s: an order has one currency"
                        .formatted(InvalidValue.excerpt(code), currency));
            }
            return new Money(decimal(value.path("amount")), currency);
        } catch (InvalidValue e) {
            problem(name, String.valueOf(e.getMessage()));
            return Money.zero(currency);
        }
    }

    /** Zero when absent; negative is a problem. */
    Money charge(String name, Currency currency) {
        Money amount = moneyOrNull(name, currency);
        if (amount == null) {
            return Money.zero(currency);
        }
        if (amount.isNegative()) {
            problem(name, "can't be negative");
        }
        return amount;
    }

    private static BigDecimal decimal(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        String text = value.isTextual() ? value.asText().strip() : "";
        if (text.length() > 40) {
            throw new InvalidValue("is too long for a number");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue("must be a decimal number, such as \"19.90\"");
        }
    }

    /** One of the names, in any case. */
    <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
        String text = text(name, 60);
        if (text == null) {
            return otherwise;
        }
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problem(name, "must be one of " + List.of(type.getEnumConstants()));
            return otherwise;
        }
    }

    Optional<JsonFields> object(String name) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            problem(name, "must be an object");
            return Optional.empty();
        }
        return Optional.of(new JsonFields(value, at(name), problems));
    }

    /** The objects of an array; empty when absent. */
    List<JsonFields> objects(String name, int most) {
        List<JsonFields> found = new ArrayList<>();
        JsonNode array = array(name, most);
        for (int i = 0; i < array.size(); i++) {
            String element = name + "[" + i + "]";
            if (array.get(i).isObject()) {
                found.add(new JsonFields(array.get(i), at(element), problems));
            } else {
                problem(element, "must be an object");
            }
        }
        return found;
    }

    List<String> texts(String name, int most) {
        List<String> found = new ArrayList<>();
        for (JsonNode element : array(name, most)) {
            if (!element.isTextual()
                    || element.asText().length() > 500
                    || element.asText().indexOf('\0') >= 0) {
                problem(name, "must be a list of texts of at most 500 characters");
                return List.of();
            }
            found.add(element.asText());
        }
        return found;
    }

    private JsonNode array(String name, int most) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return value;
        }
        if (!value.isArray()) {
            problem(name, "must be a list");
            return MissingNode.getInstance();
        }
        if (value.size() > most) {
            problem(name, "has %,d entries, at most %,d are taken".formatted(value.size(), most));
            return MissingNode.getInstance();
        }
        return value;
    }

    /** The names of this object's fields. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
