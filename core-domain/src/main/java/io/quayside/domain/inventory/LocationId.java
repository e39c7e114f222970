package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;

/** A place that holds stock, named by the merchant: 1 to 50 letters, digits, {@code -} and {@code _}. */
public record LocationId(String value) implements Comparable<LocationId> {
    /** Every merchant has it from the first day; used where no location is named. */
    public static final LocationId MAIN = new LocationId("MAIN");

    /** @throws InvalidValue for other characters or lengths */
    public LocationId {
        if (!value.matches("[A-Za-z0-9_-]{1,50}")) {
            throw new InvalidValue("'%s' is not a location: use 1 to 50 letters, digits, '-' and '_'"
                    .formatted(InvalidValue.excerpt(value)));
        }
    }

    @Override
    public int compareTo(LocationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
