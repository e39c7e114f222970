package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person may change of an order. An absent field stays as it is.
 *
 * @param note empty to remove it
 * @param tags all of them; empty to remove them
 */
public record OrderEdit(@Nullable Address shippingAddress, @Nullable String note, @Nullable List<String> tags) {
    private static final int LONGEST_NOTE = 5_000;
    private static final int MOST_TAGS = 250;
    private static final int LONGEST_TAG = 255;

    /** @throws InvalidValue when the note or a tag is too long, a tag is blank, or there are too many */
    public OrderEdit {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new InvalidValue("a note has at most %d characters".formatted(LONGEST_NOTE));
        }
        if (tags != null
                && (tags.size() > MOST_TAGS
                        || tags.stream().anyMatch(tag -> tag.isBlank() || tag.length() > LONGEST_TAG))) {
            throw new InvalidValue(
                    "an order has at most %d tags of 1 to %d characters".formatted(MOST_TAGS, LONGEST_TAG));
        }
        tags = tags == null ? null : List.copyOf(tags);
    }

    CanonicalOrder applyTo(CanonicalOrder content) {
        String newNote = note == null ? content.note() : note.isBlank() ? null : note;
        return content.edited(
                shippingAddress == null ? content.shippingAddress() : shippingAddress,
                newNote,
                tags == null ? content.tags() : tags);
    }
}
