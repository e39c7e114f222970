package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders of the Fulfillment API and what becomes of them. Callers hold the store's lock. */
final class EbaySales {
    private static final Pattern RANGE =
            Pattern.compile("(creationdate|lastmodifieddate):\\[([^\\]]*)\\.\\.([^\\]]*)\\]");
    private static final Pattern STATUS = Pattern.compile("orderfulfillmentstatus:\\{([A-Z_|]+)\\}");
    private static final int MOST = 200;
    /** Kept with the order, shown by a call of its own. */
    private static final String PARCELS = "fulfillments";

    /** @param shipped the order of which a parcel has just been told */
    record Outcome(Reply reply, Optional<ObjectNode> shipped) {
        static Outcome of(Reply reply) {
            return new Outcome(reply, Optional.empty());
        }
    }

    Outcome answer(String path, Call call, Store store) {
        String[] parts = path.split("/");
        if (!parts[0].equals("order")) {
            return Outcome.of(EbayErrors.notFound());
        }
        if (parts.length == 1) {
            return Outcome.of(list(call, store));
        }
        Optional<ObjectNode> order = store.order(parts[1]);
        if (order.isEmpty()) {
            return Outcome.of(
                    EbayErrors.of(404, 32_100, "API_FULFILLMENT", "REQUEST", "Invalid order ID: " + parts[1]));
        }
        boolean post = call.method().equals("POST");
        if (parts.length == 2) {
            return Outcome.of(Reply.ok(shown(order.get(), true)));
        }
        if (parts[2].equals("issue_refund") && post) {
            return Outcome.of(refund(order.get(), call.json()));
        }
        if (!parts[2].equals("shipping_fulfillment")) {
            return Outcome.of(EbayErrors.notFound());
        }
        return post ? ship(order.get(), call.json()) : Outcome.of(parcels(order.get(), parts));
    }

    // ---- reading

    private static Reply list(Call call, Store store) {
        int limit = number(call, "limit", 50);
        int offset = number(call, "offset", 0);
        if (limit < 1 || limit > MOST || offset < 0) {
            return EbayErrors.request(30_820, "Invalid limit or offset: limit must be between 1 and " + MOST);
        }
        String filter = call.query().getOrDefault("filter", "");
        Predicate<ObjectNode> wanted;
        try {
            wanted = wanted(filter, call.query().getOrDefault("orderIds", ""));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return EbayErrors.request(30_700, "Invalid filter: " + filter);
        }
        List<ObjectNode> found =
                new ArrayList<>(store.orders().stream().filter(wanted).toList());
        found.sort(Comparator.comparing(
                        (ObjectNode order) -> order.path("creationDate").asText())
                .reversed());
        ObjectNode page = Json.object()
                .put(
                        "href",
                        "https://api.ebay.com/sell/fulfillment/v1/order?limit=%d&offset=%d".formatted(limit, offset))
                .put("total", found.size())
                .put("limit", limit)
                .put("offset", offset);
        if (offset + limit < found.size()) {
            page.put(
                    "next",
                    "https://api.ebay.com/sell/fulfillment/v1/order?limit=%d&offset=%d"
                            .formatted(limit, offset + limit));
        }
        ArrayNode orders = page.putArray("orders");
        found.stream().skip(offset).limit(limit).forEach(order -> orders.add(shown(order, false)));
        return Reply.ok(page);
    }

    private static int number(Call call, String name, int otherwise) {
        return call.parameter(name)
                .map(text -> text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1)
                .orElse(otherwise);
    }

    /** With both ranges of time, that of the change is ignored. */
    private static Predicate<ObjectNode> wanted(String filter, String ids) {
        if (!ids.isEmpty()) {
            List<String> named = Arrays.asList(ids.split(","));
            return order -> named.contains(order.path("orderId").asText());
        }
        Map<String, Predicate<ObjectNode>> ranges = new HashMap<>();
        Matcher range = RANGE.matcher(filter);
        while (range.find()) {
            String field = range.group(1).equals("creationdate") ? "creationDate" : "lastModifiedDate";
            Instant from = Instant.parse(range.group(2));
            Instant to = range.group(3).isEmpty() ? Instant.MAX : Instant.parse(range.group(3));
            if (from.isAfter(Instant.now()) || to.isBefore(from)) {
                throw new IllegalArgumentException("a range of time lies in the future or is upside down");
            }
            ranges.put(field, order -> {
                Instant at = Instant.parse(order.path(field).asText());
                return !at.isBefore(from) && !at.isAfter(to);
            });
        }
        Predicate<ObjectNode> all =
                ranges.getOrDefault("creationDate", ranges.getOrDefault("lastModifiedDate", order -> true));
        Matcher status = STATUS.matcher(filter);
        if (status.find()) {
            List<String> statuses = Arrays.asList(status.group(1).split("\\|"));
            return all.and(order ->
                    statuses.contains(order.path("orderFulfillmentStatus").asText()));
        }
        return all;
    }

    /** A list never shows the requests to cancel. */
    private static ObjectNode shown(ObjectNode order, boolean alone) {
        ObjectNode shown = order.deepCopy();
        shown.remove(PARCELS);
        if (!alone && shown.path("cancelStatus") instanceof ObjectNode cancel) {
            cancel.putArray("cancelRequests");
        }
        return shown;
    }

    private static Reply parcels(ObjectNode order, String[] parts) {
        ArrayNode list = order.withArray(PARCELS);
        if (parts.length > 3) {
            for (JsonNode parcel : list) {
                if (parcel.path("fulfillmentId").asText().equals(parts[3])) {
                    return Reply.ok(parcel);
                }
            }
            return EbayErrors.notFound();
        }
        ObjectNode answer = Json.object();
        answer.set(PARCELS, list.deepCopy());
        return Reply.ok(answer.put("total", list.size()));
    }

    // ---- changing

    private static Outcome ship(ObjectNode order, ObjectNode wish) {
        String number = wish.path("trackingNumber").asText("");
        String carrier = wish.path("shippingCarrierCode").asText("");
        if (number.isEmpty() != carrier.isEmpty()) {
            return Outcome.of(
                    EbayErrors.request(32_200, "The tracking number and the shipping carrier must be given together."));
        }
        if (wish.path("lineItems").isEmpty()) {
            return Outcome.of(EbayErrors.request(32_110, "Invalid line items"));
        }
        Map<String, ObjectNode> lines = new HashMap<>();
        order.path("lineItems")
                .forEach(line -> lines.put(line.path("lineItemId").asText(), (ObjectNode) line));
        for (JsonNode wanted : wish.path("lineItems")) {
            ObjectNode line = lines.get(wanted.path("lineItemId").asText());
            if (line == null) {
                return Outcome.of(EbayErrors.request(
                        32_120,
                        "Invalid line item id: " + wanted.path("lineItemId").asText()));
            }
            if (wanted.path("quantity").asInt(1) > line.path("quantity").asInt()) {
                return Outcome.of(EbayErrors.request(32_130, "Invalid line item quantity"));
            }
        }
        String id = number.isEmpty() ? "999" + order.withArray(PARCELS).size() : number;
        ObjectNode parcel = Json.object().put("fulfillmentId", id);
        parcel.set("lineItems", wish.path("lineItems"));
        parcel.put("shippedDate", wish.path("shippedDate").asText(EbayOrderShape.now()));
        if (!number.isEmpty()) {
            parcel.put("shipmentTrackingNumber", number).put("shippingCarrierCode", carrier);
        }
        order.withArray(PARCELS).add(parcel);
        String address = "https://api.ebay.com/sell/fulfillment/v1/order/%s/shipping_fulfillment/%s"
                .formatted(order.path("orderId").asText(), id);
        order.withArray("fulfillmentHrefs").add(address);
        settle(order, lines);
        return new Outcome(
                Reply.json(201, Json.object().put("fulfillmentId", id)).with("Location", address), Optional.of(order));
    }

    private static void settle(ObjectNode order, Map<String, ObjectNode> lines) {
        Map<String, Integer> shipped = new HashMap<>();
        order.path(PARCELS).forEach(parcel -> parcel.path("lineItems")
                .forEach(line -> shipped.merge(
                        line.path("lineItemId").asText(), line.path("quantity").asInt(1), Integer::sum)));
        boolean all = true;
        for (Map.Entry<String, ObjectNode> line : lines.entrySet()) {
            int left = line.getValue().path("quantity").asInt() - shipped.getOrDefault(line.getKey(), 0);
            line.getValue()
                    .put(
                            "lineItemFulfillmentStatus",
                            left <= 0
                                    ? "FULFILLED"
                                    : shipped.containsKey(line.getKey()) ? "IN_PROGRESS" : "NOT_STARTED");
            all &= left <= 0;
        }
        order.put("orderFulfillmentStatus", all ? "FULFILLED" : "IN_PROGRESS");
        touch(order);
    }

    static Reply refund(ObjectNode order, ObjectNode wish) {
        if (wish.path("reasonForRefund").asText("").isEmpty()
                || wish.path("comment").asText("").length() > 100) {
            return EbayErrors.request(34_900, "reasonForRefund is missing or the comment is too long");
        }
        BigDecimal amount = Json.amount(wish.path("orderLevelRefundAmount").path("value"));
        for (JsonNode item : wish.path("refundItems")) {
            amount = amount.add(Json.amount(item.path("refundAmount").path("value")));
        }
        JsonNode total = order.path("pricingSummary").path("total");
        BigDecimal given = given(order);
        if (amount.signum() <= 0 || given.add(amount).compareTo(Json.amount(total.path("value"))) > 0) {
            return EbayErrors.request(34_918, "The refund amount is more than what is left of the order");
        }
        String id = "5" + Store.nextId();
        ObjectNode refund = Json.object()
                .put("refundId", id)
                .put("refundDate", EbayOrderShape.now())
                .put("refundStatus", "REFUNDED");
        refund.set("amount", EbayOrderShape.money(amount, total.path("currency").asText()));
        ((ObjectNode) order.path("paymentSummary")).withArray("refunds").add(refund);
        for (JsonNode item : wish.path("refundItems")) {
            for (JsonNode line : order.path("lineItems")) {
                if (line.path("lineItemId").equals(item.path("lineItemId"))) {
                    ObjectNode part = refund.deepCopy();
                    part.set("amount", item.path("refundAmount"));
                    ((ObjectNode) line).withArray("refunds").add(part);
                }
            }
        }
        boolean full = given(order).compareTo(Json.amount(total.path("value"))) == 0;
        order.put("orderPaymentStatus", full ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED");
        touch(order);
        return Reply.ok(Json.object().put("refundId", id).put("refundStatus", "PENDING"));
    }

    static BigDecimal given(ObjectNode order) {
        BigDecimal given = BigDecimal.ZERO;
        for (JsonNode refund : order.path("paymentSummary").path("refunds")) {
            given = given.add(Json.amount(refund.path("amount").path("value")));
        }
        return given;
    }

    /** @param path what follows {@code /post-order/v2/cancellation} */
    Reply cancellation(String path, Call call, Store store) {
        if (path.endsWith("/approve")) {
            String id = path.replace("/approve", "");
            for (ObjectNode order : store.orders()) {
                for (JsonNode request : order.path("cancelStatus").path("cancelRequests")) {
                    if (request.path("cancelRequestId").asText().equals(id)) {
                        cancelled(order, (ObjectNode) request);
                        return Reply.empty(200);
                    }
                }
            }
            return EbayErrors.notFound();
        }
        ObjectNode wish = call.json();
        Optional<ObjectNode> order = store.order(wish.path("legacyOrderId").asText());
        boolean known = List.of("OUT_OF_STOCK_OR_CANNOT_FULFILL", "BUYER_ASKED_CANCEL", "ADDRESS_ISSUES")
                .contains(wish.path("cancelReason").asText());
        if (order.isEmpty() || !known || !call.method().equals("POST")) {
            return EbayErrors.of(400, 1_602, "POST_ORDER", "REQUEST", "Invalid order or cancel reason");
        }
        if (!order.get().path("orderFulfillmentStatus").asText().equals("NOT_STARTED")) {
            ObjectNode no = Json.object();
            no.putObject("orderEligibilityResult").put("eligible", false);
            return Reply.ok(no);
        }
        ObjectNode request = cancelled(order.get(), wish.path("cancelReason").asText());
        return Reply.json(
                201,
                Json.object().put("cancelId", request.path("cancelRequestId").asText()));
    }

    /**
     * The seller cancels, on eBay's own page too.
     *
     * @return the request of it
     */
    static ObjectNode cancelled(ObjectNode order, String reason) {
        ObjectNode request = Json.object()
                .put("cancelRequestId", "5" + Store.nextId())
                .put("cancelInitiator", "SELLER")
                .put("cancelReason", reason)
                .put("cancelRequestedDate", EbayOrderShape.now());
        ((ObjectNode) order.path("cancelStatus")).withArray("cancelRequests").add(request);
        cancelled(order, request);
        return request;
    }

    private static void cancelled(ObjectNode order, ObjectNode request) {
        request.put("cancelRequestState", "COMPLETED").put("cancelCompletedDate", EbayOrderShape.now());
        ((ObjectNode) order.path("cancelStatus"))
                .put("cancelState", "CANCELED")
                .put("cancelledDate", EbayOrderShape.now());
        order.put("orderPaymentStatus", "FULLY_REFUNDED");
        touch(order);
    }

    private static void touch(ObjectNode order) {
        order.put("lastModifiedDate", EbayOrderShape.now());
    }
}
