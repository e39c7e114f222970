package io.quayside.domain.inventory;

import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.Sku;
import java.util.List;

/** What happens to products. */
public sealed interface ProductEvent extends DomainEvent {
    Sku sku();

    /** It is sold as a bundle of these from now on. */
    record BundleDefined(Sku sku, List<Bundle.Component> components) implements ProductEvent {
        public BundleDefined {
            components = List.copyOf(components);
        }
    }

    /** It was a bundle and is stocked itself from now on. */
    record BundleDissolved(Sku sku) implements ProductEvent {}
}
