package io.quayside.connectors.ebay;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders of the Fulfillment API, one or a whole page of them; notifications, which name an order or a buyer and hold
 * neither. Shipments lie under {@code fulfillments} of the order where {@link EbayOrders} fetched them.
 */
final class EbayOrderTranslator implements OrderTranslator {
    /** Fields that tell apart what is no order → what it is. */
    private static final Map<String, String> OTHERS = others();

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("errors", "this is an error of eBay's (it has errors)");
        others.put("fulfillments", "this is a list of shipments (it has fulfillments)");
        others.put("shipmentTrackingNumber", "this is a shipment (it has a shipmentTrackingNumber)");
        others.put("fulfillmentId", "this is a shipment (it has a fulfillmentId)");
        others.put("refundId", "this is a refund (it has a refundId)");
        others.put("refundStatus", "this is a refund (it has a refundStatus)");
        others.put("cancelId", "this is a cancellation (it has a cancelId)");
        others.put("paymentDisputeId", "this is a payment dispute (it has a paymentDisputeId)");
        others.put("transactionId", "this is a transaction of the Finances API (it has a transactionId)");
        others.put("returnId", "this is a return (it has a returnId)");
        others.put("offerId", "this is an offer (it has an offerId)");
        others.put("availability", "this is an inventory item (it has availability)");
        others.put("inventoryItems", "this is a list of inventory items");
        others.put("OrderArray", "this is a list of the Trading API: fetch orders by the Fulfillment API");
        others.put("OrderID", "this is an order of the Trading API: fetch it by the Fulfillment API");
        others.put("itemId", "this is an item (it has an itemId)");
        return others;
    }

    @Override
    public Translation translate(Payload payload) {
        JsonNode json = parse(payload.body());
        if (json.path("metadata").has("topic")) {
            return EbayNotice.of(json, payload.connection());
        }
        List<PayloadNode> found = new ArrayList<>();
        collect(json, "", found);
        List<CanonicalOrder> orders = new ArrayList<>();
        for (PayloadNode order : found) {
            try {
                orders.add(new EbayOrderReading(order, payload.receivedAt()).order());
            } catch (InvalidValue e) {
                throw new Unreadable(order.path(), String.valueOf(e.getMessage()));
            }
        }
        return orders.isEmpty() ? Translation.nothing("eBay sent no order.") : Translation.of(orders);
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

    /** One order, a list, or the page of a search. */
    private static void collect(JsonNode json, String path, List<PayloadNode> found) {
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                collect(json.get(i), "%s[%d]".formatted(path, i), found);
            }
        } else if (json.path("orders").isArray() && !json.has("orderId")) {
            collect(json.path("orders"), path.isEmpty() ? "orders" : path + ".orders", found);
        } else {
            refuseOthers(json, path);
            found.add(new PayloadNode(json, path, new Findings(EbayApi.NAME)));
        }
    }

    private static void refuseOthers(JsonNode json, String path) {
        if (json.has("orderId") && (json.has("pricingSummary") || json.has("lineItems"))) {
            return;
        }
        String kind = OTHERS.entrySet().stream()
                .filter(other -> json.has(other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(
                        json.has("orderId")
                                ? "it has no lineItems and pricingSummary"
                                : "it has no orderId and pricingSummary");
        throw new Unreadable(path, kind + ", not an order");
    }
}
