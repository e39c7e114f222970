package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What does this line stand for?
 *
 * @param names what the channel calls it, the best one first; none when it has no name at all
 * @param sku the channel's, absent when it has none
 */
record LineQuestion(String lineId, List<ChannelItem> names, @Nullable Sku sku, @Nullable String barcode) {}
