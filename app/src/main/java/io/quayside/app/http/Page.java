package io.quayside.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of rows that were read with {@link PageRequest#size} plus one, so that an exact fit needs no empty
     * page behind it.
     *
     * @param keyOf what the next page starts after
     */
    public static <R> Page<R> of(List<R> oneMore, int size, Function<R, Cursor> keyOf) {
        if (oneMore.size() <= size) {
            return new Page<>(oneMore, null);
        }
        List<R> page = oneMore.subList(0, size);
        return new Page<>(page, keyOf.apply(page.get(size - 1)).encoded());
    }

    public <U> Page<U> map(Function<? super T, U> present) {
        return new Page<>(items.stream().map(present).toList(), nextCursor);
    }
}
