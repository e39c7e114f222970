package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.schema.DataFetchingEnvironment;
import io.quayside.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of Relay's kind. A cursor holds the place's sort value, not its number: whoever pages through a list that
 * changes meanwhile misses nothing that he had not seen.
 */
final class Connections {
    private static final int LARGEST_PAGE = 250;

    private Connections() {}

    /** In the order that they have. */
    static List<Place> places(JsonNode nodes) {
        List<Place> places = new ArrayList<>();
        nodes.forEach(node -> places.add(new Place("%09d".formatted(places.size()), node)));
        return places;
    }

    /**
     * @param all sorted
     * @param shown what the client sees of a node; only those of the page are made
     * @throws Refusal for a page that Shopify does not give
     */
    static ObjectNode page(List<Place> all, DataFetchingEnvironment field, Function<JsonNode, JsonNode> shown) {
        Integer first = field.getArgument("first");
        Integer last = field.getArgument("last");
        if (first == null && last == null) {
            throw new Refusal("you must provide one of first or last", "BAD_REQUEST");
        }
        int size = first != null ? first : last == null ? 0 : last;
        if (size < 0 || size > LARGEST_PAGE) {
            throw new Refusal("the page size must be from 0 to " + LARGEST_PAGE, "BAD_REQUEST");
        }
        List<Place> places = new ArrayList<>(all);
        boolean reversed = Boolean.TRUE.equals(field.getArgument("reverse"));
        if (reversed) {
            Collections.reverse(places);
        }
        String after = decoded(field.getArgument("after"));
        String before = decoded(field.getArgument("before"));
        List<Place> open = places.stream()
                .filter(place -> after.isEmpty() || place.isBehind(after, reversed))
                .filter(place -> before.isEmpty() || place.isBehind(before, !reversed))
                .toList();
        int from = first != null ? 0 : Math.max(0, open.size() - size);
        List<Place> page = open.subList(from, Math.min(open.size(), from + size)).stream()
                .map(place -> new Place(place.sortValue(), shown.apply(place.node())))
                .toList();
        return connection(page, from > 0 || !after.isEmpty(), from + page.size() < open.size());
    }

    private static ObjectNode connection(List<Place> shown, boolean previous, boolean next) {
        ObjectNode connection = Json.object();
        ArrayNode edges = connection.putArray("edges");
        ArrayNode nodes = connection.putArray("nodes");
        for (Place place : shown) {
            edges.addObject().put("cursor", place.cursor()).set("node", place.node());
            nodes.add(place.node());
        }
        connection
                .putObject("pageInfo")
                .put("hasNextPage", next)
                .put("hasPreviousPage", previous)
                .put("startCursor", shown.isEmpty() ? null : shown.get(0).cursor())
                .put(
                        "endCursor",
                        shown.isEmpty() ? null : shown.get(shown.size() - 1).cursor());
        return connection;
    }

    /** Empty for none. */
    private static String decoded(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal("Invalid cursor for current pagination sort.", "BAD_REQUEST");
        }
    }

    /** @param sortValue what the list is sorted by; no two are equal */
    record Place(String sortValue, JsonNode node) {
        boolean isBehind(String other, boolean reversed) {
            int order = sortValue.compareTo(other);
            return reversed ? order < 0 : order > 0;
        }

        String cursor() {
            return Base64.getEncoder().encodeToString(sortValue.getBytes(StandardCharsets.UTF_8));
        }
    }
}
