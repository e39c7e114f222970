package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Orders of 2026-01-01 and of v0, and the confirmation of shipments. */
final class OrdersApi {
    private static final Set<String> DATASETS = Set.of(
            "BUYER",
            "RECIPIENT",
            "PROCEEDS",
            "EXPENSE",
            "PROMOTION",
            "CANCELLATION",
            "FULFILLMENT",
            "PACKAGES",
            "TAX",
            "PAYMENT",
            "FULFILLMENT_ORDERS");
    private static final Set<String> CARRIERS = Set.of(
            "UPS",
            "USPS",
            "FedEx",
            "DHL",
            "DHL Express",
            "DHL eCommerce",
            "DPD",
            "GLS",
            "Hermes Logistik Gruppe",
            "Evri",
            "Royal Mail",
            "Parcelforce",
            "Yodel",
            "PostNL",
            "PostNord",
            "BPOST",
            "Colissimo",
            "Chronopost",
            "Correos",
            "Poste Italiane",
            "Canada Post",
            "Australia Post",
            "Deutsche Post",
            "TNT",
            "OnTrac",
            "Lasership",
            "Other");
    private static final int MOST_ON_PAGE = 100;
    private final BiConsumer<Store, ObjectNode> announce;

    /** @param announce tells of an order that changed */
    OrdersApi(BiConsumer<Store, ObjectNode> announce) {
        this.announce = announce;
    }

    Reply answer(Store store, String path, Call call, AmazonSettings settings, boolean restricted) {
        synchronized (store) {
            if (path.startsWith("orders/2026-01-01/orders")) {
                if (!settings.newOrdersApi()) {
                    return SpApiError.denied();
                }
                return newer(store, path.substring("orders/2026-01-01/orders".length()), call, settings);
            }
            return older(store, path.substring("orders/v0/orders".length()), call, settings, restricted);
        }
    }

    // ---- 2026-01-01

    private Reply newer(Store store, String rest, Call call, AmazonSettings settings) {
        Set<String> wanted =
                Set.of(call.query().getOrDefault("includedData", "").split(","));
        for (String dataset : wanted) {
            if (!dataset.isEmpty() && !DATASETS.contains(dataset)) {
                return SpApiError.invalid("Invalid value for includedData: " + dataset);
            }
        }
        if (!rest.isEmpty()) {
            return store.order(rest.substring(1))
                    .map(order -> Reply.ok((JsonNode) Json.object().set("order", shown(order, wanted, settings))))
                    .orElseGet(() -> SpApiError.notFound("Order not found."));
        }
        if (call.parameter("createdAfter").isPresent()
                == call.parameter("lastUpdatedAfter").isPresent()) {
            return SpApiError.invalid("Exactly one of createdAfter and lastUpdatedAfter must be provided.");
        }
        String by = call.parameter("createdAfter").isPresent() ? "created" : "lastUpdated";
        Window window = Window.of(call, by + "After", by + "Before", settings);
        if (window.problem() != null) {
            return SpApiError.invalid(window.problem());
        }
        List<ObjectNode> found = found(store, by + "Time", window, call.query().getOrDefault("marketplaceIds", ""));
        int size = size(call, "maxResultsPerPage");
        int from = offset(call.parameter("paginationToken"));
        ObjectNode answer = Json.object();
        ArrayNode orders = answer.putArray("orders");
        found.stream().skip(from).limit(size).forEach(order -> orders.add(shown(order, wanted, settings)));
        if (from + size < found.size()) {
            answer.putObject("pagination").put("nextToken", token(from + size));
        }
        answer.put(by + "Before", window.before().toString());
        return Reply.ok(answer);
    }

    /** With the datasets that were asked for, and without what a pending order does not tell yet. */
    private static ObjectNode shown(ObjectNode order, Set<String> wanted, AmazonSettings settings) {
        ObjectNode shown = order.deepCopy();
        boolean pending =
                order.path("fulfillment").path("fulfillmentStatus").asText().startsWith("PENDING");
        remove(shown, "buyer", pending || !wanted.contains("BUYER") || !settings.personalData());
        remove(shown, "recipient", pending || !wanted.contains("RECIPIENT"));
        remove(shown, "proceeds", pending || !wanted.contains("PROCEEDS"));
        remove(shown, "payment", !wanted.contains("PAYMENT"));
        remove(shown, "tax", !wanted.contains("TAX"));
        remove(shown, "packages", !wanted.contains("PACKAGES"));
        remove(shown, "fulfillmentOrders", !wanted.contains("FULFILLMENT_ORDERS"));
        remove(shown, "fulfillment", !wanted.contains("FULFILLMENT"));
        if (!settings.personalData() && shown.path("recipient").path("deliveryAddress") instanceof ObjectNode address) {
            address.remove(List.of(
                    "name", "addressLine1", "addressLine2", "addressLine3", "postalCode", "phone", "extendedFields"));
        }
        for (JsonNode each : shown.path("orderItems")) {
            ObjectNode item = (ObjectNode) each;
            remove(item, "proceeds", pending || !wanted.contains("PROCEEDS"));
            remove(item, "expense", !wanted.contains("EXPENSE"));
            remove(item, "promotion", !wanted.contains("PROMOTION"));
            remove(item, "cancellation", !wanted.contains("CANCELLATION"));
            remove(item, "fulfillment", !wanted.contains("FULFILLMENT"));
            remove(item, "tax", !wanted.contains("TAX"));
        }
        return shown;
    }

    private static void remove(ObjectNode from, String name, boolean really) {
        if (really) {
            from.remove(name);
        }
    }

    // ---- v0

    private Reply older(Store store, String rest, Call call, AmazonSettings settings, boolean restricted) {
        if (rest.isEmpty()) {
            return list(store, call, settings, restricted);
        }
        String[] parts = rest.substring(1).split("/", 2);
        Optional<ObjectNode> known = store.order(parts[0]);
        if (known.isEmpty()) {
            return SpApiError.notFound("Order not found.");
        }
        ObjectNode order = known.get();
        String part = parts.length == 1 ? "" : parts[1];
        boolean personal = restricted && settings.personalData();
        return switch (call.method() + " " + part) {
            case "GET " -> payload(OrderShapes.toV0(order, personal));
            case "GET orderItems" -> {
                ObjectNode items = Json.object().put("AmazonOrderId", parts[0]);
                items.set("OrderItems", OrderShapes.itemsToV0(order));
                yield payload(items);
            }
            case "GET address" -> part(order, parts[0], "ShippingAddress", restricted, personal);
            case "GET buyerInfo" -> part(order, parts[0], "BuyerInfo", restricted, personal);
            case "POST shipmentConfirmation" -> confirm(store, order, call.json());
            default -> SpApiError.notFound("The requested resource is not found.");
        };
    }

    private static Reply part(ObjectNode order, String id, String name, boolean restricted, boolean personal) {
        if (!restricted) {
            return SpApiError.denied();
        }
        ObjectNode answer = Json.object().put("AmazonOrderId", id);
        JsonNode told = OrderShapes.toV0(order, personal).path(name);
        if (name.equals("BuyerInfo") && told instanceof ObjectNode buyer) {
            answer.setAll(buyer);
        } else if (told.isObject()) {
            answer.set(name, told);
        }
        return payload(answer);
    }

    private static Reply list(Store store, Call call, AmazonSettings settings, boolean restricted) {
        if (call.parameter("MarketplaceIds").isEmpty()) {
            return SpApiError.invalid("MarketplaceIds is required.");
        }
        String by = call.parameter("CreatedAfter").isPresent() ? "Created" : "LastUpdated";
        if (call.parameter(by + "After").isEmpty()) {
            return SpApiError.invalid("Either CreatedAfter or LastUpdatedAfter must be provided.");
        }
        Window window = Window.of(call, by + "After", by + "Before", settings);
        if (window.problem() != null) {
            return SpApiError.invalid(window.problem());
        }
        String time = by.equals("Created") ? "createdTime" : "lastUpdatedTime";
        List<ObjectNode> found = found(store, time, window, call.query().getOrDefault("MarketplaceIds", ""));
        int size = size(call, "MaxResultsPerPage");
        int from = offset(call.parameter("NextToken"));
        ObjectNode answer = Json.object();
        ArrayNode orders = answer.putArray("Orders");
        boolean personal = restricted && settings.personalData();
        found.stream().skip(from).limit(size).forEach(order -> orders.add(OrderShapes.toV0(order, personal)));
        if (from + size < found.size()) {
            answer.put("NextToken", token(from + size));
        }
        answer.put(by + "Before", window.before().toString());
        return payload(answer);
    }

    private static Reply payload(JsonNode payload) {
        return Reply.ok((JsonNode) Json.object().set("payload", payload));
    }

    // ---- lists

    /** @param problem null when the window can be asked for */
    private record Window(Instant after, Instant before, @org.jspecify.annotations.Nullable String problem) {
        static Window of(Call call, String after, String before, AmazonSettings settings) {
            Instant shown = Instant.now().minusSeconds(settings.lagSeconds());
            try {
                Instant from = Instant.parse(call.query().getOrDefault(after, ""));
                Optional<String> end = call.parameter(before);
                Instant until = end.isEmpty() ? shown : Instant.parse(end.get());
                return new Window(
                        from,
                        until,
                        until.isAfter(shown)
                                ? before + " must be at least two minutes before the time of the request."
                                : from.isAfter(until) ? before + " must be equal to or after " + after : null);
            } catch (DateTimeParseException e) {
                return new Window(shown, shown, after + " must be in ISO 8601 format.");
            }
        }
    }

    private static List<ObjectNode> found(Store store, String time, Window window, String marketplaces) {
        Set<String> wanted = Set.of(marketplaces.split(","));
        List<ObjectNode> found = new ArrayList<>(store.orders());
        found.removeIf(order -> {
            Instant at = Instant.parse(order.path(time).asText());
            String marketplace =
                    order.path("salesChannel").path("marketplaceId").asText();
            return at.isBefore(window.after())
                    || at.isAfter(window.before())
                    || !(marketplaces.isEmpty() || wanted.contains(marketplace));
        });
        found.sort(Comparator.comparing((ObjectNode order) -> order.path(time).asText())
                .thenComparing(order -> order.path("orderId").asText()));
        return found;
    }

    private static int size(Call call, String name) {
        return call.parameter(name)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .map(size -> Math.max(1, Math.min(MOST_ON_PAGE, size)))
                .orElse(MOST_ON_PAGE);
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder()
                .encodeToString(("at " + offset).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static int offset(Optional<String> token) {
        try {
            return token.map(text ->
                            new String(Base64.getUrlDecoder().decode(text), java.nio.charset.StandardCharsets.UTF_8))
                    .filter(text -> text.matches("at \\d{1,9}"))
                    .map(text -> Integer.parseInt(text.substring(3)))
                    .orElse(0);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    // ---- changes

    private Reply confirm(Store store, ObjectNode order, ObjectNode asked) {
        JsonNode detail = asked.path("packageDetail");
        for (String name : List.of("packageReferenceId", "carrierCode", "trackingNumber", "shipDate")) {
            if (detail.path(name).asText("").isBlank()) {
                return SpApiError.invalid("packageDetail." + name + " is required.");
            }
        }
        String carrier = detail.path("carrierCode").asText();
        if (!CARRIERS.contains(carrier)) {
            return SpApiError.invalid("Invalid carrierCode: " + carrier);
        }
        if (carrier.equals("Other") && detail.path("carrierName").asText("").isBlank()) {
            return SpApiError.invalid("carrierName is required when carrierCode is Other.");
        }
        String reference = detail.path("packageReferenceId").asText();
        if (!reference.matches("[1-9]\\d*")) {
            return SpApiError.invalid("packageReferenceId must be a positive number.");
        }
        try {
            if (Instant.parse(detail.path("shipDate").asText())
                    .isAfter(Instant.now().plusSeconds(60))) {
                return SpApiError.invalid("shipDate is in the future.");
            }
        } catch (DateTimeParseException e) {
            return SpApiError.invalid("shipDate must be in ISO 8601 format.");
        }
        String status = order.path("fulfillment").path("fulfillmentStatus").asText();
        if (status.equals("CANCELLED") || status.startsWith("PENDING")) {
            return SpApiError.invalid("The order can't be shipped in status " + status);
        }
        if (!asked.path("marketplaceId")
                .asText()
                .equals(order.path("salesChannel").path("marketplaceId").asText())) {
            return SpApiError.invalid("marketplaceId does not fit the order.");
        }
        if (detail.path("orderItems").isEmpty()) {
            return SpApiError.invalid("packageDetail.orderItems is required.");
        }
        for (JsonNode wish : detail.path("orderItems")) {
            Optional<ObjectNode> item = item(order, wish.path("orderItemId").asText());
            int left = item.map(each ->
                            each.path("fulfillment").path("quantityUnfulfilled").asInt())
                    .orElse(0);
            if (wish.path("quantity").asInt() < 1 || wish.path("quantity").asInt() > left) {
                return SpApiError.invalid(
                        "Invalid quantity for item " + wish.path("orderItemId").asText());
            }
        }
        ship(order, detail, carrier);
        touched(store, order);
        return Reply.empty(204);
    }

    private static void ship(ObjectNode order, JsonNode detail, String carrier) {
        ObjectNode parcel = order.withArray("packages")
                .addObject()
                .put("packageReferenceId", detail.path("packageReferenceId").asText())
                .put("createdTime", now())
                .put(
                        "carrier",
                        carrier.equals("Other") ? detail.path("carrierName").asText() : carrier)
                .put("shipTime", detail.path("shipDate").asText())
                .put("shippingService", detail.path("shippingMethod").asText(""))
                .put("trackingNumber", detail.path("trackingNumber").asText());
        parcel.putObject("packageStatus").put("status", "SHIPPED");
        ArrayNode items = parcel.putArray("packageItems");
        for (JsonNode wish : detail.path("orderItems")) {
            int units = wish.path("quantity").asInt();
            items.addObject()
                    .put("orderItemId", wish.path("orderItemId").asText())
                    .put("quantity", units);
            item(order, wish.path("orderItemId").asText()).ifPresent(item -> {
                ObjectNode fulfillment = (ObjectNode) item.path("fulfillment");
                fulfillment.put(
                        "quantityFulfilled",
                        fulfillment.path("quantityFulfilled").asInt() + units);
                fulfillment.put(
                        "quantityUnfulfilled",
                        fulfillment.path("quantityUnfulfilled").asInt() - units);
            });
        }
        boolean all = true;
        for (JsonNode item : order.path("orderItems")) {
            all &= item.path("fulfillment").path("quantityUnfulfilled").asInt() == 0;
        }
        ((ObjectNode) order.path("fulfillment")).put("fulfillmentStatus", all ? "SHIPPED" : "PARTIALLY_SHIPPED");
    }

    /**
     * As the acknowledgement feed does it.
     *
     * @return why not, or empty
     */
    Optional<String> cancel(Store store, String id, String reason) {
        synchronized (store) {
            Optional<ObjectNode> known = store.order(id);
            if (known.isEmpty()) {
                return Optional.of("The order " + id + " is not known.");
            }
            ObjectNode order = known.get();
            String status = order.path("fulfillment").path("fulfillmentStatus").asText();
            if (status.equals("SHIPPED") || status.equals("PARTIALLY_SHIPPED")) {
                return Optional.of("The order " + id + " was shipped and can't be cancelled.");
            }
            if (status.equals("CANCELLED")) {
                return Optional.empty();
            }
            ((ObjectNode) order.path("fulfillment")).put("fulfillmentStatus", "CANCELLED");
            for (JsonNode each : order.path("orderItems")) {
                ObjectNode item = (ObjectNode) each;
                ((ObjectNode) item.path("fulfillment")).put("quantityUnfulfilled", 0);
                item.putObject("cancellation")
                        .putObject("cancellationExecution")
                        .put("cancelledBy", reason.equals("BuyerCanceled") ? "BUYER" : "MERCHANT")
                        .put("cancelReason", reason);
            }
            touched(store, order);
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> item(ObjectNode order, String id) {
        for (JsonNode item : order.path("orderItems")) {
            if (item.path("orderItemId").asText().equals(id)) {
                return Optional.of((ObjectNode) item);
            }
        }
        return Optional.empty();
    }

    private void touched(Store store, ObjectNode order) {
        order.put("lastUpdatedTime", now());
        announce.accept(store, order);
    }

    /** Milliseconds, so that two changes within one second are told apart. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
