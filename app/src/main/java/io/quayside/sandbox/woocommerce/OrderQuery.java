package io.quayside.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Store;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which orders a list holds, and in which order: the newest first unless told otherwise. */
final class OrderQuery {
    private static final Set<String> NEVER_LISTED = Set.of("trash", "checkout-draft", "auto-draft");

    private OrderQuery() {}

    static List<ObjectNode> found(Store store, Call call) {
        List<ObjectNode> found = new ArrayList<>(store.orders());
        found.removeIf(order -> NEVER_LISTED.contains(order.path("status").asText()));
        time(call, "after")
                .ifPresent(begin -> found.removeIf(order -> !created(order).isAfter(begin)));
        time(call, "before")
                .ifPresent(end -> found.removeIf(order -> !created(order).isBefore(end)));
        time(call, "modified_after")
                .ifPresent(begin -> found.removeIf(order -> !modified(order).isAfter(begin)));
        time(call, "modified_before")
                .ifPresent(end -> found.removeIf(order -> !modified(order).isBefore(end)));
        list(call, "status", "any")
                .ifPresent(wanted -> found.removeIf(
                        order -> !wanted.contains(order.path("status").asText())));
        list(call, "include", "")
                .ifPresent(ids ->
                        found.removeIf(order -> !ids.contains(order.path("id").asText())));
        Comparator<ObjectNode> by =
                switch (call.query().getOrDefault("orderby", "date")) {
                    case "id", "include" ->
                        Comparator.comparing(order -> order.path("id").asLong());
                    case "modified" -> Comparator.comparing(OrderQuery::modified);
                    default -> Comparator.comparing(OrderQuery::created);
                };
        by = by.thenComparing(order -> order.path("id").asLong());
        found.sort(call.query().getOrDefault("order", "desc").equals("asc") ? by : by.reversed());
        return found;
    }

    private static Optional<List<String>> list(Call call, String parameter, String everything) {
        return call.parameter(parameter)
                .filter(value -> !value.equals(everything))
                .map(value -> List.of(value.split(",")));
    }

    private static Optional<Instant> time(Call call, String parameter) {
        try {
            return call.parameter(parameter).map(text -> Instant.parse(text.endsWith("Z") ? text : text + "Z"));
        } catch (DateTimeParseException e) {
            throw new BadCall(parameter + ": is no date");
        }
    }

    private static Instant created(JsonNode order) {
        return Instant.parse(order.path("date_created_gmt").asText().replaceFirst("Z?$", "Z"));
    }

    private static Instant modified(JsonNode order) {
        return Instant.parse(order.path("date_modified_gmt").asText().replaceFirst("Z?$", "Z"));
    }
}
