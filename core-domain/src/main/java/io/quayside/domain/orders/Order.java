package io.quayside.domain.orders;

import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order aggregate. Not thread-safe; lives for one unit of work. */
public final class Order {
    private OrderState state;
    private final long storedVersion;

    private Order(OrderState state, long storedVersion) {
        this.state = state;
        this.storedVersion = storedVersion;
    }

    /** For repositories: an order as it was stored. */
    public static Order restore(OrderState state) {
        return new Order(state, state.version());
    }

    public OrderId id() {
        return state.id();
    }

    public OrderKey key() {
        return new OrderKey(state.connectionId(), state.content().externalId());
    }

    public OrderState state() {
        return state;
    }

    /** The version that the repository holds, 0 for an order that was never saved. */
    public long storedVersion() {
        return storedVersion;
    }

    /** What it wants and holds, for the repository's index of waiting orders; empty once nothing is to be shipped. */
    public List<Demand> demands() {
        Map<Sku, Quantity> wanted = new LinkedHashMap<>();
        return wanted.entrySet().stream()
                .map(want -> new Demand(want.getKey(), want.getValue(), Quantity.ZERO))
                .toList();
    }
}
