package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/**
 * What something that a channel sells is to us. An equal SKU needs no mapping. One made by a person holds against
 * everything; one that we found holds until a product of exactly that SKU exists.
 *
 * @param product present for {@link Use#PRODUCT} only; a product or a bundle
 */
public record SkuMapping(ChannelItem item, Use use, @Nullable Sku product, Origin origin) {
    /** What an order line of the item means. */
    public enum Use {
        /** Units of a product of ours. */
        PRODUCT,
        /** Something that is shipped but not stocked. */
        SHIP_WITHOUT_STOCK,
        /** Nothing leaves the house for it. */
        DO_NOT_SHIP
    }

    /** How it came to be. */
    public enum Origin {
        /** One product has the SKU, written with other capitals. */
        EQUAL_SKU,
        /** One product has the barcode. */
        BARCODE,
        BY_HAND
    }

    /** @throws InvalidValue when a product is missing or superfluous */
    public SkuMapping {
        if ((use == Use.PRODUCT) != (product != null)) {
            throw new InvalidValue("a mapping names a product, or says what to do without one");
        }
    }

    public static SkuMapping toProduct(ChannelItem item, Sku product, Origin origin) {
        return new SkuMapping(item, Use.PRODUCT, product, origin);
    }

    public boolean isByHand() {
        return origin == Origin.BY_HAND;
    }
}
