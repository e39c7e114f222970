package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.ErasureDemand.Kind;
import io.quayside.connectors.spi.ErasureDemand.Mark;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The three compliance webhooks that Shopify sends whether one subscribes to them or not: an app names their address
 * once, in its own configuration.
 */
final class ShopifyPrivacy {
    static final String ERASE_CUSTOMER = "customers/redact";
    static final String ERASE_SHOP = "shop/redact";
    static final String TELL_CUSTOMER = "customers/data_request";
    private static final int LONGEST = 255;
    private static final int MOST_ORDERS = 1_000;
    private static final int MOST_NAMED = 20;

    private ShopifyPrivacy() {}

    static boolean isAbout(String topic) {
        return topic.equals(ERASE_CUSTOMER) || topic.equals(ERASE_SHOP) || topic.equals(TELL_CUSTOMER);
    }

    static Translation of(String topic, JsonNode json) {
        return switch (topic) {
            case ERASE_SHOP ->
                Translation.erasure(new ErasureDemand(
                        false,
                        List.of(new Mark(Kind.EVERYBODY, "")),
                        "The shop took the app away two days ago: what we know of its customers is erased."));
            case ERASE_CUSTOMER -> customer(json);
            default -> request(json);
        };
    }

    private static Translation customer(JsonNode json) {
        JsonNode customer = json.path("customer");
        List<Mark> marks = new ArrayList<>();
        mark(marks, Kind.CUSTOMER, customer.path("id"));
        mark(marks, Kind.EMAIL, customer.path("email"));
        mark(marks, Kind.PHONE, customer.path("phone"));
        ids(json.path("orders_to_redact")).forEach(id -> marks.add(new Mark(Kind.ORDER, id)));
        if (marks.isEmpty()) {
            throw new Unreadable("customer", "names nobody: neither id nor email nor phone, and no orders_to_redact");
        }
        return Translation.erasure(new ErasureDemand(
                false, marks, "Shopify demands that a customer be forgotten: what we know of that person is erased."));
    }

    private static void mark(List<Mark> marks, Kind kind, JsonNode value) {
        String text = value.asText("").strip();
        if (value.isValueNode() && !value.isNull() && !text.isEmpty() && text.length() <= LONGEST) {
            marks.add(new Mark(kind, text));
        }
    }

    /** Names orders by their ids and never the customer, as it is kept for longer than the request. */
    private static Translation request(JsonNode json) {
        List<String> orders = ids(json.path("orders_requested")).toList();
        String which = orders.isEmpty()
                ? "no orders"
                : "orders " + orders.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (orders.size() > MOST_NAMED ? " and %d more".formatted(orders.size() - MOST_NAMED) : "");
        return Translation.askedOfMerchant(
                "A customer asked Shopify for all that is known of them (request %s, %s): send them what these orders hold within 30 days."
                        .formatted(id(json.path("data_request").path("id")), which));
    }

    private static Stream<String> ids(JsonNode list) {
        return list.valueStream()
                .map(ShopifyPrivacy::id)
                .filter(id -> !id.isEmpty())
                .limit(MOST_ORDERS);
    }

    private static String id(JsonNode value) {
        String id = value.asText("");
        return id.matches("\\d{1,20}") ? id : "";
    }
}
