package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;

/**
 * Something that a channel sells, by the name that it has there.
 *
 * @param name 1 to 500 characters: the channel's own SKU, its product id, or the title of what has neither
 */
public record ChannelItem(ConnectionId connection, Kind kind, String name) {
    public static final int LONGEST = 500;

    /** What the name is. */
    public enum Kind {
        SKU,
        /** Of lines without a SKU; with its variant after a slash where the channel tells one. */
        PRODUCT_ID,
        /** Of custom lines, which have nothing else (field-lesson 16). */
        TITLE
    }

    /** @throws InvalidValue when the name is blank, too long, has control characters, or is no SKU where it must be one */
    public ChannelItem {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new InvalidValue("what a channel calls a product has 1 to %d characters".formatted(LONGEST));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("'%s' has control characters".formatted(InvalidValue.excerpt(name)));
        }
        if (kind == Kind.SKU) {
            name = new Sku(name).value();
        }
    }

    public static ChannelItem sku(ConnectionId connection, Sku sku) {
        return new ChannelItem(connection, Kind.SKU, sku.value());
    }
}
