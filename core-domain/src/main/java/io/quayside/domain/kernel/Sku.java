package io.quayside.domain.kernel;

/**
 * A merchant's stock keeping unit: 1 to 255 printable characters, surrounding white space removed. Case matters, as on
 * the platforms.
 */
public record Sku(String value) implements Comparable<Sku> {
    public static final int LONGEST = 255;

    /** @throws InvalidValue when blank, too long or with control characters */
    public Sku {
        value = value.strip();
        if (value.isEmpty()) {
            throw new InvalidValue("a SKU can't be empty");
        }
        if (value.length() > LONGEST) {
            throw new InvalidValue(
                    "SKU '%s' is longer than %d characters".formatted(InvalidValue.excerpt(value), LONGEST));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("SKU '%s' has control characters".formatted(InvalidValue.excerpt(value)));
        }
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
