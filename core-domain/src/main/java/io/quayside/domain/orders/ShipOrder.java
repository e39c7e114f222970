package io.quayside.domain.orders;

import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person ships an order or a part of it: the stock leaves the ledger at once, and the channel is told afterwards. */
public final class ShipOrder {
    private final ChangeOrder change;
    private final Ids ids;

    public ShipOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation, Ids ids) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
        this.ids = ids;
    }

    /**
     * @param lines none for everything that remains
     * @param carrier our name of the carrier or empty
     */
    public record Wish(
            List<Shipment.Line> lines,
            String carrier,
            List<String> trackingNumbers,
            @Nullable String trackingUrl,
            boolean notifyCustomer) {}

    /** Empty when the tenant has no such order. */
    public Optional<Shipped> ship(TenantId tenant, OrderId id, Wish wish) {
        return change.change(tenant, id, (order, now) -> order.ship(ids.next(), wish, now))
                .map(changed -> new Shipped(changed.outcome(), changed.state()));
    }

    /** The channel's answer to a shipment; an unknown order or shipment changes nothing. */
    public void announced(TenantId tenant, OrderId id, UUID shipment, Shipment.Announcement news) {
        change.change(tenant, id, (order, now) -> order.announced(shipment, news, now));
    }

    /** @param state the order afterwards */
    public record Shipped(Outcome outcome, OrderState state) {}

    /** What came of a wish to ship. */
    public sealed interface Outcome {
        /** @param repeated the same parcel was shipped before, and nothing changed */
        record Done(Shipment shipment, boolean repeated) implements Outcome {}

        /** @param field of the wish, empty when it is the order that can't be shipped */
        record Refused(String field, String reason) implements Outcome {}
    }
}
