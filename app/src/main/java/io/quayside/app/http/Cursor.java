package io.quayside.app.http;

import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where a page ended: the sort key of its last row, opaque to callers. Not a secret and not signed: it only ever
 * narrows a query that is bound to the caller's tenant.
 */
public record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\u001f";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(java.util.Arrays.stream(parts).map(Object::toString).toList());
    }

    /** @throws Problem when it is not a cursor of ours with that many parts */
    public static Cursor decode(String text, int parts) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> found = List.of(joined.split(SEPARATOR, -1));
            if (found.size() == parts) {
                return new Cursor(found);
            }
        } catch (IllegalArgumentException e) {
            // said below, in our own words
        }
        throw unknown();
    }

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    public String text(int index) {
        return parts.get(index);
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(parts.get(index));
        } catch (DateTimeException e) {
            throw unknown();
        }
    }

    public UUID uuid(int index) {
        try {
            return Ids.parse(parts.get(index), "cursor");
        } catch (InvalidValue e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.invalid("cursor", "is not one that this list gave out: start again without it");
    }
}
