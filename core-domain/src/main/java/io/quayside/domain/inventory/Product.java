package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/**
 * Something the merchant sells and stocks.
 *
 * @param title 1 to 500 characters
 * @param barcode GTIN, UPC or the merchant's own, as printed
 */
public record Product(Sku sku, String title, @Nullable String barcode) {
    /** @throws InvalidValue when the title is blank or too long */
    public Product {
        title = title.strip();
        if (title.isEmpty() || title.length() > 500) {
            throw new InvalidValue("a product's title has 1 to 500 characters");
        }
        if (barcode != null && barcode.isBlank()) {
            barcode = null;
        }
    }
}
