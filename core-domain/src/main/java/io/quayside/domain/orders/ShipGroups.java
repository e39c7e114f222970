package io.quayside.domain.orders;

import io.quayside.domain.kernel.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a person divided what is to be shipped of an order; what lies in no group is the rest, group {@link #REST}. A
 * plan, kept as it was made: what of it still holds follows from the units that are left ({@link #within}), so that a
 * line which the channel lowers and raises again, in whatever order we hear of it, ends in the same groups. Immutable.
 *
 * <p>When fewer units are left than were planned, the rest gives way first, since nobody decided about it, then the
 * newest group: the oldest is the one that is most likely on the packing table.
 *
 * @param groups oldest first
 * @param restHeldBecause why the rest waits, absent when nothing but stock keeps it
 * @param lastNumber the highest number that was ever given
 */
public record ShipGroups(List<ShipGroup> groups, @Nullable String restHeldBecause, int lastNumber) {
    /** The number of what lies in no group of its own. */
    public static final int REST = 1;

    static final ShipGroups NONE = new ShipGroups(List.of(), null, REST);

    public ShipGroups {
        groups = List.copyOf(groups);
    }

    /** Whether there is more to tell than that everything leaves together. */
    boolean isSplit() {
        return !groups.isEmpty() || restHeldBecause != null;
    }

    Optional<ShipGroup> group(int number) {
        return groups.stream().filter(group -> group.number() == number).findFirst();
    }

    /** Units of the line that lie in groups of their own. */
    int unitsOf(String lineId) {
        return groups.stream().mapToInt(group -> group.unitsOf(lineId)).sum();
    }

    /** The plan as far as so many units of each line are left for it; groups that are empty then are not in it. */
    ShipGroups within(Map<String, Integer> left) {
        if (groups.isEmpty()) {
            return this;
        }
        Map<String, Integer> free = new HashMap<>(left);
        List<ShipGroup> kept = new ArrayList<>();
        for (ShipGroup group : groups) {
            List<Shipment.Line> lines = new ArrayList<>();
            for (Shipment.Line line : group.lines()) {
                int units = Math.min(line.quantity().value(), free.getOrDefault(line.lineId(), 0));
                if (units > 0) {
                    free.merge(line.lineId(), -units, Integer::sum);
                    lines.add(new Shipment.Line(line.lineId(), Quantity.of(units)));
                }
            }
            if (!lines.isEmpty()) {
                kept.add(group.of(lines));
            }
        }
        return new ShipGroups(kept, restHeldBecause, lastNumber);
    }

    /** What is left beside the groups; may have no lines. */
    ShipGroup rest(Map<String, Integer> left) {
        List<Shipment.Line> lines = new ArrayList<>();
        left.forEach((line, units) -> {
            int free = units - unitsOf(line);
            if (free > 0) {
                lines.add(new Shipment.Line(line, Quantity.of(free)));
            }
        });
        return new ShipGroup(REST, "", restHeldBecause, lines);
    }

    /** The rest and the groups by their numbers, empty ones left out. */
    List<ShipGroup> all(Map<String, Integer> left) {
        List<ShipGroup> all = new ArrayList<>();
        all.add(rest(left));
        all.addAll(groups);
        all.removeIf(group -> group.lines().isEmpty());
        return all;
    }

    /**
     * What the lines want, group by group. Scarce units go to the rest first and then to older groups, but to held ones
     * last: they wait anyway.
     */
    List<Holdings.Want> divide(Collection<Holdings.Want> whole, Map<String, Integer> left) {
        List<Holdings.Want> divided = new ArrayList<>();
        all(left).stream()
                .sorted(Comparator.comparing(ShipGroup::isHeld))
                .forEach(group -> whole.forEach(want -> {
                    int units = group.unitsOf(want.lineId());
                    if (units > 0) {
                        divided.add(new Holdings.Want(want.lineId(), group.number(), units, want.parts()));
                    }
                }));
        return divided;
    }

    ShipGroup next(String note, List<Shipment.Line> lines) {
        return new ShipGroup(lastNumber + 1, note, null, lines);
    }

    ShipGroups with(ShipGroup made) {
        List<ShipGroup> more = new ArrayList<>(groups);
        more.add(made);
        return new ShipGroups(more, restHeldBecause, made.number());
    }

    ShipGroups without(int number) {
        return new ShipGroups(
                groups.stream().filter(group -> group.number() != number).toList(), restHeldBecause, lastNumber);
    }

    /** @param because absent to release it */
    ShipGroups held(int number, @Nullable String because) {
        return number == REST
                ? new ShipGroups(groups, because, lastNumber)
                : new ShipGroups(
                        groups.stream()
                                .map(group -> group.number() == number ? group.held(because) : group)
                                .toList(),
                        restHeldBecause,
                        lastNumber);
    }
}
