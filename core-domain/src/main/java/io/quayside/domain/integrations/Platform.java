package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InvalidValue;

/**
 * The short name of a kind of channel, as it stands in URLs, queue names and {@code channel} fields: {@code shopify},
 * {@code csv}, {@code rest}.
 */
public record Platform(String name) implements Comparable<Platform> {
    /** @throws InvalidValue unless 2 to 20 lower-case letters and digits, starting with a letter */
    public Platform {
        if (!name.matches("[a-z][a-z0-9]{1,19}")) {
            throw new InvalidValue("'%s' is not a platform name".formatted(InvalidValue.excerpt(name)));
        }
    }

    @Override
    public int compareTo(Platform other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
