package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.ShipOrder.Outcome.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can leave the house of an order, and what of it a wish to ship asks for. */
final class Shipping {
    private final OrderState state;
    private final Holdings holdings;
    private final CanonicalOrder content;
    private final Map<String, Integer> left;
    private final ShipGroups groups;

    Shipping(OrderState state, Holdings holdings) {
        this.state = state;
        this.holdings = holdings;
        this.content = state.effective();
        this.left = OrderRules.leftToShip(content, state.decisions());
        this.groups = state.decisions().plan().within(left);
    }

    /** The same parcel, told before. */
    Optional<Shipment> known(ShipOrder.Wish wish) {
        return state.decisions().shipments().stream()
                .filter(shipment -> shipment.isSameAs(wish))
                .findFirst();
    }

    /** Either what is in the parcel, or why it can't leave. */
    record Parcel(List<Shipment.Line> lines, @Nullable Refused refused) {}

    private static Parcel refused(String field, String reason) {
        return new Parcel(List.of(), new Refused(field, reason));
    }

    Parcel parcel(ShipOrder.Wish wish) {
        if (state.status() == OrderStatus.CANCELLED) {
            return refused("", "the order is cancelled");
        }
        if (state.status() == OrderStatus.IGNORED) {
            return refused("", "the order is ignored: take it in first");
        }
        // of an order that is shipped in part only a person's hold holds what is left
        if (state.status() == OrderStatus.ON_HOLD
                || (state.decisions().holdReason() != null && !state.heldBy().isEmpty())) {
            return refused(
                    "", "the order is on hold: release it first (%s)".formatted(String.join(" ", state.heldBy())));
        }
        return wish.shipGroup() == null ? ofTheRest(wish.lines()) : ofGroup(wish.shipGroup(), wish.lines());
    }

    private Parcel ofGroup(int number, List<Shipment.Line> lines) {
        Optional<ShipGroup> found = groups.group(number);
        if (found.isEmpty()) {
            return refused("shipGroup", "names no group that is still to be shipped: %s".formatted(others()));
        }
        if (!lines.isEmpty()) {
            return refused("lines", "must be left out: a ship group leaves as a whole");
        }
        ShipGroup group = found.get();
        return group.isHeld()
                ? refused("", "ship group %d is on hold: release it first (%s)".formatted(number, group.heldBecause()))
                : checked(group.lines(), number);
    }

    private Parcel ofTheRest(List<Shipment.Line> asked) {
        ShipGroup rest = groups.rest(left);
        if (rest.isHeld()) {
            return refused(
                    "",
                    "the rest of the order, ship group %d, is on hold: release it first (%s)"
                            .formatted(ShipGroups.REST, rest.heldBecause()));
        }
        List<Shipment.Line> lines = asked.isEmpty() ? rest.lines() : asked;
        if (lines.isEmpty()) {
            return groups.groups().isEmpty()
                    ? refused("", "nothing of the order is left to ship")
                    : refused("shipGroup", "is missing: %s".formatted(others()));
        }
        return checked(lines, ShipGroups.REST);
    }

    private String others() {
        String numbers = groups.groups().stream()
                .map(group -> String.valueOf(group.number()))
                .collect(Collectors.joining(", "));
        return numbers.isEmpty()
                ? "the order has no ship groups of its own"
                : "what is left in groups of their own is in %s".formatted(numbers);
    }

    private Parcel checked(List<Shipment.Line> lines, int group) {
        Map<String, Integer> units = new LinkedHashMap<>();
        lines.forEach(line -> units.merge(line.lineId(), line.quantity().value(), Integer::sum));
        return units.entrySet().stream()
                .flatMap(wanted -> problemOf(wanted.getKey(), wanted.getValue(), group).stream())
                .findFirst()
                .map(problem -> group == ShipGroups.REST
                        ? refused("lines", problem)
                        : refused("", "ship group %d can't leave yet: %s".formatted(group, problem)))
                .orElseGet(() -> new Parcel(lines, null));
    }

    private Optional<String> problemOf(String lineId, int units, int group) {
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
        int most = line.fulfillableQuantity().value();
        if (units > most) {
            return Optional.of("%d units of line '%s' are left to ship, not %d".formatted(most, lineId, units));
        }
        int free = most - (group == ShipGroups.REST ? groups.unitsOf(lineId) : 0);
        if (units > free) {
            return Optional.of("%d units of line '%s' are left outside its ship groups, not %d: name the shipGroup"
                    .formatted(free, lineId, units));
        }
        return line.needsStock()
                ? state.resolution().partsOf(line).stream()
                        .filter(part -> !state.unmappedSkus().contains(part.sku())
                                && holdings.of(lineId, group, part.sku())
                                        < part.times(units).value())
                        .map(part -> "only %d of %s units of '%s' are reserved: the rest is out of stock"
                                .formatted(holdings.of(lineId, group, part.sku()), part.times(units), part.sku()))
                        .findFirst()
                : Optional.empty();
    }
}
