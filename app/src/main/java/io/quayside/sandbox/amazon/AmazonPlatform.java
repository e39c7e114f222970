package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Simulator;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every host of Amazon's under its own name: {@code /amazon/sellercentral.amazon.com/…} is the consent page, {@code
 * /amazon/api.amazon.com/…} the token endpoint, {@code /amazon/sellingpartnerapi-na.amazon.com/…} the API, {@code
 * /amazon/sqs} the queues. The token says which seller is meant.
 */
public final class AmazonPlatform extends Simulator {
    public static final String CLIENT_ID = "amzn1.application-oa2-client.sandbox";
    public static final String CLIENT_SECRET = "sandbox-secret";
    public static final String APPLICATION_ID = "amzn1.sp.solution.sandbox";
    /** Of the demo seller; besides those that consent hands out. */
    public static final String REFRESH_TOKEN = "Atzr|sandbox-refresh-token";

    public static final String SELLER = "A1SANDBOXSELLER";
    private static final String MARKETPLACE = "ATVPDKIKX0DER";

    private final SqsQueues queues = new SqsQueues();
    private final NotificationsApi notifications = new NotificationsApi(queues);
    private final OrdersApi orders = new OrdersApi(this::announceNew);
    private final FeedsApi feeds = new FeedsApi(orders);
    private final Tokens tokens = new Tokens(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER);
    private final Limits limits = new Limits();
    private final Set<String> sellers = ConcurrentHashMap.newKeySet();
    private volatile AmazonSettings settings = AmazonSettings.TRUE_TO_LIFE;

    public AmazonPlatform() {
        super("amazon", SELLER);
        sellers.add(SELLER);
    }

    @Override
    protected Address address(String path) {
        return new Address(demo(), path.substring(1));
    }

    @Override
    public Optional<String> pathByHost(String host, String path) {
        return host.equals("api.amazon.com")
                        || host.matches("(sellingpartnerapi|sellercentral)[a-z.-]*")
                        || host.equals(FeedsApi.DOCUMENTS)
                ? Optional.of("/" + host + path)
                : Optional.empty();
    }

    @Override
    protected boolean isConsent(String path) {
        return !path.startsWith("sellingpartnerapi-");
    }

    @Override
    protected Reply controlOfItsOwn(String path, Call call) {
        if (call.path().equals("/settings")) {
            settings = call.method().equals("PUT") ? settings.with(call.json()) : AmazonSettings.TRUE_TO_LIFE;
            return Reply.ok(Json.MAPPER.valueToTree(settings));
        }
        if (call.path().startsWith("/listings/") && call.method().equals("PUT")) {
            String sku = call.path().substring("/listings/".length());
            store(SELLER).setStock(sku, call.json().path("quantity").asInt());
            return Reply.ok(Json.object().put("sku", sku));
        }
        return super.controlOfItsOwn(path, call);
    }

    @Override
    public ObjectNode describe(String base) {
        ObjectNode about = super.describe(base)
                .put("clientId", CLIENT_ID)
                .put("clientSecret", CLIENT_SECRET)
                .put("applicationId", APPLICATION_ID)
                .put("refreshToken", REFRESH_TOKEN)
                .put("api", base + "/sellingpartnerapi-na.amazon.com")
                .put("tokens", base + "/api.amazon.com/auth/o2/token")
                .put("sqs", base + "/sqs");
        about.set("settings", Json.MAPPER.valueToTree(settings));
        return about;
    }

    @Override
    protected Reply api(Store demo, String path, Call call) {
        String[] parts = path.split("/", 2);
        String host = parts[0];
        String rest = parts.length == 1 ? "" : parts[1];
        if (host.equals("sqs")) {
            return queues.answer(call);
        }
        if (host.equals(FeedsApi.DOCUMENTS)) {
            return feeds.document(rest, call);
        }
        if (host.startsWith("sellercentral")) {
            return consent(rest, call);
        }
        if (host.equals("api.amazon.com") && rest.equals("auth/o2/token")) {
            return tokens.grant(call.json(), faults().expireTokens());
        }
        if (host.startsWith("sellingpartnerapi-")) {
            Reply reply = sellingPartner(rest, call);
            return reply.with("x-amzn-RequestId", UUID.randomUUID().toString());
        }
        return Reply.json(404, Json.object().put("message", "Not Found"));
    }

    // ---- consent

    private Reply consent(String path, Call call) {
        if (!path.equals("apps/authorize/consent")
                || !call.query().getOrDefault("application_id", "").equals(APPLICATION_ID)) {
            return Reply.html(404, "<h1>Error MD5101: the application is not known</h1>");
        }
        String back = call.query().getOrDefault("redirect_uri", "");
        String state = Json.encoded(call.query().getOrDefault("state", ""));
        if (call.parameter("sandbox_approve").isEmpty()) {
            return consentPage("Amazon", SELLER, approving(call), back + "?state=" + state);
        }
        String seller = call.parameter("sandbox_seller")
                .filter(named -> named.matches("[A-Z0-9]{5,30}"))
                .orElse(SELLER);
        sellers.add(seller);
        return Reply.redirect(back + "?state=" + state + "&selling_partner_id=" + seller + "&spapi_oauth_code="
                + Json.encoded(tokens.code(seller)));
    }

    // ---- API

    private Reply sellingPartner(String path, Call call) {
        Optional<Tokens.Access> access = call.header("x-amz-access-token").flatMap(tokens::access);
        if (access.isEmpty()) {
            return SpApiError.reply(403, "Unauthorized", "Access to requested resource is denied.");
        }
        if (access.get().expiresAt().isBefore(Instant.now())) {
            return SpApiError.reply(403, "Unauthorized", "The access token you provided has expired.");
        }
        boolean ofApplication = NotificationsApi.isOfApplication(path, call.method());
        if (ofApplication != access.get().seller().isEmpty()) {
            return SpApiError.denied();
        }
        if (access.get().isRestricted() && !access.get().opens(path)) {
            return SpApiError.denied();
        }
        AmazonSettings now = settings;
        Optional<Reply> refusal = limits.refusal(access.get().seller(), path, call, now.limitFactor());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Reply reply = ofApplication
                ? application(path, call)
                : routed(store(access.get().seller()), path, call, access.get(), now);
        Optional<String> rate = limits.rate(path, call, now.limitFactor());
        return rate.isPresent() ? reply.with("x-amzn-RateLimit-Limit", rate.get()) : reply;
    }

    private Reply application(String path, Call call) {
        if (call.method().equals("DELETE") && path.startsWith("notifications/v1/subscriptions/")) {
            List<Store> all = new ArrayList<>();
            sellers.forEach(seller -> all.add(store(seller)));
            return notifications.delete(all, path);
        }
        return notifications.answer(store(SELLER), path, call);
    }

    private Reply routed(Store store, String path, Call call, Tokens.Access access, AmazonSettings now) {
        if (path.matches("orders/(2026-01-01|v0)/orders(/.+)?")) {
            return orders.answer(store, path, call, now, access.isRestricted());
        }
        if (path.equals("tokens/2021-03-01/restrictedDataToken")
                && call.method().equals("POST")) {
            return restricted(access.seller(), call.json(), now);
        }
        if (path.startsWith("listings/2021-08-01/items/")) {
            return ListingsApi.answer(store, path, call);
        }
        if (path.startsWith("feeds/2021-06-30/")) {
            return feeds.answer(store, path, call);
        }
        if (path.startsWith("notifications/v1/")) {
            return notifications.answer(store, path, call);
        }
        return SpApiError.notFound("The requested resource is not found.");
    }

    private Reply restricted(String seller, ObjectNode asked, AmazonSettings now) {
        JsonNode resource = asked.path("restrictedResources").path(0);
        if (resource.path("path").asText("").isBlank()) {
            return SpApiError.invalid("restrictedResources is required.");
        }
        if (!now.personalData()) {
            return SpApiError.reply(
                    403, "Unauthorized", "Application does not have access to one or more requested data elements.");
        }
        return Reply.ok(Json.object()
                .put(
                        "restrictedDataToken",
                        tokens.restricted(seller, resource.path("path").asText()))
                .put("expiresIn", 3_600));
    }

    @Override
    protected Reply expired() {
        return SpApiError.denied().with("x-amzn-RequestId", UUID.randomUUID().toString());
    }

    @Override
    protected Reply failed(int status) {
        Reply reply =
                switch (status) {
                    case 429 ->
                        SpApiError.reply(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
                    case 503 -> SpApiError.reply(503, "ServiceUnavailable", "Simulated failure");
                    default -> SpApiError.reply(status, "InternalFailure", "Simulated failure");
                };
        return reply.with("x-amzn-RequestId", UUID.randomUUID().toString());
    }

    // ---- orders

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        notifications.changed(store, order, faults());
    }

    @Override
    protected OwnersDesk desk(Store store, ObjectNode order) {
        return new SellerCentral(orders, store, order);
    }

    /** Takes an order in either shape, with or without what the API wraps it in. */
    @Override
    protected String complete(Store store, ObjectNode order) {
        JsonNode inner = order.path("payload").isObject() ? order.path("payload") : order;
        ObjectNode plain = inner.has("AmazonOrderId") ? OrderShapes.toNew(inner) : inner.deepCopy();
        order.removeAll();
        order.setAll(plain);
        if (order.path("orderId").asText("").isBlank()) {
            order.put("orderId", id());
        }
        for (String time : List.of("createdTime", "lastUpdatedTime")) {
            if (order.path(time).asText("").isBlank()) {
                order.put(time, OrdersApi.now());
            }
        }
        if (!order.path("salesChannel").has("marketplaceId")) {
            order.putObject("salesChannel").put("channelName", "AMAZON").put("marketplaceId", MARKETPLACE);
        }
        if (!order.path("fulfillment").isObject()) {
            order.putObject("fulfillment").put("fulfillmentStatus", "UNSHIPPED").put("fulfilledBy", "MERCHANT");
        }
        for (JsonNode item : order.withArray("orderItems")) {
            if (!item.path("fulfillment").isObject()) {
                ((ObjectNode) item)
                        .putObject("fulfillment")
                        .put("quantityFulfilled", 0)
                        .put("quantityUnfulfilled", item.path("quantityOrdered").asInt());
            }
        }
        return order.path("orderId").asText();
    }

    /** In the form 3-7-7. */
    private static String id() {
        String digits = "%017d".formatted(Store.nextId());
        return digits.substring(0, 3) + "-" + digits.substring(3, 10) + "-" + digits.substring(10);
    }

    @Override
    protected ObjectNode order(Store store, Basket basket) {
        Instant now = Instant.now();
        ObjectNode order = Json.object()
                .put("orderId", id())
                .put("createdTime", OrdersApi.now())
                .put("lastUpdatedTime", OrdersApi.now());
        order.putArray("programs");
        order.putObject("salesChannel")
                .put("channelName", "AMAZON")
                .put("marketplaceId", MARKETPLACE)
                .put("marketplaceName", "Amazon.com");
        order.putObject("buyer")
                .put("buyerName", basket.buyer().name())
                .put("buyerEmail", "x%s@marketplace.amazon.com".formatted(Store.nextId()));
        order.putObject("recipient")
                .putObject("deliveryAddress")
                .put("name", basket.buyer().name())
                .put("addressLine1", basket.buyer().street())
                .put("city", basket.buyer().city())
                .put("stateOrRegion", basket.buyer().state())
                .put("postalCode", basket.buyer().zip())
                .put("countryCode", "US")
                .put("addressType", "RESIDENTIAL");
        money(order.putObject("proceeds"), "grandTotal", basket.total());
        ObjectNode fulfillment = order.putObject("fulfillment")
                .put("fulfillmentStatus", "UNSHIPPED")
                .put("fulfilledBy", "MERCHANT")
                .put("fulfillmentServiceLevel", "STANDARD");
        fulfillment
                .putObject("shipByWindow")
                .put("earliestDateTime", now.toString())
                .put("latestDateTime", now.plus(Duration.ofDays(2)).toString());
        fulfillment
                .putObject("deliverByWindow")
                .put("earliestDateTime", now.plus(Duration.ofDays(3)).toString())
                .put("latestDateTime", now.plus(Duration.ofDays(6)).toString());
        ArrayNode items = order.putArray("orderItems");
        for (Basket.Item item : basket.items()) {
            BigDecimal shipping = items.isEmpty() ? basket.shipping() : BigDecimal.ZERO;
            items.add(item(item, shipping));
        }
        return order;
    }

    private static ObjectNode item(Basket.Item item, BigDecimal shipping) {
        ObjectNode made = Json.object()
                .put("orderItemId", "%014d".formatted(Store.nextId()))
                .put("quantityOrdered", item.quantity());
        ObjectNode product = made.putObject("product")
                .put("asin", "B0" + Integer.toHexString(item.sku().hashCode()).toUpperCase(java.util.Locale.ROOT))
                .put("title", item.title())
                .put("sellerSku", item.sku());
        product.putObject("condition").put("conditionType", "NEW");
        money(product.putObject("price"), "unitPrice", item.price());
        ObjectNode proceeds = made.putObject("proceeds");
        money(proceeds, "proceedsTotal", item.sum().add(shipping));
        ArrayNode parts = proceeds.putArray("breakdowns");
        money(parts.addObject().put("type", "ITEM"), "subtotal", item.sum());
        if (shipping.signum() > 0) {
            money(parts.addObject().put("type", "SHIPPING"), "subtotal", shipping);
        }
        made.putObject("fulfillment").put("quantityFulfilled", 0).put("quantityUnfulfilled", item.quantity());
        return made;
    }

    private static void money(ObjectNode into, String name, BigDecimal amount) {
        into.putObject(name).put("amount", amount.setScale(2).toPlainString()).put("currencyCode", "USD");
    }
}
