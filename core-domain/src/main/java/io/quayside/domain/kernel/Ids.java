package io.quayside.domain.kernel;

import java.util.UUID;

/** Where new identifiers come from. The product's source is time-ordered (UUID version 7), a test's is predictable. */
@FunctionalInterface
public interface Ids {
    UUID next();

    /** @throws InvalidValue when the text is not a UUID in its canonical form */
    static UUID parse(String text, String what) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below, in our own words
        }
        throw new InvalidValue("'%s' is not a valid %s".formatted(InvalidValue.excerpt(text), what));
    }
}
