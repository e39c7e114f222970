package io.quayside.domain.integrations;

import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/** What happens to mappings; their aggregate is the channel's item. */
public sealed interface MappingEvent extends DomainEvent {
    ChannelItem item();

    /** @param product absent when the item stands for no product */
    record SkuMapped(ChannelItem item, SkuMapping.Use use, @Nullable Sku product, SkuMapping.Origin origin)
            implements MappingEvent {
        public static SkuMapped of(SkuMapping mapping) {
            return new SkuMapped(mapping.item(), mapping.use(), mapping.product(), mapping.origin());
        }
    }

    record SkuUnmapped(ChannelItem item) implements MappingEvent {}
}
