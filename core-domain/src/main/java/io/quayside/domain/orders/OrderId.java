package io.quayside.domain.orders;

import io.quayside.domain.kernel.Ids;
import java.util.UUID;

/** Our own identity of an order; the channel's is {@link OrderKey}. */
public record OrderId(UUID value) {
    /** @throws io.quayside.domain.kernel.InvalidValue when the text is not a UUID */
    public static OrderId of(String text) {
        return new OrderId(Ids.parse(text, "order id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
