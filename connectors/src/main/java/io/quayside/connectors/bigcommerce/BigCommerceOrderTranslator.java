package io.quayside.connectors.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Webhooks name an order and never hold it; orders come as {@link BigCommerceOrder} reads them, one or a list. */
final class BigCommerceOrderTranslator implements OrderTranslator {
    private static final int INCOMPLETE = 0;

    @Override
    public Translation translate(Payload payload) {
        JsonNode json = parse(payload.body());
        if (json.has("scope") && json.has("producer")) {
            return webhook(json);
        }
        boolean wrapped = json.path("data").isContainerNode() && !json.has("status_id"); // as in v3 and B2B Edition
        JsonNode sent = wrapped ? json.path("data") : json;
        List<CanonicalOrder> orders = new ArrayList<>();
        String note = "BigCommerce sent no order.";
        JsonNode list = sent.isArray() ? sent : JsonApi.JSON.createArrayNode().add(sent);
        for (int i = 0; i < list.size(); i++) {
            String path = (wrapped ? "data" : "") + (sent.isArray() ? "[%d]".formatted(i) : "");
            PayloadNode order = new PayloadNode(list.get(i), path, new Findings(BigCommerceApi.NAME));
            refuseOthers(order);
            if (order.at("status_id").json().asInt(-1) == INCOMPLETE) {
                note = "An order whose checkout is not finished.";
                continue;
            }
            try {
                orders.add(new BigCommerceOrder(order, payload.receivedAt()).canonical());
            } catch (InvalidValue e) {
                throw new Unreadable(path, String.valueOf(e.getMessage()));
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
            throw new Unreadable("", "is not JSON");
        }
        throw new Unreadable("", "is neither an object nor a list");
    }

    private static Translation webhook(JsonNode json) {
        String scope = json.path("scope").asText();
        JsonNode data = json.path("data");
        if (scope.equals("store/app/uninstalled")) {
            return Translation.disconnected("The app was uninstalled in BigCommerce: connect the store again.");
        }
        if (!scope.startsWith("store/order/") && !scope.startsWith("store/shipment/")) {
            return Translation.nothing("Scope '%s' tells of no order.".formatted(InvalidValue.excerpt(scope)));
        }
        String id = Texts.first(
                        data.path("orderId").asText(null),
                        data.path("order_id").asText(null),
                        data.path("id").asText(null))
                .orElse("");
        if (!id.matches("\\d{1,18}")) {
            throw new Unreadable("data.id", "is not an order's id");
        }
        return Translation.pointer(id);
    }

    private static void refuseOthers(PayloadNode order) {
        if (order.has("status_id") && (order.has("total_inc_tax") || order.has("subtotal_ex_tax"))) {
            return;
        }
        if (order.has("status") && (order.has("message") || order.has("title"))) {
            String told = Texts.first(
                            order.at("message").text(), order.at("title").text())
                    .orElse("");
            throw new Unreadable(
                    order.path(),
                    "BigCommerce sent an error in place of the order ('%s')".formatted(InvalidValue.excerpt(told)));
        }
        String kind = order.has("order_address_id") && order.has("name")
                ? "this is a line of an order (it has order_address_id)"
                : order.has("tracking_number")
                        ? "this is a shipment (it has a tracking_number)"
                        : order.has("payments") || order.has("total_refund_amount")
                                ? "this is a refund (it has payments)"
                                : order.has("variants") || order.has("sku_id") || order.has("calculated_price")
                                        ? "this is a product (it has prices of its own)"
                                        : order.has("system_label")
                                                ? "this is a list of statuses"
                                                : order.has("street_1")
                                                        ? "this is an address"
                                                        : "it has no status_id and total";
        throw new Unreadable(order.path(), kind + ", not an order");
    }
}
