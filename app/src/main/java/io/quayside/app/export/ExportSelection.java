package io.quayside.app.export;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderQuery;
import io.quayside.app.orders.web.OrderSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a kind is exported, in the words of its list; what does not belong to the kind is refused.
 *
 * @param status of orders (one or several) or of dead letters
 * @param flag of orders
 * @param from a time (RFC 3339) or a day in UTC, included
 * @param to a time, not included, or a day, included
 * @param stage of dead letters
 */
record ExportSelection(
        @Nullable List<String> status,
        @Nullable List<String> flag,
        @Nullable String channel,
        @Nullable String connectionId,
        @Nullable String q,
        @Nullable String from,
        @Nullable String to,
        @Nullable String sku,
        @Nullable String locationId,
        @Nullable String stage) {
    /** @throws Problem naming every parameter that can't be read */
    OrderQuery toOrderQuery() {
        return new OrderSearch(status, flag, channel, connectionId, q, from, to).toQuery();
    }

    /** Only times and the connection, which several kinds share. */
    OrderQuery whenAndWhere() {
        return new OrderSearch(null, null, null, connectionId, null, from, to).toQuery();
    }

    @Nullable
    UUID connection() {
        var connection = whenAndWhere().connection();
        return connection == null ? null : connection.value();
    }

    /** @throws Problem naming every parameter that is given and is none of these */
    void mustBeOnly(List<String> names) {
        List<FieldProblem> problems = new ArrayList<>();
        refuse("status", status, names, problems);
        refuse("flag", flag, names, problems);
        refuse("channel", channel, names, problems);
        refuse("connectionId", connectionId, names, problems);
        refuse("q", q, names, problems);
        refuse("from", from, names, problems);
        refuse("to", to, names, problems);
        refuse("sku", sku, names, problems);
        refuse("locationId", locationId, names, problems);
        refuse("stage", stage, names, problems);
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
    }

    private static void refuse(String name, @Nullable Object given, List<String> names, List<FieldProblem> problems) {
        if (given != null && !names.contains(name)) {
            problems.add(new FieldProblem(
                    name,
                    names.isEmpty() ? "does not narrow this export" : "does not narrow this export: use " + names));
        }
    }
}
