package io.quayside.app.export;

import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing that can be exported.
 *
 * @param scope what an API key must hold
 * @param filters the parameters that narrow it
 * @param columns of the CSV form; JSON lines hold the row as the API shows it
 * @param rows opened, consumed and closed in one unit of work
 */
record Export<R>(
        String scope,
        List<String> filters,
        List<Column<R>> columns,
        BiFunction<TenantId, ExportSelection, Stream<R>> rows) {
    /** @param value absent for an empty cell */
    record Column<R>(String name, Function<R, @Nullable Object> value) {}

    static <R> Column<R> column(String name, Function<R, @Nullable Object> value) {
        return new Column<>(name, value);
    }
}
