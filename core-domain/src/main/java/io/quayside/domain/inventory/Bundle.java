package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A kit: a SKU that is sold and never stocked, made of others that are. No component is a bundle itself
 * ({@link Bundles} keeps it so), so there is nothing to unfold twice and no cycle.
 *
 * @param components 1 to {@value #MOST_COMPONENTS}, each SKU once
 */
public record Bundle(Sku sku, List<Component> components) {
    public static final int MOST_COMPONENTS = 50;

    /** @throws InvalidValue when it has no components, too many, one of them twice, or is its own */
    public Bundle {
        components = List.copyOf(components);
        if (components.isEmpty() || components.size() > MOST_COMPONENTS) {
            throw new InvalidValue("a bundle has 1 to %d components".formatted(MOST_COMPONENTS));
        }
        Set<Sku> seen = new HashSet<>();
        for (Component component : components) {
            if (component.sku().equals(sku)) {
                throw new InvalidValue("a bundle can't contain itself");
            }
            if (!seen.add(component.sku())) {
                throw new InvalidValue("component '%s' is named twice: add its quantities up"
                        .formatted(InvalidValue.excerpt(component.sku().value())));
            }
        }
    }

    /** @param quantity units in one kit, 1 to {@value #MOST_UNITS} */
    public record Component(Sku sku, Quantity quantity) {
        public static final int MOST_UNITS = 10_000;

        /** @throws InvalidValue when the quantity is out of range */
        public Component {
            if (quantity.isZero() || quantity.value() > MOST_UNITS) {
                throw new InvalidValue("a component's quantity is from 1 to %d".formatted(MOST_UNITS));
            }
        }

        /** One unit for one. */
        public static Component single(Sku sku) {
            return new Component(sku, Quantity.of(1));
        }

        /** Units for so many kits; at most what a quantity can say, which nobody has on hand. */
        public Quantity times(int kits) {
            return Quantity.of((int) Math.min(Quantity.MOST, (long) kits * quantity.value()));
        }
    }

    /** Whole kits that can be made. @param units what there is of a component */
    public int kits(ToIntFunction<Sku> units) {
        return kits(components, units);
    }

    /** Whole kits of these components. @param units what there is of a component, not negative */
    public static int kits(List<Component> components, ToIntFunction<Sku> units) {
        int kits = Quantity.MOST;
        for (Component component : components) {
            kits = Math.min(
                    kits,
                    units.applyAsInt(component.sku()) / component.quantity().value());
        }
        return kits;
    }
}
