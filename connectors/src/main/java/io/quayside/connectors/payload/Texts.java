package io.quayside.connectors.payload;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/** Texts as shops keep them. Pure functions. */
public final class Texts {
    private Texts() {}

    /** {@code O&#8217;Conner} as people read it; decoded once. */
    public static @Nullable String decoded(@Nullable String text) {
        return text == null || text.indexOf('&') < 0 ? text : StringEscapeUtils.unescapeHtml4(text);
    }

    /** The parts that are there, with spaces between; null when there are none. */
    public static @Nullable String joined(@Nullable String... parts) {
        String joined = Stream.of(parts)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }

    /** The first that is there; empty when none is. */
    @SafeVarargs
    public static <T> Optional<T> first(@Nullable T... values) {
        return Stream.of(values).filter(Objects::nonNull).findFirst();
    }

    /** A line's SKU; one that can't be a SKU is left out and flagged. */
    public static @Nullable Sku sku(String lineId, @Nullable String text, Findings findings) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return new Sku(text);
        } catch (InvalidValue e) {
            findings.setAside(
                    "The SKU of line " + lineId, "was left out (%s)".formatted(String.valueOf(e.getMessage())));
            return null;
        }
    }
}
