package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shopify's search syntax for orders: terms {@code field:value} of which all must be true. */
final class OrderSearch {
    private static final Pattern TERM = Pattern.compile("(\\w+):(>=|<=|>|<)?('[^']*'|\"[^\"]*\"|\\S+)");
    private final List<Term> terms = new ArrayList<>();

    private record Term(String field, String comparison, String value) {}

    static OrderSearch of(String query) {
        OrderSearch search = new OrderSearch();
        Matcher term = TERM.matcher(query);
        while (term.find()) {
            search.terms.add(new Term(
                    term.group(1),
                    term.group(2) == null ? "" : term.group(2),
                    term.group(3).replaceAll("^['\"]|['\"]$", "")));
        }
        return search;
    }

    boolean matches(JsonNode order) {
        return terms.stream().allMatch(term -> matches(term, order));
    }

    private static boolean matches(Term term, JsonNode order) {
        return switch (term.field()) {
            case "updated_at", "created_at", "processed_at" -> {
                int apart = time(order.path(term.field())).compareTo(time(term.value()));
                yield switch (term.comparison()) {
                    case ">=" -> apart >= 0;
                    case "<=" -> apart <= 0;
                    case ">" -> apart > 0;
                    case "<" -> apart < 0;
                    default -> apart == 0;
                };
            }
            case "id" -> order.path("id").asText().equals(term.value());
            case "name" ->
                order.path("name").asText().replace("#", "").equals(term.value().replace("#", ""));
            case "status" -> isOf(order, term.value());
            case "financial_status" -> order.path("financial_status").asText().equals(term.value());
            case "test" -> ("" + order.path("test").asBoolean()).equals(term.value());
            case "tag" ->
                (", " + order.path("tags").asText() + ",")
                        .toLowerCase(Locale.ROOT)
                        .contains(", " + term.value().toLowerCase(Locale.ROOT) + ",");
            default -> true; // as Shopify does with a filter that it does not know, only that it warns
        };
    }

    static boolean isOf(JsonNode order, String status) {
        return switch (status) {
            case "open" -> !order.hasNonNull("closed_at") && !order.hasNonNull("cancelled_at");
            case "closed" -> order.hasNonNull("closed_at");
            case "cancelled" -> order.hasNonNull("cancelled_at");
            default -> true;
        };
    }

    static Instant time(JsonNode text) {
        return time(text.asText(""));
    }

    /** The beginning of time for what is no time. */
    static Instant time(String text) {
        try {
            return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
