package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which orders a list of API v2 holds; a page without any has no content at all. */
final class OrderQuery {
    private static final int MOST_PER_PAGE = 250;

    private OrderQuery() {}

    static List<ObjectNode> found(Store store, Call call) {
        List<ObjectNode> found = new ArrayList<>(store.orders());
        boolean archived = call.parameter("is_deleted").orElse("").equals("true");
        found.removeIf(order -> order.path("is_deleted").asBoolean() != archived);
        for (String field : List.of("date_modified", "date_created")) {
            call.parameter("min_" + field)
                    .map(OrderQuery::time)
                    .ifPresent(from -> found.removeIf(
                            order -> time(order.path(field).asText()).isBefore(from)));
            call.parameter("max_" + field)
                    .map(OrderQuery::time)
                    .ifPresent(to -> found.removeIf(
                            order -> time(order.path(field).asText()).isAfter(to)));
        }
        call.parameter("status_id")
                .ifPresent(status -> found.removeIf(
                        order -> !order.path("status_id").asText().equals(status)));
        if (call.parameter("min_id").isPresent()) {
            int least = call.number("min_id", 0);
            found.removeIf(order -> order.path("id").asLong() < least);
        }
        String[] sort = call.query().getOrDefault("sort", "id:asc").split(":", 2);
        Comparator<ObjectNode> by =
                switch (sort[0]) {
                    case "date_modified", "date_created" ->
                        Comparator.comparing(order -> time(order.path(sort[0]).asText()));
                    default -> Comparator.comparing(order -> order.path("id").asLong());
                };
        by = by.thenComparing(order -> order.path("id").asLong());
        found.sort(sort.length > 1 && sort[1].equals("desc") ? by.reversed() : by);
        return found;
    }

    static Reply page(List<? extends JsonNode> found, Call call, UnaryOperator<JsonNode> shown) {
        int size = Math.min(MOST_PER_PAGE, call.number("limit", 50));
        int page = call.number("page", 1);
        ArrayNode list = Json.array();
        found.stream().skip((long) (page - 1) * size).limit(size).map(shown).forEach(list::add);
        return list.isEmpty() ? Reply.empty(204) : Reply.ok(list);
    }

    /** RFC 2822 or ISO 8601. */
    private static Instant time(String text) {
        try {
            return text.matches("\\d.*")
                    ? OffsetDateTime.parse(text).toInstant()
                    : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeParseException e) {
            throw new BadCall("'%s' is no date".formatted(text));
        }
    }
}
