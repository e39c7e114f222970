package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.SplitOrder.Outcome.Done;
import io.quayside.domain.orders.SplitOrder.Outcome.NoSuchGroup;
import io.quayside.domain.orders.SplitOrder.Outcome.Refused;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be done about an order's ship groups, and what becomes of them. Pure. */
final class Splitting {
    private static final int MOST_GROUPS = 50;

    private final OrderState state;
    private final CanonicalOrder content;
    private final Map<String, Integer> left;
    private final ShipGroups groups;

    Splitting(OrderState state) {
        this.state = state;
        this.content = state.effective();
        this.left = OrderRules.leftToShip(content, state.decisions());
        this.groups = state.decisions().plan().within(left);
    }

    /** What comes of a person's wish: the plan from now on and what is told of it; neither when nothing changes. */
    record Decision(SplitOrder.Outcome outcome, @Nullable ShipGroups plan, @Nullable OrderEvent event) {
        static Decision nothing(SplitOrder.Outcome outcome) {
            return new Decision(outcome, null, null);
        }
    }

    Decision split(SplitOrder.Wish wish) {
        return problemOf(wish).map(Decision::nothing).orElseGet(() -> {
            ShipGroup made = groups.next(wish.note(), wish.lines());
            return new Decision(
                    new Done(made.number()),
                    groups.with(made),
                    new OrderEvent.OrderSplit(state.id(), made.number(), made.note(), made.lines()));
        });
    }

    Decision merge(int number) {
        if (number == ShipGroups.REST) {
            return Decision.nothing(
                    new Refused("", "ship group 1 is what lies in no group of its own: merge the others into it"));
        }
        return about(
                number,
                group -> new Decision(
                        new Done(number),
                        groups.without(number),
                        new OrderEvent.ShipGroupMerged(state.id(), number, group.lines())));
    }

    Decision hold(int number, String reason) {
        if (!groups.isSplit()) {
            return Decision.nothing(new Refused("", "the order is not split: hold the order itself"));
        }
        return about(
                number,
                group -> reason.equals(group.heldBecause())
                        ? Decision.nothing(new Done(number))
                        : new Decision(
                                new Done(number),
                                groups.held(number, reason),
                                new OrderEvent.ShipGroupHeld(state.id(), number, reason)));
    }

    Decision release(int number) {
        return about(
                number,
                group -> group.isHeld()
                        ? new Decision(
                                new Done(number),
                                groups.held(number, null),
                                new OrderEvent.ShipGroupReleased(state.id(), number))
                        : Decision.nothing(new Done(number)));
    }

    /** The rest is one of them as long as something is in it. */
    private Decision about(int number, Function<ShipGroup, Decision> decision) {
        return groups.all(left).stream()
                .filter(group -> group.number() == number)
                .findFirst()
                .map(decision)
                .orElseGet(() -> Decision.nothing(new NoSuchGroup(number)));
    }

    private Optional<Refused> problemOf(SplitOrder.Wish wish) {
        if (left.isEmpty()) {
            return refused("", "nothing of the order is left to ship (it is %s)".formatted(state.status()));
        }
        if (groups.groups().size() >= MOST_GROUPS) {
            return refused("", "the order has %d ship groups already: merge some first".formatted(MOST_GROUPS));
        }
        if (wish.lines().isEmpty()) {
            return refused("lines", "is empty: name at least one line and how many units of it");
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < wish.lines().size(); i++) {
            Shipment.Line asked = wish.lines().get(i);
            String place = "lines[%d]".formatted(i);
            if (!named.add(asked.lineId())) {
                return refused(place + ".externalId", "names a line twice: name it once with all its units");
            }
            Optional<Refused> problem = problemOf(asked, place);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return leavesTheRestEmpty(wish)
                ? refused(
                        "lines", "leave nothing in the rest of the order: take fewer units, or ship the rest as it is")
                : Optional.empty();
    }

    private Optional<Refused> problemOf(Shipment.Line asked, String place) {
        String id = asked.lineId();
        Optional<CanonicalOrder.Line> found = content.lines().stream()
                .filter(line -> line.externalId().equals(id))
                .findFirst();
        if (found.isEmpty()) {
            return refused(
                    place + ".externalId", "names no line of the order: '%s'".formatted(InvalidValue.excerpt(id)));
        }
        CanonicalOrder.Line line = found.get();
        if (line.giftCard() || !line.requiresShipping()) {
            return refused(
                    place + ".externalId",
                    "names '%s', which is not shipped: leave it out".formatted(InvalidValue.excerpt(line.title())));
        }
        if (line.fulfilledBy() != FulfilledBy.MERCHANT) {
            return refused(
                    place + ".externalId",
                    "names '%s', which the channel ships itself: leave it out"
                            .formatted(InvalidValue.excerpt(line.title())));
        }
        int grouped = groups.unitsOf(id);
        int free = left.getOrDefault(id, 0) - grouped;
        if (asked.quantity().value() > free) {
            return refused(
                    place + ".quantity",
                    grouped == 0
                            ? "is more than the %d units that are left to ship".formatted(free)
                            : "is more than the %d units in the rest of the order: merge a group to have more"
                                    .formatted(free));
        }
        return Optional.empty();
    }

    private boolean leavesTheRestEmpty(SplitOrder.Wish wish) {
        int free = groups.rest(left).lines().stream()
                .mapToInt(line -> line.quantity().value())
                .sum();
        return free
                == wish.lines().stream()
                        .mapToInt(line -> line.quantity().value())
                        .sum();
    }

    private static Optional<Refused> refused(String field, String reason) {
        return Optional.of(new Refused(field, reason));
    }
}
