package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person may change of an order. An absent field stays as it is.
 *
 * @param note empty to remove it
 * @param tags all of them; empty to remove them
 */
public record OrderEdit(@Nullable Address shippingAddress, @Nullable String note, @Nullable List<String> tags) {
    public OrderEdit {
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
