package io.quayside.domain.orders;

import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.inventory.StockItem.Taken;
import io.quayside.domain.kernel.Address;
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
    /** Units of stock that have been counted as shipped, by line and SKU. */
    private final Map<String, Map<Sku, Integer>> stockShipped = new HashMap<>();

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

    /** As {@link #receive(OrderId, IncomingOrder, OrderFilter, Instant)}, without a filter. */
    public static Order receive(OrderId id, IncomingOrder incoming, Instant now) {
        return receive(id, incoming, OrderFilter.NONE, now);
    }

    /** An order that was not known; whether the channel calls it new or changed does not matter (field-lesson 10). */
    public static Order receive(OrderId id, IncomingOrder incoming, OrderFilter filter, Instant now) {
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
                        MerchantDecisions.NONE.judgedBy(filter, content),
                        List.of(),
                        Resolution.NONE,
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
        return OrderRules.demands(state, holdings.all());
    }

    // what the channel tells

    /**
     * Takes over a newer version. An older or equal one changes nothing, except that units which it says were shipped
     * are remembered: a cancellation may overtake the news of the shipment. Address, note and tags that a person edited
     * stay unless the channel changed that field itself.
     *
     * @param filter the connection's; decides anew about an order that it ignores or whose content it took in
     * @return whether it told something new
     */
    public boolean apply(IncomingOrder incoming, OrderFilter filter, Instant now) {
        CanonicalOrder next = state.decisions().isErased() ? ErasedData.without(incoming.order()) : incoming.order();
        CanonicalOrder told = state.decisions().withoutEdits(state.content());
        boolean firstShipment = !state.shipmentSeen() && OrderRules.tellsOfShipment(next);
        if (firstShipment) {
            state = state.withShipmentSeen();
            touch(now);
        }
        if (!next.isNewerThan(told)) {
            return firstShipment;
        }
        List<ShipGroup> groups = state.shipGroups();
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
        // a filter that came after the order was done with does not reach it by some later news
        boolean spared = !decisions.isIgnored() && filter.whyIgnored(told).isPresent();
        change(content, spared ? decisions : decisions.judgedBy(filter, next), now);
        state = state.withRawPayload(incoming.rawPayload());
        noteShipGroups(groups, state.shipGroups());
        return true;
    }

    /** Whether a version that changed nothing may be the newer one all the same: only asking the channel tells. */
    public boolean doubts(IncomingOrder incoming) {
        CanonicalOrder told = state.decisions().withoutEdits(state.content());
        return !state.decisions().isErased() && incoming.order().contradicts(told);
    }

    /** The rest is told by what changed of the lines; the groups of a cancelled order by its cancellation. */
    private void noteShipGroups(List<ShipGroup> before, List<ShipGroup> after) {
        if (before.equals(after) || OrderRules.isCancelled(state.content(), state.decisions())) {
            return;
        }
        Map<Integer, List<Shipment.Line>> lines = new LinkedHashMap<>();
        before.forEach(group -> lines.put(group.number(), List.of()));
        after.forEach(group -> lines.put(group.number(), group.lines()));
        lines.remove(ShipGroups.REST);
        before.forEach(group -> lines.remove(group.number(), group.lines()));
        lines.forEach((number, left) -> events.add(new OrderEvent.ShipGroupChanged(id(), number, left)));
    }

    /** The filter was changed. An order that is done, or of which a part left the house, stays what it is. */
    void reconsider(OrderFilter filter, Instant now) {
        MerchantDecisions decisions = state.decisions();
        if (!decisions.isIgnored() && (state.shipmentSeen() || OrderRules.isDone(state.effective(), decisions))) {
            return;
        }
        change(state.content(), decisions.judgedBy(filter, decisions.withoutEdits(state.content())), now);
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

    /**
     * A person takes it in against the filter.
     *
     * @return whether it was ignored
     */
    boolean takeIn(Instant now) {
        if (!state.decisions().isIgnored()) {
            return false;
        }
        change(state.content(), state.decisions().takenInByHand(), now);
        return true;
    }

    /**
     * A person looked at what the flag says; it no longer holds.
     *
     * @return whether it was open
     */
    boolean resolve(Flag flag, String note, String by, Instant now) {
        if (!OrderRules.openReviews(state()).contains(flag)) {
            return false;
        }
        events.add(new OrderEvent.ReviewResolved(id(), flag.code(), flag.detail(), note, by));
        List<Flag> seen = new ArrayList<>(state.decisions().acknowledged());
        seen.add(flag);
        change(state.content(), state.decisions().acknowledging(seen), now);
        return true;
    }

    /**
     * Erases the buyer, once nothing is left to be shipped to them.
     *
     * @return whether the buyer is gone; false when that waits for the shipment
     */
    boolean erasePersonalData(String reason, Instant now) {
        if (state().doneAt().isEmpty()) {
            change(state.content(), state.decisions().toErase(), now);
            return false;
        }
        if (!state.decisions().isErased()) {
            events.add(new OrderEvent.PersonalDataErased(id(), reason));
        }
        change(ErasedData.without(state.content()), state.decisions().erased(), now);
        state = state.withRawPayload(null);
        return true;
    }

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
        OrderRules.openReviews(state()).stream()
                .filter(seen::contains)
                .forEach(flag -> events.add(new OrderEvent.ReviewResolved(
                        id(), flag.code(), flag.detail(), "The order was released.", "")));
        change(state.content(), state.decisions().released(seen), now);
    }

    /**
     * A person ships it, or a part of it. Only what is reserved can leave, unless the SKU has no stock here at all.
     * The same parcel again, known by its tracking numbers, changes nothing.
     */
    ShipOrder.Outcome ship(UUID shipmentId, ShipOrder.Wish wish, Instant now) {
        Shipping shipping = new Shipping(state(), holdings);
        Optional<Shipment> known = shipping.known(wish);
        if (known.isPresent()) {
            return new ShipOrder.Outcome.Done(known.get(), true);
        }
        Shipping.Parcel parcel = shipping.parcel(wish);
        if (parcel.refused() != null) {
            return parcel.refused();
        }
        List<Shipment.Line> lines = parcel.lines();
        Shipment shipment = new Shipment(
                shipmentId,
                lines,
                wish.carrier(),
                wish.trackingNumbers(),
                wish.trackingUrl(),
                wish.notifyCustomer(),
                now,
                Shipment.Announcement.WAITING,
                wish.shipGroup());
        lines.forEach(line -> shippedSince.merge(line.lineId(), line.quantity().value(), Integer::sum));
        events.add(new OrderEvent.ShipmentCreated(
                id(),
                shipmentId,
                lines,
                shipment.carrier(),
                shipment.trackingNumbers(),
                shipment.trackingUrl(),
                shipment.shipGroup()));
        MerchantDecisions decisions = state.decisions().shipped(shipment);
        change(
                state.content(),
                wish.shipGroup() == null
                        ? decisions
                        : decisions.planned(decisions.plan().without(wish.shipGroup())),
                now);
        state = state.withShipmentSeen();
        return new ShipOrder.Outcome.Done(shipment, false);
    }

    /** A person puts units into a ship group of their own; what is reserved for them goes with them. */
    SplitOrder.Outcome split(SplitOrder.Wish wish, long expectedVersion, Instant now) {
        requireVersion(expectedVersion);
        SplitOrder.Outcome outcome = plan(new Splitting(state()).split(wish), now);
        if (outcome instanceof SplitOrder.Outcome.Done done) {
            for (CanonicalOrder.Line line : state.effective().lines()) {
                List<Component> parts = state.resolution().partsOf(line);
                wish.lines().stream()
                        .filter(part -> part.lineId().equals(line.externalId()) && !parts.isEmpty())
                        .forEach(part -> holdings.move(
                                part.lineId(), parts, part.quantity().value(), ShipGroups.REST, done.group()));
            }
        }
        return outcome;
    }

    /** A person puts a ship group's units back to the rest, with what is reserved for them. */
    SplitOrder.Outcome merge(int number, @Nullable Long expectedVersion, Instant now) {
        if (expectedVersion != null) {
            requireVersion(expectedVersion);
        }
        SplitOrder.Outcome outcome = plan(new Splitting(state()).merge(number), now);
        if (outcome instanceof SplitOrder.Outcome.Done) {
            holdings.moveAll(number, ShipGroups.REST);
        }
        return outcome;
    }

    /** A person lets one ship group wait: it keeps its stock and is not shipped. */
    SplitOrder.Outcome holdGroup(int number, String reason, Instant now) {
        return plan(new Splitting(state()).hold(number, reason), now);
    }

    /** Ends {@link #holdGroup}. */
    SplitOrder.Outcome releaseGroup(int number, Instant now) {
        return plan(new Splitting(state()).release(number), now);
    }

    private SplitOrder.Outcome plan(Splitting.Decision decision, Instant now) {
        if (decision.plan() != null && decision.event() != null) {
            events.add(decision.event());
            change(state.content(), state.decisions().planned(decision.plan()), now);
        }
        return decision.outcome();
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
        requireVersion(expectedVersion);
        CanonicalOrder content = state.content();
        CanonicalOrder edited = edit.applyTo(content);
        List<FieldChange> changes = ContentChanges.between(content, edited);
        if (!changes.isEmpty()) {
            events.add(new OrderEvent.OrderEdited(id(), changes));
            CanonicalOrder told = state.decisions().withoutEdits(content);
            change(edited, state.decisions().replacing(told, edited), now);
        }
    }

    private void requireVersion(long expected) {
        if (expected != state().version()) {
            throw new StaleOrder(id(), expected, state().version());
        }
    }

    // what happens to its stock, driven by AllocationProcess

    /** SKUs of which it holds more or less than it wants; those to lock before it is settled. */
    TreeSet<Sku> skusInPlay(AllocationRule rule) {
        TreeSet<Sku> skus = new TreeSet<>();
        surplus().forEach(allocation -> skus.add(allocation.sku()));
        List<Holdings.Need> missing = missing();
        missing.forEach(need -> skus.add(need.sku()));
        wants().stream() // whole kits: the other parts may have to be given back
                .filter(want -> missing.stream().anyMatch(need -> need.lineId().equals(want.lineId())))
                .forEach(want -> want.parts().forEach(part -> skus.add(part.sku())));
        if (rule == AllocationRule.ALL_OR_NOTHING && !missing.isEmpty()) {
            holdings.all().forEach(allocation -> skus.add(allocation.sku()));
        }
        return skus;
    }

    /** Units that it holds and wants no more. */
    List<Allocation> surplus() {
        return holdings.beyond(wants());
    }

    /** Units that it wants and does not hold, by line. */
    List<Holdings.Need> missing() {
        return holdings.missingOf(wants());
    }

    /** What its lines want, lines that want nothing left out. */
    List<Holdings.Want> wants() {
        return OrderRules.wants(state);
    }

    /** What its lines want, by ship group: those that may take scarce units first. */
    Collection<List<Holdings.Want>> wantsByGroup() {
        if (state.decisions().shipGroups() == null) {
            return List.of(wants());
        }
        Map<Integer, List<Holdings.Want>> groups = new LinkedHashMap<>();
        wants().forEach(want -> groups.computeIfAbsent(want.group(), number -> new ArrayList<>())
                .add(want));
        return groups.values();
    }

    /** Of these, units that are not held. */
    List<Holdings.Need> missingOf(List<Holdings.Want> wants) {
        return holdings.missingOf(wants);
    }

    /** Units of the SKU that the line holds for the group. */
    int held(Holdings.Want want, Sku sku) {
        return holdings.of(want, sku);
    }

    /** What the line holds of the SKU for the group beyond so many units. */
    List<Allocation> heldAbove(Holdings.Want want, Sku sku, int most) {
        return holdings.above(want, sku, most);
    }

    List<Allocation> allocations() {
        return holdings.all();
    }

    /**
     * How many of the surplus units went to the buyer rather than back on sale; each unit is counted once. What left the
     * house is what was held, so it is counted by what the line stood for when the units were reserved.
     */
    Quantity takeShipped(Allocation surplus) {
        Map<Sku, Integer> counted = stockShipped.computeIfAbsent(surplus.lineId(), line -> new HashMap<>());
        int per = (stored == null ? Resolution.NONE : stored.resolution()).unitsPer(surplus.lineId(), surplus.sku());
        long shipped = (long) Math.max(0, shippedSince.getOrDefault(surplus.lineId(), 0)) * per
                - counted.getOrDefault(surplus.sku(), 0);
        int units = (int) Math.min(Math.max(0, shipped), surplus.quantity().value());
        counted.merge(surplus.sku(), units, Integer::sum);
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

    // what its lines stand for, driven by ResolveLines

    /** One for each line that still has to be shipped from here; none of a cancelled or test order. */
    List<LineQuestion> questions() {
        return OrderItems.questions(state);
    }

    /** The answers, by line; lines that were not asked for stay as they are. */
    void resolved(Map<String, Resolution.Line> answers, Instant now) {
        Resolution before = state.resolution();
        Resolution after = OrderItems.resolution(state.content(), before, answers);
        if (after.equals(before)) {
            return;
        }
        after.lines().forEach((line, what) -> {
            if (what.product() != null && !what.equals(before.lines().get(line))) {
                events.add(new OrderEvent.LineMapped(id(), line, what.product(), what.parts()));
            }
        });
        state = state.withResolution(after);
        touch(now);
    }

    /** For the repository's index of what orders wait for. */
    public List<OpenItem> openItems() {
        return OrderItems.open(state());
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
