package io.quayside.domain.kernel;

/** A whole number of units, 0 to 1,000,000,000. Differences that may be negative are plain {@code int}s named delta. */
public record Quantity(int value) implements Comparable<Quantity> {
    public static final int MOST = 1_000_000_000;
    public static final Quantity ZERO = new Quantity(0);

    /** @throws InvalidValue when negative or above {@link #MOST} */
    public Quantity {
        if (value < 0) {
            throw new InvalidValue("a quantity of %d is negative".formatted(value));
        }
        if (value > MOST) {
            throw new InvalidValue("a quantity of %d is more than %d".formatted(value, MOST));
        }
    }

    public static Quantity of(int value) {
        return value == 0 ? ZERO : new Quantity(value);
    }

    public Quantity plus(Quantity other) {
        return of(Math.addExact(value, other.value));
    }

    /** @throws InvalidValue when the result would be negative */
    public Quantity minus(Quantity other) {
        return of(value - other.value);
    }

    public Quantity min(Quantity other) {
        return value <= other.value ? this : other;
    }

    public boolean isZero() {
        return value == 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
