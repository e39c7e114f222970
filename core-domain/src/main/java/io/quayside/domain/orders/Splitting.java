package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.SplitOrder.Outcome.Refused;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of an order can be put into a ship group of its own. */
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

    /** Those that hold now. */
    ShipGroups groups() {
        return groups;
    }

    /** Among them the rest, as long as something is in it. */
    Optional<ShipGroup> group(int number) {
        return groups.all(left).stream()
                .filter(group -> group.number() == number)
                .findFirst();
    }

    /** Why it can't be split so; empty when it can. */
    Optional<Refused> problemOf(SplitOrder.Wish wish) {
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
