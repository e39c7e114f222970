package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An order of the REST shape as a tree that has every field of the schema; connections are plain arrays. */
final class OrderNode {
    private static final Set<String> FINANCIAL = Set.of(
            "AUTHORIZED", "EXPIRED", "PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED", "PENDING", "REFUNDED", "VOIDED");
    private static final Set<String> REASONS = Set.of("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF");
    private final JsonNode order;

    private OrderNode(JsonNode order) {
        this.order = order;
    }

    static ObjectNode of(JsonNode order) {
        return new OrderNode(order).node();
    }

    private ObjectNode node() {
        ObjectNode node = Json.object()
                .put("id", gid("Order", order.path("id")))
                .put("legacyResourceId", order.path("id").asText())
                .put("name", order.path("name").asText())
                .put("number", order.path("order_number").asInt())
                .put("currencyCode", currency(order))
                .put(
                        "presentmentCurrencyCode",
                        order.path("presentment_currency").asText(currency(order)))
                .put("taxesIncluded", order.path("taxes_included").asBoolean())
                .put("test", order.path("test").asBoolean())
                .put("confirmed", order.path("confirmed").asBoolean(true))
                .put("edited", order.path("edited").asBoolean())
                .put("dutiesIncluded", order.path("duties_included").asBoolean())
                .put("refundable", RefundDesk.refunded(order).compareTo(Json.amount(order.path("total_price"))) < 0)
                .put("displayFinancialStatus", word(order.path("financial_status"), FINANCIAL))
                .put("displayFulfillmentStatus", fulfillmentStatus())
                .put("cancelReason", word(order.path("cancel_reason"), REASONS));
        for (String time : List.of("created_at", "processed_at", "updated_at", "cancelled_at", "closed_at")) {
            node.put(camel(time), utc(order.path(time)));
        }
        for (String text : List.of("email", "phone", "note", "source_name")) {
            node.set(camel(text), order.hasNonNull(text) ? order.path(text) : Json.MAPPER.nullNode());
        }
        node.set("paymentGatewayNames", list(order.path("payment_gateway_names")));
        ArrayNode codes = node.putArray("discountCodes");
        order.path("discount_codes").forEach(code -> codes.add(code.path("code").asText()));
        ArrayNode tags = node.putArray("tags");
        for (String tag : order.path("tags").asText("").split(",")) {
            if (!tag.isBlank()) {
                tags.add(tag.strip());
            }
        }
        node.set("customAttributes", attributes(order.path("note_attributes")));
        amounts(node);
        people(node);
        parts(node);
        return node;
    }

    private String fulfillmentStatus() {
        return switch (order.path("fulfillment_status").asText("")) {
            case "partial" -> "PARTIALLY_FULFILLED";
            case "fulfilled" -> "FULFILLED";
            case "restocked" -> "RESTOCKED";
            default -> "UNFULFILLED";
        };
    }

    private void amounts(ObjectNode node) {
        set(node, "totalPriceSet", "total_price", "0.00");
        set(
                node,
                "currentTotalPriceSet",
                "current_total_price",
                order.path("total_price").asText("0.00"));
        set(node, "subtotalPriceSet", "subtotal_price", "0.00");
        set(node, "totalDiscountsSet", "total_discounts", "0.00");
        set(
                node,
                "currentTotalDiscountsSet",
                "current_total_discounts",
                order.path("total_discounts").asText("0.00"));
        set(node, "totalTaxSet", "total_tax", "0.00");
        set(
                node,
                "currentTotalTaxSet",
                "current_total_tax",
                order.path("total_tax").asText("0.00"));
        set(node, "totalTipReceivedSet", "total_tip_received", "0.00");
        set(node, "totalOutstandingSet", "total_outstanding", "0.00");
        BigDecimal shipping = BigDecimal.ZERO;
        BigDecimal shippingBack = BigDecimal.ZERO;
        for (JsonNode line : order.path("shipping_lines")) {
            shipping = shipping.add(Json.amount(line.path("price")));
        }
        for (JsonNode refund : order.path("refunds")) {
            for (JsonNode adjustment : refund.path("order_adjustments")) {
                if (adjustment.path("kind").asText().equals("shipping_refund")) {
                    shippingBack = shippingBack.subtract(Json.amount(adjustment.path("amount")));
                }
            }
        }
        node.set("totalShippingPriceSet", money(order, shipping));
        node.set("currentShippingPriceSet", money(order, shipping.subtract(shippingBack)));
        node.set("totalRefundedSet", money(order, RefundDesk.refunded(order)));
        for (String duty : List.of("Duties", "AdditionalFees")) {
            node.putNull("originalTotal" + duty + "Set");
            node.putNull("currentTotal" + duty + "Set");
        }
        ObjectNode rounding = node.putObject("totalCashRoundingAdjustment");
        rounding.set("paymentSet", money(order, BigDecimal.ZERO));
        rounding.set("refundSet", money(order, BigDecimal.ZERO));
    }

    /** The {@code _set} of the REST shape when the order has it, so that the buyer's own currency is told too. */
    private void set(ObjectNode node, String field, String inRest, String otherwise) {
        JsonNode both = order.path(inRest + "_set");
        if (both.isObject()) {
            ObjectNode set = node.putObject(field);
            for (String side : List.of("shop_money", "presentment_money")) {
                set.putObject(camel(side))
                        .put("amount", both.path(side).path("amount").asText("0.00"))
                        .put(
                                "currencyCode",
                                both.path(side).path("currency_code").asText(currency(order)));
            }
        } else {
            node.set(field, money(order, order.path(inRest).asText(otherwise)));
        }
    }

    private void people(ObjectNode node) {
        JsonNode customer = order.path("customer");
        if (customer.isObject()) {
            String first = customer.path("first_name").asText("");
            String last = customer.path("last_name").asText("");
            node.putObject("customer")
                    .put("id", gid("Customer", customer.path("id")))
                    .put("firstName", first)
                    .put("lastName", last)
                    .put("displayName", (first + " " + last).strip());
        } else {
            node.putNull("customer");
        }
        node.set("shippingAddress", address(order.path("shipping_address")));
        node.set("billingAddress", address(order.path("billing_address")));
    }

    private static JsonNode address(JsonNode rest) {
        if (!rest.isObject()) {
            return Json.MAPPER.nullNode();
        }
        ObjectNode address = Json.object();
        for (String same : List.of(
                "name",
                "first_name",
                "last_name",
                "company",
                "address1",
                "address2",
                "city",
                "province",
                "province_code",
                "zip",
                "country",
                "phone")) {
            address.set(camel(same), rest.hasNonNull(same) ? rest.path(same) : Json.MAPPER.nullNode());
        }
        return address.put("countryCodeV2", rest.path("country_code").asText(null));
    }

    private void parts(ObjectNode node) {
        ArrayNode lines = node.putArray("lineItems");
        order.path("line_items").forEach(line -> lines.add(line(order, line)));
        ArrayNode carriage = node.putArray("shippingLines");
        order.path("shipping_lines").forEach(line -> carriage.add(shippingLine(order, line)));
        ArrayNode fulfillments = node.putArray("fulfillments");
        order.path("fulfillments").forEach(fulfillment -> fulfillments.add(fulfillment(order, fulfillment)));
        ArrayNode refunds = node.putArray("refunds");
        order.path("refunds").forEach(refund -> refunds.add(PaymentNode.refund(order, refund)));
        ArrayNode transactions = node.putArray("transactions");
        if (Set.of("paid", "partially_refunded", "refunded")
                .contains(order.path("financial_status").asText())) {
            transactions.add(PaymentNode.sale(order));
        }
    }

    static ObjectNode shippingLine(JsonNode order, JsonNode line) {
        String price = line.path("price").asText("0.00");
        String discounted = line.path("discounted_price").asText(price);
        ObjectNode shown = Json.object()
                .put("id", gid("ShippingLine", line.path("id")))
                .put("code", line.path("code").asText(null))
                .put("title", line.path("title").asText())
                .put("isRemoved", line.path("is_removed").asBoolean());
        shown.set("originalPriceSet", money(order, price));
        shown.set("discountedPriceSet", money(order, discounted));
        shown.set("currentDiscountedPriceSet", money(order, discounted));
        shown.set("taxLines", taxes(order, line));
        return shown;
    }

    /** What the line is a component of. */
    private static JsonNode bundle(JsonNode order, JsonNode id) {
        for (JsonNode group : order.path("line_item_groups")) {
            if (group.path("id").equals(id)) {
                return Json.object()
                        .put("id", gid("LineItemGroup", id))
                        .put("quantity", group.path("quantity").asInt(1))
                        .put("title", group.path("title").asText())
                        .put("variantId", gid("ProductVariant", group.path("variant_id")))
                        .put("variantSku", group.path("variant_sku").asText(null));
            }
        }
        return Json.MAPPER.nullNode();
    }

    static ObjectNode line(JsonNode order, JsonNode line) {
        int quantity = line.path("quantity").asInt();
        int current = line.path("current_quantity").asInt(quantity);
        BigDecimal price = Json.amount(line.path("price"));
        BigDecimal discount = BigDecimal.ZERO;
        ObjectNode node = Json.object()
                .put("id", gid("LineItem", line.path("id")))
                .put("sku", line.path("sku").asText(null))
                .put("title", line.path("title").asText())
                .put("name", line.path("name").asText(line.path("title").asText()))
                .put("variantTitle", line.path("variant_title").asText(null))
                .put("vendor", line.path("vendor").asText(null))
                .put("quantity", quantity)
                .put("currentQuantity", current)
                .put("refundableQuantity", RefundDesk.refundableUnits(line))
                .put("unfulfilledQuantity", FulfillmentPlans.left(line))
                .put("nonFulfillableQuantity", 0)
                .put("requiresShipping", line.path("requires_shipping").asBoolean(true))
                .put("isGiftCard", line.path("gift_card").asBoolean())
                .put("taxable", line.path("taxable").asBoolean(true));
        node.set("lineItemGroup", bundle(order, line.path("sales_line_item_group_id")));
        ArrayNode allocations = node.putArray("discountAllocations");
        for (JsonNode allocation : line.path("discount_allocations")) {
            discount = discount.add(Json.amount(allocation.path("amount")));
            allocations
                    .addObject()
                    .set(
                            "allocatedAmountSet",
                            money(order, allocation.path("amount").asText("0.00")));
        }
        BigDecimal whole = price.multiply(BigDecimal.valueOf(quantity));
        node.set("originalUnitPriceSet", money(order, line.path("price").asText("0.00")));
        node.set("discountedUnitPriceSet", money(order, line.path("price").asText("0.00")));
        node.set("originalTotalSet", money(order, whole));
        node.set("discountedTotalSet", money(order, whole.subtract(discount)));
        node.set("totalDiscountSet", money(order, line.path("total_discount").asText("0.00")));
        node.set("taxLines", taxes(order, line));
        node.set("customAttributes", attributes(line.path("properties")));
        JsonNode group = line.path("line_item_group");
        if (group.isObject()) {
            node.putObject("lineItemGroup")
                    .put("id", gid("LineItemGroup", group.path("id")))
                    .put("title", group.path("title").asText())
                    .put("quantity", group.path("quantity").asInt(1))
                    .put("variantId", gid("ProductVariant", group.path("variant_id")))
                    .put("variantSku", group.path("variant_sku").asText(null));
        } else {
            node.putNull("lineItemGroup");
        }
        return node;
    }

    private static ArrayNode taxes(JsonNode order, JsonNode line) {
        ArrayNode taxes = Json.array();
        for (JsonNode tax : line.path("tax_lines")) {
            taxes.addObject()
                    .put("title", tax.path("title").asText())
                    .put("rate", tax.path("rate").asDouble())
                    .put("ratePercentage", tax.path("rate").asDouble() * 100)
                    .set("priceSet", money(order, tax.path("price").asText("0.00")));
        }
        return taxes;
    }

    static ObjectNode fulfillment(JsonNode order, JsonNode fulfillment) {
        String status = fulfillment.path("status").asText("success").toUpperCase(Locale.ROOT);
        ObjectNode shown = Json.object()
                .put("id", gid("Fulfillment", fulfillment.path("id")))
                .put("legacyResourceId", fulfillment.path("id").asText())
                .put("name", fulfillment.path("name").asText())
                .put("status", status)
                .put("displayStatus", status.equals("CANCELLED") ? "CANCELED" : "FULFILLED")
                .put("createdAt", utc(fulfillment.path("created_at")))
                .put(
                        "updatedAt",
                        utc(
                                fulfillment.has("updated_at")
                                        ? fulfillment.path("updated_at")
                                        : fulfillment.path("created_at")));
        ArrayNode tracking = shown.putArray("trackingInfo");
        JsonNode numbers = fulfillment.path("tracking_numbers").isArray()
                ? fulfillment.path("tracking_numbers")
                : fulfillment.hasNonNull("tracking_number")
                        ? Json.array().add(fulfillment.path("tracking_number"))
                        : Json.array();
        for (int i = 0; i < numbers.size(); i++) {
            tracking.addObject()
                    .put("company", fulfillment.path("tracking_company").asText(null))
                    .put("number", numbers.path(i).asText())
                    .put("url", fulfillment.path("tracking_urls").path(i).asText(null));
        }
        ArrayNode items = shown.putArray("fulfillmentLineItems");
        int units = 0;
        for (JsonNode line : fulfillment.path("line_items")) {
            units += line.path("quantity").asInt();
            items.addObject()
                    .put("id", gid("FulfillmentLineItem", line.path("id")))
                    .put("quantity", line.path("quantity").asInt())
                    .set("lineItem", line(order, line));
        }
        return shown.put("totalQuantity", units);
    }

    private static ArrayNode attributes(JsonNode pairs) {
        ArrayNode attributes = Json.array();
        for (JsonNode pair : pairs) {
            attributes
                    .addObject()
                    .put("key", pair.path("name").asText())
                    .put("value", pair.path("value").asText());
        }
        return attributes;
    }

    private static ArrayNode list(JsonNode texts) {
        ArrayNode list = Json.array();
        texts.forEach(text -> list.add(text.asText()));
        return list;
    }

    static ObjectNode money(JsonNode order, BigDecimal amount) {
        return money(order, amount.toPlainString());
    }

    static ObjectNode money(JsonNode order, String amount) {
        ObjectNode set = Json.object();
        for (String side : List.of("shopMoney", "presentmentMoney")) {
            set.putObject(side).put("amount", amount).put("currencyCode", currency(order));
        }
        return set;
    }

    private static String currency(JsonNode order) {
        return order.path("currency").asText("USD");
    }

    private static @Nullable String word(JsonNode text, Set<String> known) {
        String word = text.asText("").toUpperCase(Locale.ROOT);
        return known.contains(word) ? word : null;
    }

    /** GraphQL has UTC where REST has the shop's offset. */
    static @Nullable String utc(JsonNode time) {
        Instant instant = OrderSearch.time(time);
        return instant.equals(Instant.EPOCH) ? null : instant.toString();
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        for (String part : snake.split("_")) {
            camel.append(camel.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return camel.toString();
    }

    static String gid(String type, JsonNode id) {
        return "gid://shopify/" + type + "/" + id.asText();
    }
}
