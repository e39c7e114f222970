package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list by {@code searchCriteria}, in either spelling: filters of a group are alternatives, groups must all hold. A page
 * beyond the last one repeats the last one.
 */
final class Search {
    private static final Pattern FILTER = Pattern.compile(
            "searchCriteria\\[(?:filter_groups|filterGroups)]\\[(\\d+)]\\[filters]\\[(\\d+)]\\[(field|value|condition_type|conditionType)]");
    private static final Pattern ORDER =
            Pattern.compile("searchCriteria\\[(?:sort_orders|sortOrders)]\\[(\\d+)]\\[(field|direction)]");
    private static final int LARGEST_PAGE = 300;
    private final Call call;
    private final Map<String, Map<String, Map<String, String>>> groups = new TreeMap<>();
    private final Map<Integer, Map<String, String>> orders = new TreeMap<>();

    Search(Call call) {
        this.call = call;
        call.query().forEach((name, value) -> {
            Matcher filter = FILTER.matcher(name);
            Matcher order = ORDER.matcher(name);
            if (filter.matches()) {
                groups.computeIfAbsent(filter.group(1), key -> new TreeMap<>())
                        .computeIfAbsent(filter.group(2), key -> new TreeMap<>())
                        .put(filter.group(3).equals("conditionType") ? "condition_type" : filter.group(3), value);
            } else if (order.matches()) {
                orders.computeIfAbsent(Integer.valueOf(order.group(1)), key -> new TreeMap<>())
                        .put(order.group(2), value);
            }
        });
    }

    /** @param idField what the list is sorted by in the end */
    Reply answer(List<? extends JsonNode> all, String idField) {
        if (call.query().keySet().stream().noneMatch(name -> name.startsWith("searchCriteria"))) {
            return Errors.named(400, "\"%fieldName\" is required. Enter and try again.", "fieldName", "searchCriteria");
        }
        int size = number("page_size", "pageSize", 0);
        if (size > LARGEST_PAGE) {
            return Errors.named(400, "Maximum SearchCriteria pageSize is %max", "max", "" + LARGEST_PAGE);
        }
        List<JsonNode> found = new ArrayList<>(all);
        found.removeIf(node -> !fits(node));
        found.sort(order(idField));
        int pages = size == 0 ? 1 : Math.max(1, (found.size() + size - 1) / size);
        int page = Math.min(pages, Math.max(1, number("current_page", "currentPage", 1)));
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        found.stream()
                .skip(size == 0 ? 0 : (long) (page - 1) * size)
                .limit(size == 0 ? Integer.MAX_VALUE : size)
                .forEach(items::add);
        answer.putObject("search_criteria")
                .put("page_size", size)
                .put("current_page", page)
                .putArray("filter_groups");
        answer.put("total_count", found.size());
        return Reply.ok(call.parameter("fields")
                .map(fields -> Fields.only(answer, fields))
                .orElse(answer));
    }

    private int number(String name, String otherName, int missing) {
        String text = call.parameter("searchCriteria[" + name + "]")
                .or(() -> call.parameter("searchCriteria[" + otherName + "]"))
                .orElse("" + missing);
        if (!text.matches("\\d{1,9}")) {
            throw new BadCall(name + " is not a number");
        }
        return Integer.parseInt(text);
    }

    private boolean fits(JsonNode node) {
        return groups.values().stream()
                .allMatch(group -> group.values().stream().anyMatch(filter -> fits(node, filter)));
    }

    private static boolean fits(JsonNode node, Map<String, String> filter) {
        JsonNode field = node.path(filter.getOrDefault("field", ""));
        String value = filter.getOrDefault("value", "");
        int difference = compare(field.asText(""), value);
        return switch (filter.getOrDefault("condition_type", "eq")) {
            case "eq" -> difference == 0;
            case "neq" -> difference != 0;
            case "gt" -> difference > 0;
            case "gteq", "from" -> difference >= 0;
            case "lt" -> difference < 0;
            case "lteq", "to" -> difference <= 0;
            case "in" -> Arrays.stream(value.split(",")).anyMatch(each -> compare(field.asText(""), each) == 0);
            case "nin" -> Arrays.stream(value.split(",")).noneMatch(each -> compare(field.asText(""), each) == 0);
            case "like" ->
                field.asText("")
                        .toLowerCase(Locale.ROOT)
                        .matches(Pattern.quote(value.toLowerCase(Locale.ROOT)).replace("%", "\\E.*\\Q"));
            case "null" -> field.isMissingNode() || field.isNull();
            case "notnull" -> !field.isMissingNode() && !field.isNull();
            default -> throw new BadCall("condition_type " + filter.get("condition_type") + " is not known");
        };
    }

    /** Numbers as numbers, all else without regard to case, as the database does it. */
    private static int compare(String one, String other) {
        String number = "-?\\d{1,18}(\\.\\d{1,6})?";
        return one.matches(number) && other.matches(number)
                ? new BigDecimal(one).compareTo(new BigDecimal(other))
                : one.compareToIgnoreCase(other);
    }

    private Comparator<JsonNode> order(String idField) {
        List<Comparator<JsonNode>> all = new ArrayList<>();
        orders.values().forEach(order -> {
            Comparator<JsonNode> by = by(order.getOrDefault("field", idField));
            all.add(order.getOrDefault("direction", "DESC").equalsIgnoreCase("DESC") ? by.reversed() : by);
        });
        all.add(by(idField));
        return all.stream().reduce(Comparator::thenComparing).orElse(Collections.reverseOrder(by(idField)));
    }

    private static Comparator<JsonNode> by(String field) {
        return (one, other) ->
                compare(one.path(field).asText(""), other.path(field).asText(""));
    }
}
