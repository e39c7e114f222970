package io.quayside.domain.orders;

/** Someone else changed the order since it was read. */
public final class StaleOrder extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long current;

    public StaleOrder(OrderId id, long expected, long current) {
        super("order %s is at version %d, not %d".formatted(id, current, expected));
        this.current = current;
    }

    public long current() {
        return current;
    }
}
