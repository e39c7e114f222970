package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plain paid order of 10 USD a unit to Oslo; each method changes one thing. Mutable, for tests only. */
public final class OrderExample {
    public static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    public static final ConnectionId SHOP = new ConnectionId(new UUID(0, 1));
    public static final ConnectionId MARKET = new ConnectionId(new UUID(0, 2));
    public static final Address OSLO =
            new Address("Kari Nordmann", null, "Storgata 1", null, "Oslo", null, "0155", "NO", null);
    public static final Address BERGEN =
            new Address("Kari Nordmann", null, "Bryggen 7", null, "Bergen", null, "5003", "NO", null);
    private static final Currency USD = Currency.getInstance("USD");

    private final String externalId;
    private final List<CanonicalOrder.Line> lines = new ArrayList<>();
    private final List<CanonicalOrder.Fulfillment> fulfillments = new ArrayList<>();
    private final List<Flag> flags = new ArrayList<>();
    private ConnectionId connection = SHOP;
    private Instant placedAt = DAY;
    private Instant changedAt = DAY;
    private long sequence;
    private boolean test;
    private boolean closed;
    private @Nullable Cancellation cancellation;
    private FinancialStatus financialStatus = FinancialStatus.PAID;
    private @Nullable Address address = OSLO;
    private @Nullable String note;
    private Money wrongBy = Money.zero(USD);
    private final List<CanonicalOrder.Refund> refunds = new ArrayList<>();

    private OrderExample(String externalId) {
        this.externalId = externalId;
    }

    public static OrderExample order(String externalId) {
        return new OrderExample(externalId);
    }

    public OrderExample line(String sku, int quantity) {
        return line(sku, quantity, quantity);
    }

    /** A line of which some units have left the house already. */
    public OrderExample line(String sku, int quantity, int fulfillable) {
        return line(new Sku(sku), quantity, fulfillable, true, FulfilledBy.MERCHANT);
    }

    public OrderExample line(@Nullable Sku sku, int quantity, int fulfillable, boolean ships, FulfilledBy fulfilledBy) {
        Money unit = Money.of("10.00", USD);
        lines.add(new CanonicalOrder.Line(
                "L" + (lines.size() + 1),
                sku,
                sku == null ? "Custom engraving" : "Product " + sku,
                Quantity.of(quantity),
                Quantity.of(fulfillable),
                unit,
                Money.zero(USD),
                Money.zero(USD),
                unit.times(quantity),
                ships,
                false,
                fulfilledBy,
                Map.of()));
        return this;
    }

    public OrderExample from(ConnectionId other) {
        connection = other;
        return this;
    }

    /** Seconds after {@link #DAY}. */
    public OrderExample placed(long second) {
        placedAt = DAY.plusSeconds(second);
        return this;
    }

    public OrderExample changed(long second) {
        changedAt = DAY.plusSeconds(second);
        return this;
    }

    public OrderExample sequence(long number) {
        sequence = number;
        return this;
    }

    public OrderExample test() {
        test = true;
        return this;
    }

    public OrderExample closed() {
        closed = true;
        return this;
    }

    public OrderExample cancelled() {
        cancellation = new CanonicalOrder.Cancellation(DAY, "customer");
        return this;
    }

    public OrderExample payment(FinancialStatus status) {
        financialStatus = status;
        return this;
    }

    public OrderExample to(@Nullable Address other) {
        address = other;
        return this;
    }

    public OrderExample note(String text) {
        note = text;
        return this;
    }

    public OrderExample flag(Flag.Code code, String detail) {
        flags.add(new Flag(code, detail));
        return this;
    }

    public OrderExample totalWrongBy(String amount) {
        wrongBy = Money.of(amount, USD);
        return this;
    }

    /** Given back by the channel, after all that happens here; its total stays as it was. */
    public OrderExample refunded(String id, String amount) {
        refunds.add(new CanonicalOrder.Refund(id, DAY.plusSeconds(31_536_000), Money.of(amount, USD), null, List.of()));
        return this;
    }

    public OrderExample parcel(String status, String line, int quantity) {
        fulfillments.add(new CanonicalOrder.Fulfillment(
                "F" + (fulfillments.size() + 1),
                status,
                DAY,
                "posten",
                List.of("370000000000000000"),
                List.of(new CanonicalOrder.Fulfillment.FulfilledLine(line, Quantity.of(quantity)))));
        return this;
    }

    public CanonicalOrder content() {
        Money sum =
                Money.sum(USD, lines.stream().map(CanonicalOrder.Line::total).toList());
        Money none = Money.zero(USD);
        Money refunded = Money.sum(
                USD, refunds.stream().map(CanonicalOrder.Refund::amount).toList());
        return new CanonicalOrder(
                externalId,
                "#" + externalId,
                placedAt,
                changedAt,
                sequence,
                test,
                cancellation,
                closed,
                financialStatus,
                USD,
                false,
                new CanonicalOrder.Totals(sum, none, none, none, none, sum.plus(wrongBy), refunded),
                new CanonicalOrder.Customer("7", "Kari Nordmann", "kari@example.com", null),
                address,
                address,
                lines,
                List.of(),
                null,
                null,
                note,
                List.of(),
                Map.of("source", "web", "locale", "nb"),
                flags,
                fulfillments,
                refunds);
    }

    /** @param deliveryId the sender's id of this delivery */
    public IncomingOrder delivered(String deliveryId) {
        return new IncomingOrder(connection, new Platform("shopify"), deliveryId, DAY, null, content());
    }
}
