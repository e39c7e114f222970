package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Orders of wc/v3, from webhooks and from the API, old versions and plug-ins included; see {@link WooOrder}. */
final class WooOrderTranslator implements OrderTranslator {
    private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft", "draft");

    @Override
    public Translation translate(Payload payload) {
        String topic = payload.topic();
        if (!topic.isEmpty() && !topic.startsWith("order.")) {
            return Translation.nothing("Topic '%s' tells of no order.".formatted(InvalidValue.excerpt(topic)));
        }
        if (topic.equals("order.deleted")) {
            return Translation.nothing("The shop deleted the order; what is known of it stays.");
        }
        List<PayloadNode> found = new ArrayList<>();
        collect(parse(payload.body()), "", found);
        List<CanonicalOrder> orders = new ArrayList<>();
        String note = "The shop sent no order.";
        for (PayloadNode order : found) {
            String status = order.at("status").text();
            if (status != null && DRAFTS.contains(status)) {
                note = "A cart that was not ordered yet (%s).".formatted(status);
                continue;
            }
            try {
                orders.add(new WooOrder(order, payload.receivedAt()).canonical());
            } catch (InvalidValue e) {
                throw new Unreadable(order.path(), String.valueOf(e.getMessage()));
            }
        }
        return orders.isEmpty() ? Translation.nothing(note) : Translation.of(orders);
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JsonApi.JSON.readTree(body);
            if (json != null && json.isContainerNode()) {
                return json;
            }
        } catch (IOException e) {
            throw new Unreadable(
                    "",
                    "is not JSON: a plug-in of the shop may print warnings before it; look at the payload's beginning");
        }
        throw new Unreadable("", "is neither an object nor a list");
    }

    /** One order, a list, the answer of a batch, or any of them under {@code data}. */
    private static void collect(JsonNode json, String path, List<PayloadNode> found) {
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                collect(json.get(i), "%s[%d]".formatted(path, i), found);
            }
            return;
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        boolean batch = false;
        for (String part : List.of("create", "update", "data")) {
            if (json.path(part).isContainerNode() && !json.has("line_items")) {
                collect(json.path(part), prefix + part, found);
                batch = true;
            }
        }
        if (batch) {
            return;
        }
        if (json.path("order").isObject() && !json.has("line_items")) {
            collect(json.path("order"), prefix + "order", found);
            return;
        }
        if (json.has("code") && json.has("message")) {
            throw new Unreadable(
                    path,
                    "the shop sent an error in place of the order ('%s'): the user who made the webhook may have lost rights"
                            .formatted(InvalidValue.excerpt(json.path("message").asText())));
        }
        refuseOthers(json, path);
        found.add(new PayloadNode(json, path, new Findings(WooApi.NAME)));
    }

    private static void refuseOthers(JsonNode json, String path) {
        if (json.has("created_at") && json.has("billing_address")) {
            throw new Unreadable(
                    path,
                    "this order is written in the legacy API of WooCommerce (it has created_at): set the webhook's API version to 'WP REST API Integration v3'");
        }
        if (json.has("billing_period") && json.has("billing_interval")) {
            throw new Unreadable(
                    path,
                    "this is a subscription (it has a billing_period), not an order: the shop makes an order for each of its payments");
        }
        if (json.has("line_items") && json.has("status")) {
            return;
        }
        String kind = json.has("manage_stock") || json.has("variations")
                ? "this is a product (it has manage_stock)"
                : json.has("delivery_url")
                        ? "this is a webhook (it has a delivery_url)"
                        : json.has("refunded_by") || json.has("refunded_payment")
                                ? "this is a refund (it has refunded_by)"
                                : json.has("amount") && json.has("reason")
                                        ? "this is a refund (it has an amount and a reason)"
                                        : json.has("tracking_number")
                                                ? "this is a tracking number"
                                                : json.size() == 1 && json.has("id")
                                                        ? "this is only an order's id: the order was deleted"
                                                        : "it has no line_items and status";
        throw new Unreadable(path, kind + ", not an order");
    }
}
