package io.quayside.domain.kernel;

import java.util.UUID;

/** A merchant of this installation. Every row, message and event carries one. */
public record TenantId(UUID value) {
    /** @throws InvalidValue when the text is not a UUID */
    public static TenantId of(String text) {
        return new TenantId(Ids.parse(text, "tenant id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
