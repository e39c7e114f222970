package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The REST Admin API, legacy but alive: orders by pages of links, the shop. */
final class RestApi {
    private static final int MOST_PER_PAGE = 250;
    private final Shop shop;

    RestApi(Shop shop) {
        this.shop = shop;
    }

    Reply answer(String resource, Call call) {
        if (!call.method().equals("GET")) {
            return notFound();
        }
        ObjectNode answer = Json.object();
        if (resource.equals("shop.json")) {
            answer.putObject("shop")
                    .put("id", 1)
                    .put("name", shop.host())
                    .put("email", "owner@example.com")
                    .put("domain", shop.host())
                    .put("myshopify_domain", shop.host())
                    .put("iana_timezone", "America/New_York")
                    .put("currency", "USD");
            return Reply.ok(answer);
        }
        if (resource.equals("orders.json")) {
            return orders(call);
        }
        if (resource.equals("orders/count.json")) {
            return Reply.ok(answer.put("count", matching(call.query()).size()));
        }
        if (resource.matches("orders/\\d+\\.json")) {
            return shop.order(resource.replaceAll("\\D", ""))
                    .map(order -> Reply.ok(answer.set("order", RestOrder.of(order))))
                    .orElseGet(RestApi::notFound);
        }
        return notFound();
    }

    private static Reply notFound() {
        return Reply.json(404, Json.object().put("errors", "Not Found"));
    }

    /** The newest first; the next page only by the link, which carries the filters. */
    private Reply orders(Call call) {
        int size = Math.min(
                MOST_PER_PAGE, call.parameter("limit").map(RestApi::number).orElse(50));
        Map<String, String> filters = call.query();
        int from = 0;
        if (call.parameter("page_info").isPresent()) {
            if (!Set.of("page_info", "limit", "fields").containsAll(call.query().keySet())) {
                return Reply.json(400, Json.object().put("errors", "page_info: can't be combined with other filters"));
            }
            String[] page = decoded(call.query().getOrDefault("page_info", "")).split("\n", 2);
            from = number(page[0]);
            filters = page.length > 1 ? Call.parameters(page[1]) : Map.of();
        }
        List<ObjectNode> found = matching(filters);
        found.sort(Comparator.comparing((ObjectNode order) -> OrderSearch.time(order.path("created_at")))
                .thenComparing(order -> order.path("id").asLong())
                .reversed());
        int begin = Math.min(from, found.size());
        int end = Math.min(begin + size, found.size());
        ArrayNode list = Json.array();
        String fields = call.query().getOrDefault("fields", "");
        found.subList(begin, end).forEach(order -> list.add(only(fields, RestOrder.of(order))));
        Reply reply = Reply.ok(Json.object().set("orders", list));
        List<String> links = new ArrayList<>();
        if (begin > 0) {
            links.add(link(call, filters, Math.max(0, begin - size), size, "previous"));
        }
        if (end < found.size()) {
            links.add(link(call, filters, end, size, "next"));
        }
        return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
    }

    private String link(Call call, Map<String, String> filters, int from, int size, String rel) {
        StringBuilder kept = new StringBuilder();
        filters.forEach((name, value) -> kept.append(kept.isEmpty() ? "" : "&")
                .append(Json.encoded(name))
                .append('=')
                .append(Json.encoded(value)));
        String page = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((from + "\n" + kept).getBytes(StandardCharsets.UTF_8));
        String path = call.path().replaceFirst("^/[^/]+", "");
        String fields = call.parameter("fields")
                .map(names -> "&fields=" + Json.encoded(names))
                .orElse("");
        return "<https://%s%s?limit=%d%s&page_info=%s>; rel=\"%s\""
                .formatted(shop.host(), path, size, fields, page, rel);
    }

    private static String decoded(String page) {
        try {
            return new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadCall("page_info: is not valid");
        }
    }

    /** Without {@code status=any} only open orders, the trap of this API. */
    private List<ObjectNode> matching(Map<String, String> filters) {
        List<ObjectNode> found = new ArrayList<>(shop.orders());
        String status = filters.getOrDefault("status", "open");
        found.removeIf(order -> !OrderSearch.isOf(order, status));
        for (String field : List.of("created_at", "updated_at", "processed_at")) {
            String least = filters.get(field + "_min");
            String most = filters.get(field + "_max");
            Instant from = least == null ? Instant.MIN : OrderSearch.time(least);
            Instant to = most == null ? Instant.MAX : OrderSearch.time(most);
            found.removeIf(order -> OrderSearch.time(order.path(field)).isBefore(from)
                    || OrderSearch.time(order.path(field)).isAfter(to));
        }
        if (filters.containsKey("since_id")) {
            long since = Long.parseLong(filters.getOrDefault("since_id", "0").replaceAll("\\D", "0"));
            found.removeIf(order -> order.path("id").asLong() <= since);
        }
        if (filters.containsKey("ids")) {
            List<String> ids = List.of(filters.getOrDefault("ids", "").split(","));
            found.removeIf(order -> !ids.contains(order.path("id").asText()));
        }
        return found;
    }

    private static JsonNode only(String fields, ObjectNode order) {
        return fields.isBlank() ? order : order.retain(List.of(fields.split("\\s*,\\s*")));
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new BadCall("limit: is not a number");
        }
        return Integer.parseInt(text);
    }
}
