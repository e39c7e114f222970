package io.quayside.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.util.ArrayList;
import java.util.List;

/** How WordPress' REST API words errors and pages. */
final class Answers {
    private static final int MOST_PER_PAGE = 100;

    private Answers() {}

    static Reply error(int status, String code, String message) {
        ObjectNode error = Json.object().put("code", code).put("message", message);
        error.putObject("data").put("status", status);
        return Reply.json(status, error);
    }

    static Reply noRoute() {
        return error(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    private static Reply invalid(String parameter, String why) {
        ObjectNode error =
                Json.object().put("code", "rest_invalid_param").put("message", "Invalid parameter(s): " + parameter);
        ObjectNode data = error.putObject("data").put("status", 400);
        data.putObject("params").put(parameter, why);
        return Reply.json(400, error);
    }

    /** One page with the totals and links in headers; {@code _fields} thins what is shown. */
    static Reply page(List<ObjectNode> found, Call call) {
        String wanted = call.query().getOrDefault("per_page", "10");
        if (!wanted.matches("\\d{1,9}") || Integer.parseInt(wanted) < 1 || Integer.parseInt(wanted) > MOST_PER_PAGE) {
            return invalid("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)");
        }
        String number = call.query().getOrDefault("page", "1");
        if (!number.matches("[1-9]\\d{0,8}")) {
            return invalid("page", "page must be greater than or equal to 1");
        }
        int size = Integer.parseInt(wanted);
        int page = Integer.parseInt(number);
        int pages = (found.size() + size - 1) / size;
        ArrayNode list = Json.array();
        found.stream().skip((long) (page - 1) * size).limit(size).forEach(one -> list.add(only(call, one)));
        Reply reply = Reply.ok(list).with("X-WP-Total", "" + found.size()).with("X-WP-TotalPages", "" + pages);
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(call, page - 1, "prev"));
        }
        if (page < pages) {
            links.add(link(call, page + 1, "next"));
        }
        return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
    }

    private static String link(Call call, int page, String rel) {
        StringBuilder query = new StringBuilder("?");
        call.query().forEach((name, value) -> {
            if (!name.equals("page") && !name.startsWith("oauth_") && !name.startsWith("consumer_")) {
                query.append(Json.encoded(name))
                        .append('=')
                        .append(Json.encoded(value))
                        .append('&');
            }
        });
        return "<https:/%s%spage=%d>; rel=\"%s\"".formatted(call.path(), query, page, rel);
    }

    private static JsonNode only(Call call, ObjectNode whole) {
        return call.parameter("_fields")
                .map(fields -> (JsonNode) whole.deepCopy().retain(List.of(fields.split("\\s*,\\s*"))))
                .orElse(whole);
    }
}
