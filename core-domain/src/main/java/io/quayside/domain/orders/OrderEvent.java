package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to orders; the entries of an order's timeline. */
public sealed interface OrderEvent extends DomainEvent {
    OrderId orderId();

    record OrderReceived(
            OrderId orderId,
            ConnectionId connectionId,
            Platform channel,
            String externalId,
            String number,
            int lines,
            Money grandTotal)
            implements OrderEvent {}

    /** The channel told a newer version. */
    record OrderUpdated(OrderId orderId, List<FieldChange> changes) implements OrderEvent {
        public OrderUpdated {
            changes = List.copyOf(changes);
        }
    }

    /** A person changed the address, note or tags. */
    record OrderEdited(OrderId orderId, List<FieldChange> changes) implements OrderEvent {
        public OrderEdited {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param field the canonical name, lines as {@code lines[<external id>].quantity}
     * @param before at most 200 characters, absent when there was none
     * @param after at most 200 characters, absent when there is none
     */
    record FieldChange(String field, @Nullable String before, @Nullable String after) {}

    record OrderCancelled(OrderId orderId, String reason, CancelledBy by) implements OrderEvent {}

    /** Who cancelled. */
    enum CancelledBy {
        CHANNEL,
        MERCHANT
    }

    /** The channel opened an order again that it had cancelled. */
    record OrderReopened(OrderId orderId) implements OrderEvent {}

    /** A person had cancelled the order; the channel changed it without cancelling it, and it stays cancelled. */
    record CancellationKept(OrderId orderId, String reason) implements OrderEvent {}

    /** @param reasons all that hold it now, in sentences */
    record OrderHeld(OrderId orderId, List<String> reasons) implements OrderEvent {
        public OrderHeld {
            reasons = List.copyOf(reasons);
        }
    }

    /** Nothing holds it any more. */
    record OrderReleased(OrderId orderId) implements OrderEvent {}

    /** A line stands for a product under another name, or for a bundle. @param parts units of stock in one unit */
    record LineMapped(OrderId orderId, String lineId, Sku product, List<Bundle.Component> parts) implements OrderEvent {
        public LineMapped {
            parts = List.copyOf(parts);
        }
    }

    record StockReserved(OrderId orderId, String lineId, Sku sku, LocationId location, int quantity)
            implements OrderEvent {}

    /** Not all units could be had; the rest is back-ordered. */
    record StockReservationFailed(OrderId orderId, Sku sku, int wanted, int reserved) implements OrderEvent {}

    record StockReleased(OrderId orderId, String lineId, Sku sku, LocationId location, int quantity, String reason)
            implements OrderEvent {}

    /** Reserved units left the house, as the channel reports. */
    record StockShipped(OrderId orderId, String lineId, Sku sku, LocationId location, int quantity)
            implements OrderEvent {}

    /** A person put units into a ship group of their own. @param note for the people who pack it; may be empty */
    record OrderSplit(OrderId orderId, int shipGroup, String note, List<Shipment.Line> lines) implements OrderEvent {
        public OrderSplit {
            lines = List.copyOf(lines);
        }
    }

    /** A person put a ship group's units back to the rest. */
    record ShipGroupMerged(OrderId orderId, int shipGroup, List<Shipment.Line> lines) implements OrderEvent {
        public ShipGroupMerged {
            lines = List.copyOf(lines);
        }
    }

    /** The channel's news left other units to a ship group than before. @param lines what is in it; none when it is gone */
    record ShipGroupChanged(OrderId orderId, int shipGroup, List<Shipment.Line> lines) implements OrderEvent {
        public ShipGroupChanged {
            lines = List.copyOf(lines);
        }
    }

    /** A person lets a ship group wait. */
    record ShipGroupHeld(OrderId orderId, int shipGroup, String reason) implements OrderEvent {}

    /** The ship group waits no more. */
    record ShipGroupReleased(OrderId orderId, int shipGroup) implements OrderEvent {}

    /**
     * Goods left the house, told by a person here; the channel is told next.
     *
     * @param shipGroup the ship group that it was, absent when it was not one by itself
     */
    record ShipmentCreated(
            OrderId orderId,
            UUID shipmentId,
            List<Shipment.Line> lines,
            String carrier,
            List<String> trackingNumbers,
            @Nullable String trackingUrl,
            @Nullable Integer shipGroup)
            implements OrderEvent {
        public ShipmentCreated {
            lines = List.copyOf(lines);
            trackingNumbers = List.copyOf(trackingNumbers);
        }
    }

    /** The channel knows of the shipment. @param receipt its own id of it */
    record ShipmentConfirmed(OrderId orderId, UUID shipmentId, String receipt) implements OrderEvent {}

    /** The channel does not take the shipment. @param reason for people */
    record ShipmentRefused(OrderId orderId, UUID shipmentId, String reason) implements OrderEvent {}

    /** A person gives money back; the channel is asked to next. */
    record RefundRequested(OrderId orderId, UUID refundId, Money amount, String reason) implements OrderEvent {}

    /** The channel gave the money back. @param receipt its own id of the refund */
    record RefundIssued(OrderId orderId, UUID refundId, Money amount, String receipt) implements OrderEvent {}

    /** The channel does not give the money back. @param reason for people */
    record RefundRefused(OrderId orderId, UUID refundId, Money amount, String reason) implements OrderEvent {}

    /** A contradiction that a machine should not settle. */
    record ReviewOpened(OrderId orderId, Flag.Code code, String detail) implements OrderEvent {}

    /** A person looked at it. @param note what came of it */
    record ReviewResolved(OrderId orderId, Flag.Code code, String detail, String note, String by)
            implements OrderEvent {}

    /** The contradiction went away by itself. */
    record ReviewSettled(OrderId orderId, Flag.Code code, String detail) implements OrderEvent {}

    /** The connection's filter does not take it in. @param reason in a sentence */
    record OrderIgnored(OrderId orderId, String reason) implements OrderEvent {}

    /** It is ignored no more. */
    record OrderTakenIn(OrderId orderId, TakenInBy by) implements OrderEvent {}

    /** Who took an ignored order in. */
    enum TakenInBy {
        FILTER,
        MERCHANT
    }

    /** The buyer's personal data is gone, here and from this timeline. @param reason whose rule or wish it was */
    record PersonalDataErased(OrderId orderId, String reason) implements OrderEvent {}
}
