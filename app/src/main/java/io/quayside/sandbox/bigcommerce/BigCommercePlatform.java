package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Courier;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Simulator;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code api.bigcommerce.com} under {@code /api} and {@code login.bigcommerce.com} under {@code /login}. The app is
 * {@value #CLIENT_ID}; besides the tokens it hands out, {@value #TOKEN} opens every store.
 */
public final class BigCommercePlatform extends Simulator {
    public static final String CLIENT_ID = "quayside-sandbox";
    public static final String CLIENT_SECRET = "sandbox-secret";
    public static final String TOKEN = "sandbox-token";
    private static final String DEMO = "demo1store";
    /** Where the app's callback is, unless the install link says it. */
    private static final String REGISTERED = "http://localhost:8080/integrations/bigcommerce/callback";

    private static final int QUOTA = 450;
    private static final long WINDOW_MILLIS = 30_000;
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<String> STATUSES = List.of(
            "Incomplete",
            "Pending",
            "Shipped",
            "Partially Shipped",
            "Refunded",
            "Cancelled",
            "Declined",
            "Awaiting Payment",
            "Awaiting Pickup",
            "Awaiting Shipment",
            "Completed",
            "Awaiting Fulfillment",
            "Manual Verification Required",
            "Disputed",
            "Partially Refunded");

    private final Courier courier = new Courier(6);
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    private record Window(long startedAt, int used) {}

    public BigCommercePlatform() {
        super("bigcommerce", DEMO);
        tokens.add(TOKEN);
    }

    @Override
    protected Address address(String path) {
        if (path.startsWith("/api/stores/")) {
            Address rest = super.address(path.substring("/api/stores".length()));
            return new Address(rest.shop(), "api/" + rest.path());
        }
        return new Address(demo(), path.substring(1));
    }

    @Override
    public Optional<String> pathByHost(String host, String path) {
        return switch (host.replaceFirst(":\\d+$", "")) {
            case "api.bigcommerce.com" -> Optional.of("/api" + path);
            case "login.bigcommerce.com" -> Optional.of("/login" + path);
            default -> Optional.empty();
        };
    }

    // ---- installation

    @Override
    protected boolean isConsent(String path) {
        return path.startsWith("login/");
    }

    private Reply login(Store store, String path, Call call) {
        if (path.equals("login/app/" + CLIENT_ID + "/install")) {
            String back = call.parameter("redirect_uri").orElse(REGISTERED);
            String state = call.query().getOrDefault("state", "");
            if (call.parameter("sandbox_approve").isEmpty()) {
                return consentPage("BigCommerce", store.name(), approving(call), back + "?error=declined");
            }
            String code = UUID.randomUUID().toString();
            codes.put(code, store.name());
            return Reply.redirect(back + "?code=" + code + "&scope=" + Json.encoded("store_v2_orders store_inventory")
                    + "&context=" + Json.encoded("stores/" + store.name()) + "&account_uuid=" + UUID.randomUUID()
                    + "&state=" + Json.encoded(state));
        }
        if (path.equals("login/oauth2/token")) {
            ObjectNode asked = call.json();
            String shop = codes.remove(asked.path("code").asText());
            boolean app = asked.path("client_id").asText().equals(CLIENT_ID)
                    && asked.path("client_secret").asText().equals(CLIENT_SECRET);
            if (!app || shop == null) {
                return Reply.json(400, Json.object().put("error", "invalid_grant"));
            }
            String token = UUID.randomUUID().toString().replace("-", "");
            tokens.add(token);
            ObjectNode granted = Json.object()
                    .put("access_token", token)
                    .put("scope", asked.path("scope").asText())
                    .put("context", "stores/" + shop)
                    .put("account_uuid", UUID.randomUUID().toString());
            for (String person : List.of("user", "owner")) {
                granted.putObject(person)
                        .put("id", 7)
                        .put("username", "owner@example.com")
                        .put("email", "owner@example.com");
            }
            return Reply.ok(granted);
        }
        return Reply.json(404, Json.object().put("title", "Not Found"));
    }

    // ---- API

    @Override
    protected Reply api(Store store, String path, Call call) {
        if (isConsent(path)) {
            return login(store, path, call);
        }
        if (!tokens.contains(call.header("x-auth-token").orElse(""))) {
            return expired();
        }
        Window window = windows.merge(
                store.name(),
                new Window(System.currentTimeMillis(), 1),
                (old, fresh) -> fresh.startedAt() - old.startedAt() > WINDOW_MILLIS
                        ? fresh
                        : new Window(old.startedAt(), old.used() + 1));
        Reply reply = window.used() > QUOTA
                ? Reply.json(429, Json.object().put("status", 429).put("title", "Too many requests"))
                : routed(store, path.substring("api/".length()), call);
        return reply.with("X-Rate-Limit-Requests-Quota", "" + QUOTA)
                .with("X-Rate-Limit-Requests-Left", "" + Math.max(0, QUOTA - window.used()))
                .with("X-Rate-Limit-Time-Window-Ms", "" + WINDOW_MILLIS)
                .with(
                        "X-Rate-Limit-Time-Reset-Ms",
                        "" + Math.max(0, window.startedAt() + WINDOW_MILLIS - System.currentTimeMillis()));
    }

    private Reply routed(Store store, String path, Call call) {
        String[] parts = path.split("/");
        synchronized (store) {
            if (path.startsWith("v2/orders")) {
                return parts.length == 2
                        ? OrderQuery.page(OrderQuery.found(store, call), call, order -> linked(store, order))
                        : order(store, parts, call);
            }
            if (path.startsWith("v3/hooks")) {
                return Hooks.answer(store, parts, call);
            }
            if (path.equals("v3/inventory/items")) {
                return Inventory.items(store, call);
            }
            if (path.equals("v3/inventory/adjustments/absolute")
                    && call.method().equals("PUT")) {
                return Inventory.adjusted(
                        store, call.json(), item -> announce(store, "store/product/inventory/updated", item));
            }
            if (path.matches("v3/orders/\\d+/payment_actions/refund(s|_quotes)")) {
                ObjectNode order = store.order(parts[2]).orElse(null);
                if (order != null) {
                    return parts[4].equals("refunds") ? refunds(store, order, call) : quote(order, call.json());
                }
            }
        }
        return Reply.json(404, Json.object().put("status", 404).put("title", "The requested resource was not found."));
    }

    @Override
    protected Reply expired() {
        return Reply.json(401, Json.object().put("status", 401).put("title", "X-Auth-Token header is required"));
    }

    @Override
    protected Reply failed(int status) {
        Reply reply = Reply.json(status, Json.object().put("status", status).put("title", "Simulated failure"));
        return status == 429 ? reply.with("X-Rate-Limit-Time-Reset-Ms", "500") : reply;
    }

    @Override
    protected boolean changes(Call call) {
        return super.changes(call) && !call.path().endsWith("/refund_quotes");
    }

    /** As the API shows it: sub-resources are links. */
    private static JsonNode linked(Store store, JsonNode order) {
        ObjectNode shown = order.deepCopy();
        shown.remove("refunds");
        for (String sub : List.of("products", "shipping_addresses", "shipments")) {
            String resource = "/orders/" + order.path("id").asText() + "/" + sub;
            shown.putObject(sub)
                    .put("url", "https://api.bigcommerce.com/stores/" + store.name() + "/v2" + resource)
                    .put("resource", resource);
        }
        return shown;
    }

    private Reply order(Store store, String[] parts, Call call) {
        ObjectNode order = store.order(parts[2]).orElse(null);
        if (order == null) {
            return Reply.json(
                    404,
                    Json.array()
                            .add(Json.object()
                                    .put("status", 404)
                                    .put("message", "The requested resource was not found.")));
        }
        if (parts.length == 3 && call.method().equals("PUT")) {
            int before = order.path("status_id").asInt();
            ObjectNode wish = call.json();
            wish.remove(List.of("id", "products", "shipments"));
            order.setAll(wish);
            order.put("status", STATUSES.get(Math.min(order.path("status_id").asInt(), STATUSES.size() - 1)));
            touched(store, order, before);
        }
        if (parts.length == 3) {
            return Reply.ok(linked(store, order));
        }
        if (parts[3].equals("shipments") && call.method().equals("POST")) {
            return ship(store, order, call.json());
        }
        List<JsonNode> list = new ArrayList<>();
        if (order.path(parts[3]).isArray()) {
            order.path(parts[3]).forEach(list::add);
        }
        return OrderQuery.page(list, call, node -> node);
    }

    private Reply ship(Store store, ObjectNode order, ObjectNode wish) {
        for (JsonNode item : wish.path("items")) {
            for (JsonNode product : order.path("products")) {
                if (product.path("id").asLong() == item.path("order_product_id").asLong()) {
                    int left = product.path("quantity").asInt()
                            - product.path("quantity_shipped").asInt();
                    if (item.path("quantity").asInt() > left) {
                        return Reply.json(
                                400,
                                Json.array()
                                        .add(Json.object()
                                                .put("status", 400)
                                                .put("message", "The field 'quantity' is invalid.")));
                    }
                    ((ObjectNode) product)
                            .put(
                                    "quantity_shipped",
                                    product.path("quantity_shipped").asInt()
                                            + item.path("quantity").asInt());
                }
            }
        }
        wish.put("id", Store.nextId())
                .put("order_id", order.path("id").asLong())
                .put("date_created", now());
        order.withArray("shipments").add(wish);
        int before = order.path("status_id").asInt();
        boolean all = true;
        int shipped = 0;
        for (JsonNode product : order.path("products")) {
            shipped += product.path("quantity_shipped").asInt();
            all &= product.path("quantity_shipped").asInt()
                    >= product.path("quantity").asInt();
        }
        order.put("items_shipped", shipped)
                .put("status_id", all ? 2 : 3)
                .put("status", all ? "Shipped" : "Partially Shipped");
        touched(store, order, before);
        return Reply.json(201, wish);
    }

    // ---- refunds

    private Reply refunds(Store store, ObjectNode order, Call call) {
        if (!call.method().equals("POST")) {
            return Reply.ok((JsonNode) Json.object().set("data", order.withArray("refunds")));
        }
        return refunded(store, order, call.json())
                .map(made -> Reply.json(201, Json.object().set("data", made)))
                .orElseGet(() -> Reply.json(
                        422,
                        Json.object()
                                .put("status", 422)
                                .put("title", "The refund amount exceeds what can be refunded.")));
    }

    private Optional<ObjectNode> refunded(Store store, ObjectNode order, ObjectNode wish) {
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode payment : wish.path("payments")) {
            paid = paid.add(payment.path("amount").decimalValue());
        }
        if (paid.signum() <= 0
                || paid.compareTo(Refunds.left(order)) > 0
                || paid.compareTo(Refunds.worth(order, wish)) != 0) {
            return Optional.empty();
        }
        ObjectNode made = Json.object()
                .put("id", Store.nextId())
                .put("order_id", order.path("id").asLong())
                .put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("total_amount", NewOrder.money(paid));
        made.set("items", wish.path("items"));
        made.set("payments", wish.path("payments"));
        Refunds.takeOff(order, wish);
        order.withArray("refunds").add(made);
        int before = order.path("status_id").asInt();
        boolean all = Refunds.left(order).signum() == 0;
        order.put("status_id", all ? 4 : 14)
                .put("status", all ? "Refunded" : "Partially Refunded")
                .put("payment_status", all ? "refunded" : "partially refunded");
        touched(store, order, before);
        return Optional.of(made);
    }

    private static Reply quote(ObjectNode order, ObjectNode wish) {
        BigDecimal worth = Refunds.worth(order, wish);
        if (worth.signum() <= 0 || worth.compareTo(Refunds.left(order)) > 0) {
            return Reply.json(
                    422, Json.object().put("status", 422).put("title", "Refund amount is not valid for this order."));
        }
        ObjectNode data = Json.object()
                .put("order_id", order.path("id").asLong())
                .put("total_refund_amount", worth)
                .put("total_refund_tax_amount", 0);
        ArrayNode methods = data.putArray("refund_methods");
        methods.addArray()
                .addObject()
                .put("provider_id", "storecredit")
                .put("amount", worth)
                .put("offline", false);
        methods.addArray()
                .addObject()
                .put("provider_id", "testgateway")
                .put("provider_description", "Test Payment Gateway")
                .put("amount", worth)
                .put("offline", false)
                .put("offline_provider", false);
        return Reply.json(201, Json.object().set("data", data));
    }

    private void touched(Store store, ObjectNode order, int statusBefore) {
        order.put("date_modified", now());
        announceOrder(store, "store/order/updated", order);
        if (order.path("status_id").asInt() != statusBefore) {
            announceOrder(store, "store/order/statusUpdated", order);
        }
    }

    private void announceOrder(Store store, String scope, ObjectNode order) {
        announce(
                store,
                scope,
                Json.object().put("type", "order").put("id", order.path("id").asLong()));
    }

    private void announce(Store store, String scope, ObjectNode data) {
        Hooks.requests(store, scope, data).forEach(request -> courier.send(scope, request, faults()));
    }

    @Override
    protected ObjectNode listening(ObjectNode hook, String id, String topic) {
        return hook.put("id", Long.parseLong(id)).put("scope", topic);
    }

    @Override
    protected ArrayNode deliveries() {
        return courier.carried();
    }

    // ---- orders

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        announceOrder(store, "store/order/created", order);
        announceOrder(store, "store/order/statusUpdated", order);
    }

    @Override
    protected OwnersDesk desk(Store store, ObjectNode order) {
        return new ControlPanel(order, new ControlPanel.Changes() {
            @Override
            public void touched(ObjectNode changed, int statusBefore) {
                BigCommercePlatform.this.touched(store, changed, statusBefore);
            }

            @Override
            public boolean isRefunded(ObjectNode changed, ObjectNode wish) {
                return refunded(store, changed, wish).isPresent();
            }
        });
    }

    @Override
    protected String complete(Store store, ObjectNode order) {
        if (!order.path("id").isIntegralNumber()) {
            order.put("id", Store.nextId());
        }
        for (String time : List.of("date_created", "date_modified")) {
            if (order.path(time).asText("").isEmpty()) {
                order.put(time, now());
            }
        }
        return order.path("id").asText();
    }

    private static String now() {
        return RFC_2822.format(Instant.now());
    }

    @Override
    protected ObjectNode order(Store store, Basket basket) {
        return NewOrder.of(basket);
    }

    @Override
    public ObjectNode describe(String base) {
        return super.describe(base)
                .put("clientId", CLIENT_ID)
                .put("clientSecret", CLIENT_SECRET)
                .put("accessToken", TOKEN);
    }

    @Override
    public void close() {
        courier.close();
    }
}
