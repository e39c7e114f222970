package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Orders as eBay writes them. */
final class EbayOrderShape {
    private EbayOrderShape() {}

    /** With three decimals. */
    static String now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return now.toEpochMilli() % 1_000 == 0 ? now.toString().replace("Z", ".000Z") : now.toString();
    }

    static String userId(String username) {
        return "U" + Integer.toUnsignedString(username.hashCode(), 36).toUpperCase(Locale.ROOT);
    }

    static String complete(ObjectNode order) {
        if (order.path("orderId").asText("").isEmpty()) {
            long id = Store.nextId();
            order.put(
                    "orderId",
                    "%02d-%05d-%05d".formatted(id / 10_000_000_000L % 100, id / 100_000 % 100_000, id % 100_000));
        }
        for (String time : List.of("creationDate", "lastModifiedDate")) {
            if (order.path(time).asText("").isEmpty()) {
                order.put(time, now());
            }
        }
        if (!order.has("cancelStatus")) {
            order.putObject("cancelStatus").put("cancelState", "NONE_REQUESTED").putArray("cancelRequests");
        }
        if (!order.has("orderFulfillmentStatus")) {
            order.put("orderFulfillmentStatus", "NOT_STARTED");
        }
        if (!order.has("paymentSummary")) {
            order.putObject("paymentSummary").putArray("refunds");
        }
        return order.path("orderId").asText();
    }

    static ObjectNode order(String seller, Basket basket) {
        ObjectNode order = Json.object();
        complete(order);
        String username = (basket.buyer().firstName() + "_" + basket.buyer().lastName()).toLowerCase(Locale.ROOT);
        order.put("legacyOrderId", order.path("orderId").asText())
                .put("orderPaymentStatus", "PAID")
                .put("sellerId", seller)
                .put("salesRecordReference", "" + Store.nextId() % 100_000)
                .put("ebayCollectAndRemitTax", true);
        ObjectNode buyer = order.putObject("buyer").put("username", username);
        buyer.set("buyerRegistrationAddress", contact(basket, username));
        ObjectNode summary = order.putObject("pricingSummary");
        summary.set("priceSubtotal", money(basket.goods(), "USD"));
        summary.set("deliveryCost", money(basket.shipping(), "USD"));
        summary.set("total", money(basket.total(), "USD"));
        ObjectNode payment = ((ObjectNode) order.path("paymentSummary"))
                .putArray("payments")
                .addObject()
                .put("paymentMethod", "EBAY")
                .put("paymentDate", now())
                .put("paymentStatus", "PAID");
        payment.set("amount", money(basket.total(), "USD"));
        ObjectNode instruction = order.putArray("fulfillmentStartInstructions")
                .addObject()
                .put("fulfillmentInstructionsType", "SHIP_TO")
                .put("ebaySupportedFulfillment", false);
        ObjectNode step = instruction
                .putObject("shippingStep")
                .put("shippingCarrierCode", "USPS")
                .put("shippingServiceCode", "USPSPriority");
        step.set("shipTo", contact(basket, username));
        order.putArray("fulfillmentHrefs");
        ArrayNode lines = order.putArray("lineItems");
        for (Basket.Item item : basket.items()) {
            lines.add(line(item));
        }
        return order;
    }

    private static ObjectNode line(Basket.Item item) {
        ObjectNode line = Json.object()
                .put("lineItemId", "1" + Store.nextId())
                .put("legacyItemId", EbayListings.itemId(item.sku()))
                .put("sku", item.sku())
                .put("title", item.title())
                .put("quantity", item.quantity())
                .put("soldFormat", "FIXED_PRICE")
                .put("listingMarketplaceId", "EBAY_US")
                .put("purchaseMarketplaceId", "EBAY_US")
                .put("lineItemFulfillmentStatus", "NOT_STARTED");
        line.set("lineItemCost", money(item.sum(), "USD"));
        line.set("total", money(item.sum(), "USD"));
        line.putArray("taxes");
        ObjectNode tax = line.putArray("ebayCollectAndRemitTaxes").addObject().put("taxType", "STATE_SALES_TAX");
        tax.put("collectionMethod", "NET");
        tax.set("amount", money(item.sum().multiply(new BigDecimal("0.08")).setScale(2, RoundingMode.HALF_UP), "USD"));
        line.putArray("refunds");
        return line;
    }

    private static ObjectNode contact(Basket basket, String username) {
        ObjectNode contact = Json.object().put("fullName", basket.buyer().name());
        contact.putObject("contactAddress")
                .put("addressLine1", basket.buyer().street())
                .put("city", basket.buyer().city())
                .put("stateOrProvince", basket.buyer().state())
                .put("postalCode", basket.buyer().zip())
                .put("countryCode", "US");
        contact.putObject("primaryPhone").put("phoneNumber", "5035550100");
        return contact.put("email", userId(username).toLowerCase(Locale.ROOT) + "@members.ebay.com");
    }

    /** Without zeros at the end, as eBay writes it. */
    static ObjectNode money(BigDecimal amount, String currency) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return Json.object()
                .put("value", (stripped.scale() < 1 ? stripped.setScale(1) : stripped).toPlainString())
                .put("currency", currency);
    }
}
