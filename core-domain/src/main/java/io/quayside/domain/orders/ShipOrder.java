package io.quayside.domain.orders;

import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person ships an order or a part of it: the stock leaves the ledger at once, and the channel is told afterwards.
 *
 * <p>Of an order that is split, each ship group leaves when it is named; a wish that names none is about the rest
 * alone, whether for everything in it or for chosen lines. So it is in Shopify, where every fulfillment order is
 * fulfilled by itself, and in ShipStation, where split shipments are: a program that knows nothing of groups never
 * sends what a person set apart.
 */
public final class ShipOrder {
    private final ChangeOrder change;
    private final Ids ids;

    public ShipOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation, Ids ids) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
        this.ids = ids;
    }

    /**
     * @param lines none for everything that remains, in the rest or in the ship group
     * @param carrier our name of the carrier or empty
     * @param shipGroup which one leaves, as a whole; absent for the rest
     */
    public record Wish(
            List<Shipment.Line> lines,
            String carrier,
            List<String> trackingNumbers,
            @Nullable String trackingUrl,
            boolean notifyCustomer,
            @Nullable Integer shipGroup) {
        public Wish {
            shipGroup = shipGroup == null || shipGroup == ShipGroups.REST ? null : shipGroup;
        }
    }

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
