package io.quayside.app.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of every list, bound by Spring from {@code limit} and {@code cursor}.
 *
 * @param limit 1 to 200, 50 when absent
 */
public record PageRequest(@Nullable Integer limit, @Nullable String cursor) {
    public static final int LARGEST = 200;

    /** @throws Problem when the limit is out of range */
    public int size() {
        if (limit == null) {
            return 50;
        }
        if (limit < 1 || limit > LARGEST) {
            throw Problem.invalid("limit", "must be from 1 to " + LARGEST);
        }
        return limit;
    }

    /**
     * Where to go on, empty for the first page.
     *
     * @param parts how many parts this list's cursors have
     */
    public Optional<Cursor> after(int parts) {
        return Optional.ofNullable(cursor).filter(text -> !text.isBlank()).map(text -> Cursor.decode(text, parts));
    }
}
