package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import java.util.Locale;

/** An order of the REST shape as the GraphQL API shows it, with every field that may be asked for. */
final class OrderNode {
    private final JsonNode order;
    private final String currency;

    private OrderNode(JsonNode order) {
        this.order = order;
        this.currency = order.path("currency").asText("USD");
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
                .put("currencyCode", currency)
                .put(
                        "presentmentCurrencyCode",
                        order.path("presentment_currency").asText(currency))
                .put("taxesIncluded", order.path("taxes_included").asBoolean())
                .put("test", order.path("test").asBoolean())
                .put("confirmed", order.path("confirmed").asBoolean(true))
                .put("dutiesIncluded", false)
                .put(
                        "displayFinancialStatus",
                        order.path("financial_status").asText("paid").toUpperCase(Locale.ROOT));
        copy(node, "createdAt", "created_at");
        copy(node, "processedAt", "processed_at");
        copy(node, "updatedAt", "updated_at");
        copy(node, "cancelledAt", "cancelled_at");
        copy(node, "closedAt", "closed_at");
        copy(node, "email", "email");
        copy(node, "phone", "phone");
        copy(node, "note", "note");
        copy(node, "sourceName", "source_name");
        node.put(
                "cancelReason",
                order.hasNonNull("cancel_reason")
                        ? order.path("cancel_reason").asText().toUpperCase(Locale.ROOT)
                        : null);
        node.putArray("paymentGatewayNames");
        node.putArray("discountCodes");
        ArrayNode tags = node.putArray("tags");
        for (String tag : order.path("tags").asText("").split(",")) {
            if (!tag.isBlank()) {
                tags.add(tag.strip());
            }
        }
        ArrayNode attributes = node.putArray("customAttributes");
        for (JsonNode attribute : order.path("note_attributes")) {
            attributes
                    .addObject()
                    .put("key", attribute.path("name").asText())
                    .put("value", attribute.path("value").asText());
        }
        amounts(node);
        people(node);
        parts(node);
        return node;
    }

    private void copy(ObjectNode node, String field, String inRest) {
        node.set(field, order.hasNonNull(inRest) ? order.path(inRest) : Json.MAPPER.nullNode());
    }

    private void amounts(ObjectNode node) {
        String total = order.path("total_price").asText("0.00");
        String discounts = order.path("total_discounts").asText("0.00");
        String tax = order.path("total_tax").asText("0.00");
        String shipping = order.path("shipping_lines").path(0).path("price").asText("0.00");
        node.set("totalPriceSet", money(total));
        node.set("currentTotalPriceSet", money(order.path("current_total_price").asText(total)));
        node.set("totalDiscountsSet", money(discounts));
        node.set(
                "currentTotalDiscountsSet",
                money(order.path("current_total_discounts").asText(discounts)));
        node.set("totalTaxSet", money(tax));
        node.set("currentTotalTaxSet", money(order.path("current_total_tax").asText(tax)));
        node.set("totalShippingPriceSet", money(shipping));
        node.set("currentShippingPriceSet", money(shipping));
        node.set("totalTipReceivedSet", money("0.00"));
        node.set("totalRefundedSet", money(Payments.refunded(order).toPlainString()));
        node.putNull("originalTotalDutiesSet");
        node.putNull("currentTotalDutiesSet");
        node.putNull("originalTotalAdditionalFeesSet");
        node.putNull("currentTotalAdditionalFeesSet");
        node.putObject("totalCashRoundingAdjustment").set("paymentSet", money("0.00"));
    }

    private void people(ObjectNode node) {
        JsonNode customer = order.path("customer");
        if (customer.isObject()) {
            node.putObject("customer")
                    .put("id", gid("Customer", customer.path("id")))
                    .put("firstName", customer.path("first_name").asText())
                    .put("lastName", customer.path("last_name").asText());
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
        for (String same :
                new String[] {"name", "company", "address1", "address2", "city", "province", "zip", "country", "phone"
                }) {
            address.set(same, rest.hasNonNull(same) ? rest.path(same) : Json.MAPPER.nullNode());
        }
        return address.put("provinceCode", rest.path("province_code").asText(null))
                .put("countryCodeV2", rest.path("country_code").asText(null));
    }

    private void parts(ObjectNode node) {
        ObjectNode lines = node.putObject("lineItems");
        lines.putObject("pageInfo").put("hasNextPage", false).putNull("endCursor");
        ArrayNode all = lines.putArray("nodes");
        for (JsonNode line : order.path("line_items")) {
            all.add(line(line));
        }
        ArrayNode carriage = node.putObject("shippingLines").putArray("nodes");
        for (JsonNode line : order.path("shipping_lines")) {
            ObjectNode shown = carriage.addObject()
                    .put("code", line.path("code").asText())
                    .put("title", line.path("title").asText())
                    .put("isRemoved", false);
            String price = line.path("price").asText("0.00");
            shown.set("originalPriceSet", money(price));
            shown.set("discountedPriceSet", money(price));
            shown.set("currentDiscountedPriceSet", money(price));
            shown.putArray("taxLines");
        }
        ArrayNode fulfillments = node.putArray("fulfillments");
        for (JsonNode fulfillment : order.path("fulfillments")) {
            ObjectNode shown = fulfillments
                    .addObject()
                    .put("id", gid("Fulfillment", fulfillment.path("id")))
                    .put("status", fulfillment.path("status").asText("success").toUpperCase(Locale.ROOT))
                    .put("createdAt", fulfillment.path("created_at").asText());
            shown.putArray("trackingInfo")
                    .addObject()
                    .put("company", fulfillment.path("tracking_company").asText())
                    .put("number", fulfillment.path("tracking_number").asText())
                    .put("url", fulfillment.path("tracking_url").asText());
            ArrayNode items = shown.putObject("fulfillmentLineItems").putArray("nodes");
            for (JsonNode line : fulfillment.path("line_items")) {
                ObjectNode item =
                        items.addObject().put("quantity", line.path("quantity").asInt());
                item.putObject("lineItem").put("id", gid("LineItem", line.path("id")));
            }
        }
        ArrayNode refunds = node.putArray("refunds");
        ArrayNode transactions = node.putArray("transactions");
        String sale = "gid://shopify/OrderTransaction/" + order.path("id").asText();
        transactions
                .addObject()
                .put("id", sale)
                .put("kind", "SALE")
                .put("status", "SUCCESS")
                .put("gateway", "bogus")
                .putNull("parentTransaction")
                .set("amountSet", money(order.path("total_price").asText("0.00")));
        for (JsonNode refund : order.path("refunds")) {
            refunds.add(refund(refund));
            for (JsonNode transaction : refund.path("transactions")) {
                ObjectNode shown = transactions
                        .addObject()
                        .put("id", gid("OrderTransaction", transaction.path("id")))
                        .put("kind", "REFUND")
                        .put("status", "SUCCESS")
                        .put("gateway", "bogus");
                shown.putObject("parentTransaction").put("id", sale);
                shown.set("amountSet", money(transaction.path("amount").asText("0.00")));
            }
        }
    }

    private ObjectNode refund(JsonNode refund) {
        ObjectNode node = Json.object()
                .put("id", gid("Refund", refund.path("id")))
                .put("createdAt", refund.path("created_at").asText())
                .put("note", refund.path("note").asText(null));
        node.set(
                "totalRefundedSet",
                money(refund.path("transactions").path(0).path("amount").asText("0.00")));
        ArrayNode lines = node.putObject("refundLineItems").putArray("nodes");
        for (JsonNode line : refund.path("refund_line_items")) {
            ObjectNode shown = lines.addObject()
                    .put("quantity", line.path("quantity").asInt())
                    .put("restockType", "NO_RESTOCK");
            shown.putObject("lineItem").put("id", gid("LineItem", line.path("line_item_id")));
            shown.set("subtotalSet", money(line.path("subtotal").asText("0.00")));
            shown.set("totalTaxSet", money("0.00"));
        }
        ArrayNode adjustments = node.putObject("orderAdjustments").putArray("nodes");
        for (JsonNode adjustment : refund.path("order_adjustments")) {
            ObjectNode shown = adjustments.addObject();
            shown.set("amountSet", money(adjustment.path("amount").asText("0.00")));
            shown.set("taxAmountSet", money("0.00"));
        }
        node.putObject("refundShippingLines").putArray("nodes");
        return node;
    }

    private ObjectNode line(JsonNode line) {
        int quantity = line.path("quantity").asInt();
        int current = line.path("current_quantity").asInt(quantity);
        String price = line.path("price").asText("0.00");
        ObjectNode node = Json.object()
                .put("id", gid("LineItem", line.path("id")))
                .put("sku", line.path("sku").asText(null))
                .put("title", line.path("title").asText())
                .put("name", line.path("title").asText())
                .putNull("variantTitle")
                .put("quantity", quantity)
                .put("currentQuantity", current)
                .put("unfulfilledQuantity", line.path("fulfillable_quantity").asInt(current))
                .put("requiresShipping", line.path("requires_shipping").asBoolean(true))
                .put("isGiftCard", line.path("gift_card").asBoolean())
                .put("taxable", true);
        node.set("originalUnitPriceSet", money(price));
        node.set("discountedUnitPriceSet", money(price));
        node.set("totalDiscountSet", money(line.path("total_discount").asText("0.00")));
        node.putArray("discountAllocations");
        ArrayNode taxes = node.putArray("taxLines");
        for (JsonNode tax : line.path("tax_lines")) {
            taxes.addObject().set("priceSet", money(tax.path("price").asText("0.00")));
        }
        node.putArray("customAttributes");
        return node;
    }

    private ObjectNode money(String amount) {
        ObjectNode set = Json.object();
        for (String side : new String[] {"shopMoney", "presentmentMoney"}) {
            set.putObject(side).put("amount", amount).put("currencyCode", currency);
        }
        return set;
    }

    static String gid(String type, JsonNode id) {
        return "gid://shopify/" + type + "/" + id.asText();
    }
}
