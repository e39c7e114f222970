package io.quayside.domain.integrations;

import io.quayside.domain.kernel.Ids;
import java.util.UUID;

/** One connection of a merchant to a shop, marketplace account or drop folder. */
public record ConnectionId(UUID value) {
    /** @throws io.quayside.domain.kernel.InvalidValue when the text is not a UUID */
    public static ConnectionId of(String text) {
        return new ConnectionId(Ids.parse(text, "connection id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
