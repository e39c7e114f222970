package io.quayside.domain.orders;

import io.quayside.domain.inventory.StockItem.Taken;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.OrderEvent.CancelledBy;
import io.quayside.domain.orders.OrderEvent.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order aggregate. A channel tells versions of an order, in any order and any number of times; the newest one is
 * the content. People at the merchant decide on top of it: hold, release, cancel, edit. Status, flags and holds are
 * derived from both and from the stock that is held, never set. What it wants of stock follows from the content;
 * {@link AllocationProcess} takes and gives back the units. Not thread-safe; lives for one unit of work.
 */
public final class Order {
    private final long storedVersion;
    private final List<OrderEvent> events = new ArrayList<>();
    private final Holdings holdings;
    /** Units of a line that left the house between the stored version and the content. */
    private final Map<String, Integer> shippedSince = new HashMap<>();

    private final @Nullable OrderState stored;
    private @Nullable OrderState reported;
    private OrderState state;
    private @Nullable Instant changedAt;
    private boolean dirty;

    private Order(OrderState state, @Nullable OrderState stored) {
        this.state = state;
        this.stored = stored;
        this.reported = stored;
        this.storedVersion = stored == null ? 0 : stored.version();
        this.holdings = new Holdings(state.allocations());
    }

    /** For repositories: an order as it was stored. */
    public static Order restore(OrderState state) {
        return new Order(state, state);
    }

    /** An order that was not known; whether the channel calls it new or changed does not matter (field-lesson 10). */
    public static Order receive(OrderId id, IncomingOrder incoming, Instant now) {
        CanonicalOrder content = incoming.order();
        Order order = new Order(
                new OrderState(
                        id,
                        incoming.connectionId(),
                        incoming.channel(),
                        1,
                        OrderStatus.RECEIVED,
                        now,
                        now,
                        content,
                        List.of(),
                        List.of(),
                        List.of(),
                        MerchantDecisions.NONE,
                        List.of(),
                        List.of(),
                        OrderRules.tellsOfShipment(content),
                        incoming.rawPayload()),
                null);
        order.dirty = true;
        order.events.add(new OrderEvent.OrderReceived(
                id,
                incoming.connectionId(),
                incoming.channel(),
                content.externalId(),
                content.number(),
                content.lines().size(),
                content.totals().grandTotal()));
        if (content.cancellation() != null) {
            order.events.add(
                    new OrderEvent.OrderCancelled(id, content.cancellation().reason(), CancelledBy.CHANNEL));
        }
        return order;
    }

    public OrderId id() {
        return state.id();
    }

    public OrderKey key() {
        return new OrderKey(state.connectionId(), state.content().externalId());
    }

    /** Decides who gets scarce stock first. */
    Instant placedAt() {
        return state.content().placedAt();
    }

    /** As it stands now; its version is one above the stored one when something changed. */
    public OrderState state() {
        if (dirty) {
            dirty = false;
            state = derived();
        }
        return state;
    }

    /** The version that the repository holds, 0 for an order that was never saved. */
    public long storedVersion() {
        return storedVersion;
    }

    /** Whether there is something to save. */
    public boolean isChanged() {
        return state().version() != storedVersion;
    }

    /** What happened since it was restored, in order. */
    public List<OrderEvent> pendingEvents() {
        List<OrderEvent> all = new ArrayList<>(events);
        all.addAll(StateChanges.between(reported, state()));
        return all;
    }

    public void clearEvents() {
        events.clear();
        reported = state();
    }

    /** What it wants and holds, for the repository's index of waiting orders; empty once nothing is to be shipped. */
    public List<Demand> demands() {
        return OrderRules.demands(state.effective(), state.decisions(), holdings.all());
    }

    // what the channel tells

    /**
     * Takes over a newer version. An older or equal one changes nothing, except that units which it says were shipped
     * are remembered: a cancellation may overtake the news of the shipment. Address, note and tags that a person edited
     * stay unless the channel changed that field itself.
     *
     * @return whether it told something new
     */
    public boolean apply(IncomingOrder incoming, Instant now) {
        CanonicalOrder next = incoming.order();
        CanonicalOrder told = state.decisions().withoutEdits(state.content());
        boolean firstShipment = !state.shipmentSeen() && OrderRules.tellsOfShipment(next);
        if (firstShipment) {
            state = state.withShipmentSeen();
            touch(now);
        }
        if (!next.isNewerThan(told)) {
            return firstShipment;
        }
        noteShipments(state.decisions().withShipments(told), state.decisions().withShipments(next));
        List<FieldChange> changes = ContentChanges.between(told, next);
        if (!changes.isEmpty()) {
            events.add(new OrderEvent.OrderUpdated(id(), changes));
        }
        noteCancellation(told, next);
        MerchantDecisions decisions = state.decisions();
        CanonicalOrder content = next;
        if (!decisions.replacesNothing()) {
            decisions = decisions.withoutEditsThatTheChannelChanged(told, next);
            content = next.edited(
                    decisions.replacedAddress() == null
                            ? next.shippingAddress()
                            : state.content().shippingAddress(),
                    decisions.replacedNote() == null
                            ? next.note()
                            : state.content().note(),
                    decisions.replacedTags() == null
                            ? next.tags()
                            : state.content().tags());
        }
        change(content, decisions, now);
        state = state.withRawPayload(incoming.rawPayload());
        return true;
    }

    private void noteShipments(CanonicalOrder told, CanonicalOrder next) {
        Map<String, Integer> before = new HashMap<>();
        told.lines().forEach(line -> before.put(line.externalId(), OrderRules.shippedUnits(told, line)));
        for (CanonicalOrder.Line line : next.lines()) {
            int more = OrderRules.shippedUnits(next, line) - before.getOrDefault(line.externalId(), 0);
            if (more != 0) {
                shippedSince.merge(line.externalId(), more, Integer::sum);
            }
        }
    }

    private void noteCancellation(CanonicalOrder told, CanonicalOrder next) {
        CanonicalOrder.Cancellation byMerchant = state.decisions().cancellation();
        CanonicalOrder.Cancellation byChannel = next.cancellation();
        if (byChannel != null && !told.isCancelled()) {
            events.add(new OrderEvent.OrderCancelled(id(), byChannel.reason(), CancelledBy.CHANNEL));
        } else if (byChannel == null && byMerchant != null) {
            events.add(new OrderEvent.CancellationKept(id(), byMerchant.reason()));
        } else if (byChannel == null && told.isCancelled()) {
            events.add(new OrderEvent.OrderReopened(id()));
        }
    }

    // what people decide

    /** A person cancels; stays so whatever the channel says later, unless everything has left the house already. */
    public CancelOutcome cancel(String reason, Instant now) {
        OrderStatus status = state().status();
        if (status == OrderStatus.CANCELLED) {
            return CancelOutcome.ALREADY_CANCELLED;
        }
        if (status == OrderStatus.SHIPPED || status == OrderStatus.DELIVERED) {
            return CancelOutcome.ALREADY_SHIPPED;
        }
        events.add(new OrderEvent.OrderCancelled(id(), reason, CancelledBy.MERCHANT));
        change(state.content(), state.decisions().cancelled(new CanonicalOrder.Cancellation(now, reason)), now);
        return CancelOutcome.CANCELLED;
    }

    /** What came of a person's cancellation. */
    public enum CancelOutcome {
        CANCELLED,
        ALREADY_CANCELLED,
        /** Nothing is left to cancel; a return is the way. */
        ALREADY_SHIPPED
    }

    /**
     * A person holds it: stock stays reserved, nothing is shipped until {@link #release}. Without effect when nothing is
     * left to ship.
     *
     * @return whether it is held now
     */
    public boolean hold(String reason, Instant now) {
        if (OrderRules.isDone(state.effective(), state.decisions())) {
            return false;
        }
        change(state.content(), state.decisions().held(reason), now);
        return true;
    }

    /** Ends a person's hold and acknowledges the flags that hold; each holds again once it says something new. */
    public void release(Instant now) {
        List<Flag> seen =
                state().flags().stream().filter(flag -> flag.code().holds()).toList();
        change(state.content(), state.decisions().released(seen), now);
    }

    /**
     * A person ships it, or a part of it. Only what is reserved can leave, unless the SKU has no stock here at all.
     * The same parcel again, known by its tracking numbers, changes nothing.
     */
    ShipOrder.Outcome ship(UUID shipmentId, ShipOrder.Wish wish, Instant now) {
        for (Shipment known : state.decisions().shipments()) {
            if (known.isSameAs(wish.lines(), wish.trackingNumbers())) {
                return new ShipOrder.Outcome.Done(known, true);
            }
        }
        OrderStatus status = state().status();
        if (status == OrderStatus.CANCELLED) {
            return new ShipOrder.Outcome.Refused("", "the order is cancelled");
        }
        if (status == OrderStatus.ON_HOLD) {
            return new ShipOrder.Outcome.Refused(
                    "", "the order is on hold: release it first (%s)".formatted(String.join(" ", state().heldBy())));
        }
        CanonicalOrder content = state.effective();
        List<Shipment.Line> lines = wish.lines().isEmpty() ? remaining(content) : wish.lines();
        if (lines.isEmpty()) {
            return new ShipOrder.Outcome.Refused("", "nothing of the order is left to ship");
        }
        Map<String, Integer> units = new LinkedHashMap<>();
        lines.forEach(line -> units.merge(line.lineId(), line.quantity().value(), Integer::sum));
        for (Map.Entry<String, Integer> wanted : units.entrySet()) {
            Optional<String> problem = problemOfShipping(content, wanted.getKey(), wanted.getValue());
            if (problem.isPresent()) {
                return new ShipOrder.Outcome.Refused("lines", problem.get());
            }
        }
        Shipment shipment = new Shipment(
                shipmentId,
                lines,
                wish.carrier(),
                wish.trackingNumbers(),
                wish.trackingUrl(),
                wish.notifyCustomer(),
                now,
                Shipment.Announcement.WAITING);
        units.forEach((line, count) -> shippedSince.merge(line, count, Integer::sum));
        events.add(new OrderEvent.ShipmentCreated(
                id(), shipmentId, lines, shipment.carrier(), shipment.trackingNumbers(), shipment.trackingUrl()));
        change(state.content(), state.decisions().shipped(shipment), now);
        state = state.withShipmentSeen();
        return new ShipOrder.Outcome.Done(shipment, false);
    }

    private static List<Shipment.Line> remaining(CanonicalOrder content) {
        return content.lines().stream()
                .filter(line -> line.requiresShipping()
                        && !line.giftCard()
                        && line.fulfilledBy() == FulfilledBy.MERCHANT
                        && !line.fulfillableQuantity().isZero())
                .map(line -> new Shipment.Line(line.externalId(), line.fulfillableQuantity()))
                .toList();
    }

    private Optional<String> problemOfShipping(CanonicalOrder content, String lineId, int units) {
        Optional<CanonicalOrder.Line> found = content.lines().stream()
                .filter(line -> line.externalId().equals(lineId))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("the order has no line '%s'".formatted(InvalidValue.excerpt(lineId)));
        }
        CanonicalOrder.Line line = found.get();
        if (line.fulfilledBy() != FulfilledBy.MERCHANT) {
            return Optional.of("line '%s' is shipped by the channel itself".formatted(lineId));
        }
        if (units > line.fulfillableQuantity().value()) {
            return Optional.of("%d units of line '%s' are left to ship, not %d"
                    .formatted(line.fulfillableQuantity().value(), lineId, units));
        }
        boolean stocked =
                line.sku() != null && line.needsStock() && !state.unmappedSkus().contains(line.sku());
        int held = holdings.all().stream()
                .filter(allocation -> allocation.lineId().equals(lineId))
                .mapToInt(allocation -> allocation.quantity().value())
                .sum();
        return stocked && held < units
                ? Optional.of("only %d of %d units of '%s' are reserved: the rest is out of stock"
                        .formatted(held, units, line.sku()))
                : Optional.empty();
    }

    /** The channel's answer to a shipment; news of an unknown one, or none at all, change nothing. */
    boolean announced(UUID shipment, Shipment.Announcement announcement, Instant now) {
        boolean isNews = state.decisions().shipments().stream()
                .anyMatch(known ->
                        known.id().equals(shipment) && !known.announcement().equals(announcement));
        if (isNews) {
            switch (announcement.status()) {
                case REFUSED -> events.add(new OrderEvent.ShipmentRefused(id(), shipment, announcement.problem()));
                case CONFIRMED -> events.add(new OrderEvent.ShipmentConfirmed(id(), shipment, announcement.receipt()));
                case WAITING, NOT_TOLD -> {} // nothing that the channel said
            }
            change(state.content(), state.decisions().announced(shipment, announcement), now);
        }
        return isNews;
    }

    /** A person gives money back; the same id again changes nothing. See {@link RefundOrder}. */
    RefundOrder.Outcome refund(UUID refundId, RefundOrder.Wish wish, Instant now) {
        Refunding money = new Refunding(state.content(), state.decisions());
        Optional<MerchantRefund> known = refundWith(refundId);
        if (known.isPresent()) {
            return known.get().isFor(wish)
                    ? new RefundOrder.Outcome.Done(known.get(), true)
                    : new RefundOrder.Outcome.OtherWish();
        }
        Optional<String> obstacle = money.obstacle();
        if (obstacle.isPresent()) {
            return new RefundOrder.Outcome.Refused("", obstacle.get());
        }
        Refunding.Sum sum = money.of(wish);
        if (sum.isWrong()) {
            return new RefundOrder.Outcome.Refused(sum.field(), sum.problem());
        }
        MerchantRefund refund = new MerchantRefund(
                refundId, sum.lines(), sum.amount(), wish.reason(), now, Shipment.Announcement.WAITING);
        events.add(new OrderEvent.RefundRequested(id(), refundId, refund.amount(), refund.reason()));
        change(state.content(), state.decisions().refunding(refund), now);
        return new RefundOrder.Outcome.Done(refund, false);
    }

    /** The channel's answer to a refund; news of an unknown one, or none at all, change nothing. */
    boolean refundAnnounced(UUID refundId, Shipment.Announcement announcement, Instant now) {
        Optional<MerchantRefund> known =
                refundWith(refundId).filter(refund -> !refund.announcement().equals(announcement));
        known.ifPresent(refund -> {
            switch (announcement.status()) {
                case REFUSED ->
                    events.add(new OrderEvent.RefundRefused(id(), refundId, refund.amount(), announcement.problem()));
                case CONFIRMED ->
                    events.add(new OrderEvent.RefundIssued(id(), refundId, refund.amount(), announcement.receipt()));
                case WAITING, NOT_TOLD -> {} // nothing that the channel said
            }
            change(state.content(), state.decisions().refundAnnounced(refundId, announcement), now);
        });
        return known.isPresent();
    }

    /** @return false when so much is not left any more, or the refund is unknown */
    boolean refundAgain(UUID refundId, Instant now) {
        Money left = new Refunding(state.content(), state.decisions()).refundable();
        boolean affordable = refundWith(refundId)
                .filter(refund -> refund.counts() || refund.amount().compareTo(left) <= 0)
                .isPresent();
        if (affordable) {
            refundAnnounced(refundId, Shipment.Announcement.WAITING, now);
        }
        return affordable;
    }

    private Optional<MerchantRefund> refundWith(UUID refundId) {
        return state.decisions().refunds().stream()
                .filter(known -> known.id().equals(refundId))
                .findFirst();
    }

    public void editAddress(Address shippingAddress, long expectedVersion, Instant now) {
        edit(new OrderEdit(shippingAddress, null, null), expectedVersion, now);
    }

    /** @throws StaleOrder when the order is at another version than the person saw */
    public void edit(OrderEdit edit, long expectedVersion, Instant now) {
        if (expectedVersion != state().version()) {
            throw new StaleOrder(id(), expectedVersion, state().version());
        }
        CanonicalOrder content = state.content();
        CanonicalOrder edited = edit.applyTo(content);
        List<FieldChange> changes = ContentChanges.between(content, edited);
        if (!changes.isEmpty()) {
            events.add(new OrderEvent.OrderEdited(id(), changes));
            CanonicalOrder told = state.decisions().withoutEdits(content);
            change(edited, state.decisions().replacing(told, edited), now);
        }
    }

    // what happens to its stock, driven by AllocationProcess

    /** SKUs of which it holds more or less than it wants; those to lock before it is settled. */
    TreeSet<Sku> skusInPlay(AllocationRule rule) {
        TreeSet<Sku> skus = new TreeSet<>();
        surplus().forEach(allocation -> skus.add(allocation.sku()));
        List<Holdings.Need> missing = missing();
        missing.forEach(need -> skus.add(need.sku()));
        if (rule == AllocationRule.ALL_OR_NOTHING && !missing.isEmpty()) {
            holdings.all().forEach(allocation -> skus.add(allocation.sku()));
        }
        return skus;
    }

    /** Units that it holds and wants no more. */
    List<Allocation> surplus() {
        return holdings.beyond(OrderRules.linesToStock(state.effective(), state.decisions()));
    }

    /** Units that it wants and does not hold, by line. */
    List<Holdings.Need> missing() {
        return holdings.missingOf(OrderRules.linesToStock(state.effective(), state.decisions()));
    }

    List<Allocation> allocations() {
        return holdings.all();
    }

    /** How many of the surplus units went to the buyer rather than back on sale; each unit is counted once. */
    Quantity takeShipped(Allocation surplus) {
        int shipped = Math.max(0, shippedSince.getOrDefault(surplus.lineId(), 0));
        int units = Math.min(shipped, surplus.quantity().value());
        shippedSince.put(surplus.lineId(), shipped - units);
        return Quantity.of(units);
    }

    void reserved(Holdings.Need need, List<Taken> taken, Instant now) {
        for (Taken part : taken) {
            holdings.add(need, part);
            events.add(new OrderEvent.StockReserved(
                    id(),
                    need.lineId(),
                    need.sku(),
                    part.location(),
                    part.quantity().value()));
            touch(now);
        }
    }

    void released(Allocation part, String reason, Instant now) {
        holdings.remove(part);
        touch(now);
        events.add(new OrderEvent.StockReleased(
                id(),
                part.lineId(),
                part.sku(),
                part.location(),
                part.quantity().value(),
                reason));
    }

    void shipped(Allocation part, Instant now) {
        holdings.remove(part);
        touch(now);
        events.add(new OrderEvent.StockShipped(
                id(),
                part.lineId(),
                part.sku(),
                part.location(),
                part.quantity().value()));
    }

    /** A count took the units away. */
    void lost(Allocation part, String reason, Instant now) {
        released(part, reason, now);
        state = state.withLostSku(part.sku());
    }

    /** Which of the missing SKUs are not in the catalog. */
    void unmapped(Collection<Sku> skus, Instant now) {
        List<Sku> unmapped = List.copyOf(skus);
        if (!unmapped.equals(state.unmappedSkus())) {
            state = state.withUnmappedSkus(unmapped);
            touch(now);
        }
    }

    private void change(CanonicalOrder content, MerchantDecisions decisions, Instant now) {
        state = state.with(content, decisions);
        touch(now);
    }

    private void touch(Instant now) {
        changedAt = now;
        dirty = true;
    }

    private OrderState derived() {
        OrderState next = OrderRules.derive(state, holdings.all());
        if (stored != null && next.at(stored.version(), stored.modifiedAt()).equals(stored)) {
            return stored;
        }
        return next.at(storedVersion + 1, changedAt == null ? next.modifiedAt() : changedAt);
    }
}
