package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/**
 * Something that an open order still has to ship under another name than our SKU of it; for the repository's index of
 * what orders wait for.
 *
 * @param product what it stands for, absent when that is no product or unknown
 * @param waiting whether the order waits to learn what it is
 * @param units of the line, lines of the same item together
 */
public record OpenItem(
        ChannelItem item, @Nullable Sku product, boolean waiting, int units, String title, @Nullable String barcode) {}
