package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.math.BigDecimal;
import java.util.Map;

/** The two shapes of one order: kept as 2026-01-01 tells it, shown as v0 where that is asked. Pure functions. */
final class OrderShapes {
    private static final Map<String, String> STATUS = Map.of(
            "PENDING_AVAILABILITY", "PendingAvailability",
            "PENDING", "Pending",
            "UNSHIPPED", "Unshipped",
            "PARTIALLY_SHIPPED", "PartiallyShipped",
            "SHIPPED", "Shipped",
            "CANCELLED", "Canceled",
            "UNFULFILLABLE", "Unfulfillable");

    private OrderShapes() {}

    // ---- 2026 → v0

    static ObjectNode toV0(ObjectNode order, boolean withPersonalData) {
        JsonNode fulfillment = order.path("fulfillment");
        String status = fulfillment.path("fulfillmentStatus").asText("UNSHIPPED");
        ObjectNode old = Json.object();
        copy(order, "orderId", old, "AmazonOrderId");
        copy(order, "createdTime", old, "PurchaseDate");
        copy(order, "lastUpdatedTime", old, "LastUpdateDate");
        old.put("OrderStatus", STATUS.getOrDefault(status, "Unshipped"));
        old.put("FulfillmentChannel", fulfillment.path("fulfilledBy").asText().equals("AMAZON") ? "AFN" : "MFN");
        copy(order.path("salesChannel"), "marketplaceName", old, "SalesChannel");
        copy(order.path("salesChannel"), "marketplaceId", old, "MarketplaceId");
        copy(order.path("orderAliases").path(0), "aliasId", old, "SellerOrderId");
        copy(fulfillment, "fulfillmentServiceLevel", old, "ShipServiceLevel");
        copy(fulfillment.path("shipByWindow"), "earliestDateTime", old, "EarliestShipDate");
        copy(fulfillment.path("shipByWindow"), "latestDateTime", old, "LatestShipDate");
        copy(fulfillment.path("deliverByWindow"), "earliestDateTime", old, "EarliestDeliveryDate");
        copy(fulfillment.path("deliverByWindow"), "latestDateTime", old, "LatestDeliveryDate");
        int shipped = 0;
        int left = 0;
        for (JsonNode item : order.path("orderItems")) {
            shipped += item.path("fulfillment").path("quantityFulfilled").asInt();
            left += item.path("fulfillment").path("quantityUnfulfilled").asInt();
        }
        old.put("NumberOfItemsShipped", shipped).put("NumberOfItemsUnshipped", left);
        old.put("PaymentMethod", "Other").put("OrderType", "StandardOrder");
        old.put("IsPrime", has(order.path("programs"), "PRIME"));
        old.put("IsBusinessOrder", has(order.path("programs"), "AMAZON_BUSINESS"));
        JsonNode original = order.path("associatedOrders").path(0);
        old.put("IsReplacementOrder", original.has("orderId"));
        copy(original, "orderId", old, "ReplacedOrderId");
        if (!status.startsWith("PENDING")) {
            money(order.path("proceeds").path("grandTotal"), old, "OrderTotal");
            address(order.path("recipient").path("deliveryAddress"), old, withPersonalData);
            if (withPersonalData) {
                buyer(order.path("buyer"), old);
            }
        }
        return old;
    }

    private static void address(JsonNode told, ObjectNode old, boolean withPersonalData) {
        if (!told.isObject()) {
            return;
        }
        ObjectNode address = old.putObject("ShippingAddress");
        if (withPersonalData) {
            copy(told, "name", address, "Name");
            copy(told, "companyName", address, "CompanyName");
            copy(told, "addressLine1", address, "AddressLine1");
            copy(told, "addressLine2", address, "AddressLine2");
            copy(told, "addressLine3", address, "AddressLine3");
            copy(told, "phone", address, "Phone");
        }
        copy(told, "city", address, "City");
        copy(told, "stateOrRegion", address, "StateOrRegion");
        copy(told, "postalCode", address, "PostalCode");
        copy(told, "countryCode", address, "CountryCode");
    }

    private static void buyer(JsonNode told, ObjectNode old) {
        ObjectNode buyer = old.putObject("BuyerInfo");
        copy(told, "buyerName", buyer, "BuyerName");
        copy(told, "buyerEmail", buyer, "BuyerEmail");
        copy(told, "buyerPurchaseOrderNumber", buyer, "PurchaseOrderNumber");
    }

    static ArrayNode itemsToV0(ObjectNode order) {
        boolean pending =
                order.path("fulfillment").path("fulfillmentStatus").asText().startsWith("PENDING");
        ArrayNode items = Json.array();
        for (JsonNode item : order.path("orderItems")) {
            ObjectNode old = items.addObject();
            JsonNode product = item.path("product");
            copy(product, "asin", old, "ASIN");
            copy(product, "sellerSku", old, "SellerSKU");
            copy(product, "title", old, "Title");
            copy(item, "orderItemId", old, "OrderItemId");
            old.set("QuantityOrdered", item.path("quantityOrdered"));
            old.put(
                    "QuantityShipped",
                    item.path("fulfillment").path("quantityFulfilled").asInt());
            if (pending) {
                continue;
            }
            breakdown(item, "ITEM", "", old, "ItemPrice");
            breakdown(item, "SHIPPING", "", old, "ShippingPrice");
            breakdown(item, "TAX", "ITEM", old, "ItemTax");
            breakdown(item, "TAX", "SHIPPING", old, "ShippingTax");
            breakdown(item, "DISCOUNT", "ITEM", old, "PromotionDiscount");
            breakdown(item, "DISCOUNT", "SHIPPING", old, "ShippingDiscount");
            for (JsonNode promotion : item.path("promotion").path("breakdowns")) {
                old.withArray("PromotionIds").add(promotion.path("promotionId").asText());
            }
        }
        return items;
    }

    /** Of a category with parts, the part that is asked for; a category without parts belongs to the item. */
    private static void breakdown(JsonNode item, String type, String subtype, ObjectNode old, String name) {
        for (JsonNode part : item.path("proceeds").path("breakdowns")) {
            if (!part.path("type").asText().equals(type)) {
                continue;
            }
            if (subtype.isEmpty() || (subtype.equals("ITEM") && !part.has("detailedBreakdowns"))) {
                money(part.path("subtotal"), old, name);
            }
            for (JsonNode detail : part.path("detailedBreakdowns")) {
                if (detail.path("subtype").asText().equals(subtype)) {
                    money(detail.path("value"), old, name);
                }
            }
        }
    }

    private static void money(JsonNode money, ObjectNode old, String name) {
        if (money.isObject()) {
            old.putObject(name)
                    .put("CurrencyCode", money.path("currencyCode").asText())
                    .put("Amount", Json.amount(money.path("amount")).abs().toPlainString());
        }
    }

    // ---- v0 → 2026

    /** An order of v0, with its items in {@code OrderItems}, as the newer API would tell it. */
    static ObjectNode toNew(JsonNode old) {
        ObjectNode order = Json.object();
        copy(old, "AmazonOrderId", order, "orderId");
        copy(old, "PurchaseDate", order, "createdTime");
        copy(old, "LastUpdateDate", order, "lastUpdatedTime");
        ArrayNode programs = order.putArray("programs");
        if (old.path("IsPrime").asBoolean()) {
            programs.add("PRIME");
        }
        if (old.path("IsBusinessOrder").asBoolean()) {
            programs.add("AMAZON_BUSINESS");
        }
        if (old.path("IsReplacementOrder").asBoolean()) {
            order.putArray("associatedOrders")
                    .addObject()
                    .put("orderId", old.path("ReplacedOrderId").asText(""))
                    .put("associationType", "REPLACEMENT_ORIGINAL_ID");
        }
        ObjectNode channel = order.putObject("salesChannel").put("channelName", "AMAZON");
        copy(old, "MarketplaceId", channel, "marketplaceId");
        copy(old, "SalesChannel", channel, "marketplaceName");
        ObjectNode buyer = Json.object();
        copy(old.path("BuyerInfo"), "BuyerName", buyer, "buyerName");
        copy(old.path("BuyerInfo"), "BuyerEmail", buyer, "buyerEmail");
        if (!buyer.isEmpty()) {
            order.set("buyer", buyer);
        }
        newAddress(old.path("ShippingAddress"), order);
        newMoney(old.path("OrderTotal"), order.putObject("proceeds"), "grandTotal");
        ObjectNode fulfillment = order.putObject("fulfillment");
        String status = old.path("OrderStatus").asText();
        fulfillment.put(
                "fulfillmentStatus",
                STATUS.entrySet().stream()
                        .filter(each -> each.getValue().equals(status))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("SHIPPED"));
        fulfillment.put("fulfilledBy", old.path("FulfillmentChannel").asText().equals("AFN") ? "AMAZON" : "MERCHANT");
        copy(old, "ShipServiceLevel", fulfillment, "fulfillmentServiceLevel");
        window(old, "ShipDate", fulfillment, "shipByWindow");
        window(old, "DeliveryDate", fulfillment, "deliverByWindow");
        ArrayNode items = order.putArray("orderItems");
        old.path("OrderItems").forEach(item -> items.add(newItem(item)));
        return order;
    }

    private static void window(JsonNode old, String name, ObjectNode fulfillment, String newName) {
        ObjectNode window = Json.object();
        copy(old, "Earliest" + name, window, "earliestDateTime");
        copy(old, "Latest" + name, window, "latestDateTime");
        if (!window.isEmpty()) {
            fulfillment.set(newName, window);
        }
    }

    private static void newAddress(JsonNode old, ObjectNode order) {
        if (!old.isObject()) {
            return;
        }
        ObjectNode address = order.putObject("recipient").putObject("deliveryAddress");
        old.fields().forEachRemaining(field -> {
            String name = field.getKey().substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                    + field.getKey().substring(1);
            address.set(name, field.getValue());
        });
    }

    private static ObjectNode newItem(JsonNode old) {
        ObjectNode item = Json.object();
        copy(old, "OrderItemId", item, "orderItemId");
        int ordered = old.path("QuantityOrdered").asInt();
        int shipped = old.path("QuantityShipped").asInt();
        item.put("quantityOrdered", ordered);
        ObjectNode product = item.putObject("product");
        copy(old, "ASIN", product, "asin");
        copy(old, "SellerSKU", product, "sellerSku");
        copy(old, "Title", product, "title");
        ArrayNode parts = item.putObject("proceeds").putArray("breakdowns");
        part(parts, "ITEM", old.path("ItemPrice"));
        part(parts, "SHIPPING", old.path("ShippingPrice"));
        part(parts, "GIFT_WRAP", old.path("BuyerInfo").path("GiftWrapPrice"));
        part(parts, "COD_FEE", old.path("CODFee"));
        detailed(parts, "TAX", old.path("ItemTax"), old.path("ShippingTax"));
        detailed(parts, "DISCOUNT", old.path("PromotionDiscount"), old.path("ShippingDiscount"));
        item.putObject("fulfillment")
                .put("quantityFulfilled", shipped)
                .put("quantityUnfulfilled", Math.max(0, ordered - shipped));
        return item;
    }

    private static void part(ArrayNode parts, String type, JsonNode money) {
        if (money.isObject()) {
            newMoney(money, parts.addObject().put("type", type), "subtotal");
        }
    }

    private static void detailed(ArrayNode parts, String type, JsonNode ofItem, JsonNode ofShipping) {
        if (!ofItem.isObject() && !ofShipping.isObject()) {
            return;
        }
        BigDecimal sum = Json.amount(ofItem.path("Amount")).add(Json.amount(ofShipping.path("Amount")));
        JsonNode currency = ofItem.isObject() ? ofItem : ofShipping;
        ObjectNode part = parts.addObject().put("type", type);
        part.putObject("subtotal")
                .put("amount", sum.toPlainString())
                .put("currencyCode", currency.path("CurrencyCode").asText());
        ArrayNode details = part.putArray("detailedBreakdowns");
        if (ofItem.isObject()) {
            newMoney(ofItem, details.addObject().put("subtype", "ITEM"), "value");
        }
        if (ofShipping.isObject()) {
            newMoney(ofShipping, details.addObject().put("subtype", "SHIPPING"), "value");
        }
    }

    private static void newMoney(JsonNode old, ObjectNode into, String name) {
        if (old.isObject()) {
            into.putObject(name)
                    .put("amount", old.path("Amount").asText())
                    .put("currencyCode", old.path("CurrencyCode").asText());
        }
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        if (from.hasNonNull(name)) {
            to.set(newName, from.get(name));
        }
    }

    private static boolean has(JsonNode list, String text) {
        for (JsonNode each : list) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
