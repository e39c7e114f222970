package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.kernel.Sku;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which open orders a change of the catalog concerns. */
public sealed interface Concerned {
    /** Those with lines of these items, whatever they stand for. */
    record Selling(Set<ChannelItem> items) implements Concerned {
        public Selling {
            items = Set.copyOf(items);
        }
    }

    /** Those with lines that stand for the product. */
    record Wanting(Sku product) implements Concerned {}

    /** Those with lines of its SKU, whatever the capitals, that stand for something else or nothing, or of its barcode. */
    record Named(Sku product, @Nullable String barcode) implements Concerned {}

    /** All that are open. */
    record Anyhow() implements Concerned {}
}
