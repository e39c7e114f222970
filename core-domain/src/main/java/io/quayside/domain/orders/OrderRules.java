package io.quayside.domain.orders;

import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.Holdings.Want;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What follows from an order's content, decisions and allocations: what it wants, and where it stands. Pure. */
final class OrderRules {
    private OrderRules() {}

    static OrderState derive(OrderState state, List<Allocation> allocations) {
        CanonicalOrder content = state.effective();
        List<Demand> demands = demands(state, allocations);
        List<Sku> missing = demands.stream()
                .filter(demand -> !demand.missing().isZero())
                .map(Demand::sku)
                .toList();
        List<Sku> unmapped =
                state.unmappedSkus().stream().filter(missing::contains).toList();
        List<Sku> lost = state.lostSkus().stream().filter(missing::contains).toList();
        boolean cancelled = isCancelled(content, state.decisions());
        List<Flag> flags = HoldRules.flags(
                content,
                isOpen(content, state.decisions()),
                demands,
                unmapped,
                lost,
                state.resolution(),
                cancelled && state.shipmentSeen() && !state.decisions().isIgnored());
        MerchantDecisions decisions = state.decisions()
                .acknowledging(state.decisions().acknowledged().stream()
                        .filter(flags::contains)
                        .toList());
        List<String> heldBy = isDone(content, decisions) ? List.of() : HoldRules.heldBy(flags, decisions);
        return state.derived(
                status(content, decisions, demands, !heldBy.isEmpty()),
                allocations,
                flags,
                heldBy,
                decisions,
                unmapped,
                lost);
    }

    private static OrderStatus status(
            CanonicalOrder content, MerchantDecisions decisions, List<Demand> demands, boolean held) {
        if (decisions.isIgnored() && decisions.cancellation() == null) {
            return OrderStatus.IGNORED;
        }
        if (isCancelled(content, decisions)) {
            return OrderStatus.CANCELLED;
        }
        boolean shipped = hasShipped(content);
        if (!hasUnitsToShip(content)) {
            if (shipped) {
                return isDelivered(content) ? OrderStatus.DELIVERED : OrderStatus.SHIPPED;
            }
            if (content.closed()) {
                return OrderStatus.CLOSED;
            }
        } else if (shipped) {
            return OrderStatus.PARTIALLY_SHIPPED;
        }
        return held ? OrderStatus.ON_HOLD : allocationStatus(demands);
    }

    private static OrderStatus allocationStatus(List<Demand> demands) {
        boolean any = false;
        boolean all = true;
        for (Demand demand : demands) {
            any |= !demand.allocated().isZero();
            all &= demand.missing().isZero();
        }
        if (demands.isEmpty()) {
            return OrderStatus.RECEIVED;
        }
        return all ? OrderStatus.ALLOCATED : any ? OrderStatus.PARTIALLY_ALLOCATED : OrderStatus.BACKORDERED;
    }

    static List<Demand> demands(OrderState state, List<Allocation> allocations) {
        Map<Sku, Quantity> wanted = new LinkedHashMap<>();
        for (Want want : wants(state)) {
            for (Component part : want.parts()) {
                Quantity units = part.times(want.units());
                wanted.merge(part.sku(), units, OrderRules::sum);
            }
        }
        List<Demand> demands = new ArrayList<>(wanted.size());
        wanted.forEach((sku, quantity) -> {
            Quantity held = Quantity.ZERO;
            for (Allocation allocation : allocations) {
                if (allocation.sku().equals(sku)) {
                    held = held.plus(allocation.quantity());
                }
            }
            demands.add(new Demand(sku, quantity, held.min(quantity)));
        });
        return demands;
    }

    /** At most what a quantity can say: a channel may tell anything. */
    private static Quantity sum(Quantity one, Quantity other) {
        return Quantity.of((int) Math.min(Quantity.MOST, (long) one.value() + other.value()));
    }

    /** What its lines want of stock; nothing of a cancelled, ignored or test order. */
    static List<Want> wants(OrderState state) {
        CanonicalOrder content = state.effective();
        if (!isOpen(content, state.decisions())) {
            return List.of();
        }
        List<Want> wants = new ArrayList<>();
        for (CanonicalOrder.Line line : content.lines()) {
            if (line.needsStock()) {
                List<Component> parts = state.resolution().partsOf(line);
                if (!parts.isEmpty()) {
                    wants.add(new Want(
                            line.externalId(),
                            ShipGroups.REST,
                            line.fulfillableQuantity().value(),
                            parts));
                }
            }
        }
        ShipGroups plan = state.decisions().shipGroups();
        if (plan == null) {
            return wants;
        }
        Map<String, Integer> left = leftToShip(content, state.decisions());
        return plan.within(left).divide(wants, left);
    }

    /** Units of each line that are still to be shipped from here, in the lines' order; lines without any left out. */
    static Map<String, Integer> leftToShip(CanonicalOrder content, MerchantDecisions decisions) {
        Map<String, Integer> left = new LinkedHashMap<>();
        if (!isCancelled(content, decisions) && !decisions.isIgnored()) {
            for (CanonicalOrder.Line line : content.lines()) {
                if (line.needsStock()) {
                    left.put(line.externalId(), line.fulfillableQuantity().value());
                }
            }
        }
        return left;
    }

    /** The ship groups as they hold now, the rest first; none when everything leaves together. */
    static List<ShipGroup> shipGroups(OrderState state) {
        ShipGroups plan = state.decisions().shipGroups();
        if (plan == null) {
            return List.of();
        }
        Map<String, Integer> left = leftToShip(state.effective(), state.decisions());
        ShipGroups holding = plan.within(left);
        return holding.isSplit() ? holding.all(left) : List.of();
    }

    static ShipGroup.Status statusOf(ShipGroup group, OrderState state) {
        if (group.isHeld()) {
            return ShipGroup.Status.ON_HOLD;
        }
        List<Want> wants = wants(state).stream()
                .filter(want -> want.group() == group.number())
                .toList();
        if (new Holdings(state.allocations()).missingOf(wants).isEmpty()) {
            return ShipGroup.Status.ALLOCATED;
        }
        return state.allocations().stream().anyMatch(held -> held.group() == group.number())
                ? ShipGroup.Status.PARTIALLY_ALLOCATED
                : ShipGroup.Status.BACKORDERED;
    }

    /** Whether nothing of it is left to decide before shipping. */
    static boolean isDone(CanonicalOrder content, MerchantDecisions decisions) {
        return isCancelled(content, decisions)
                || decisions.isIgnored()
                || (!hasUnitsToShip(content) && hasShipped(content));
    }

    static boolean isOpen(CanonicalOrder content, MerchantDecisions decisions) {
        return !content.test() && !decisions.isIgnored() && !isCancelled(content, decisions);
    }

    /** The contradictions that nobody has looked at yet. */
    static List<Flag> openReviews(OrderState state) {
        return state.decisions().isIgnored()
                ? List.of()
                : state.flags().stream()
                        .filter(flag -> flag.code().opensReview()
                                && !state.decisions().acknowledged().contains(flag))
                        .toList();
    }

    /** Since when nothing of it is left to do, as well as the channel's and our own times tell; absent while there is. */
    static Optional<Instant> doneAt(OrderState state) {
        CanonicalOrder content = state.effective();
        MerchantDecisions decisions = state.decisions();
        if (decisions.cancellation() != null) {
            return Optional.of(decisions.cancellation().at());
        }
        if (content.cancellation() != null) {
            return Optional.of(content.cancellation().at());
        }
        if (hasUnitsToShip(content) && !decisions.isIgnored()) {
            return Optional.empty();
        }
        return Optional.of(content.fulfillments().stream()
                .filter(OrderRules::isEffective)
                .map(CanonicalOrder.Fulfillment::at)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(content.changedAt()));
    }

    static boolean isCancelled(CanonicalOrder content, MerchantDecisions decisions) {
        return content.isCancelled() || decisions.cancellation() != null;
    }

    /**
     * How many units of a line have left the house. Of a cancelled order only what parcels name: the channel counts the
     * rest as no longer to be shipped.
     */
    static int shippedUnits(CanonicalOrder content, CanonicalOrder.Line line) {
        if (!line.requiresShipping() || line.giftCard()) {
            return 0;
        }
        int gone = line.quantity().value() - line.fulfillableQuantity().value();
        return content.isCancelled() ? Math.min(gone, unitsInParcels(content, line.externalId())) : gone;
    }

    private static boolean hasShipped(CanonicalOrder content) {
        return content.lines().stream().anyMatch(line -> shippedUnits(content, line) > 0);
    }

    /**
     * Whether the version is evidence that something left the house: shipped units, or a parcel that names none or at
     * least one line of goods. Gift cards are sent by mail and can be cancelled.
     */
    static boolean tellsOfShipment(CanonicalOrder content) {
        if (hasShipped(content)) {
            return true;
        }
        List<String> goods = content.lines().stream()
                .filter(line -> line.requiresShipping() && !line.giftCard())
                .map(CanonicalOrder.Line::externalId)
                .toList();
        return content.fulfillments().stream()
                .filter(OrderRules::isEffective)
                .anyMatch(parcel -> parcel.lines().isEmpty()
                        || parcel.lines().stream().anyMatch(line -> goods.contains(line.lineExternalId())));
    }

    private static boolean hasUnitsToShip(CanonicalOrder content) {
        return content.lines().stream()
                .anyMatch(line -> line.requiresShipping()
                        && !line.giftCard()
                        && !line.fulfillableQuantity().isZero());
    }

    private static int unitsInParcels(CanonicalOrder content, String lineId) {
        return content.fulfillments().stream()
                .filter(OrderRules::isEffective)
                .flatMap(parcel -> parcel.lines().stream())
                .filter(line -> line.lineExternalId().equals(lineId))
                .mapToInt(line -> line.quantity().value())
                .sum();
    }

    private static boolean isDelivered(CanonicalOrder content) {
        List<CanonicalOrder.Fulfillment> parcels =
                content.fulfillments().stream().filter(OrderRules::isEffective).toList();
        return !parcels.isEmpty()
                && parcels.stream()
                        .allMatch(parcel ->
                                parcel.status().toLowerCase(Locale.ROOT).equals("delivered"));
    }

    /** Parcels that the channel took back or that never left don't count. */
    private static boolean isEffective(CanonicalOrder.Fulfillment parcel) {
        String status = parcel.status().toLowerCase(Locale.ROOT);
        return !status.startsWith("cancel") && !status.equals("error") && !status.startsWith("fail");
    }
}
