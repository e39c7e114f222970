package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Courier;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Simulator;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
            return Reply.ok(Json.object()
                    .put("access_token", token)
                    .put("scope", asked.path("scope").asText())
                    .put("context", "stores/" + shop));
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
                return parts.length == 2 ? list(store, call) : order(store, parts, call);
            }
            if (path.startsWith("v3/hooks")) {
                return hooks(store, parts, call);
            }
            if (path.equals("v3/inventory/items")) {
                return inventory(store, call);
            }
            if (path.equals("v3/inventory/adjustments/absolute")
                    && call.method().equals("PUT")) {
                return adjust(store, call.json());
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

    private static Reply list(Store store, Call call) {
        Instant since = call.parameter("min_date_modified").map(Instant::parse).orElse(Instant.EPOCH);
        List<ObjectNode> found = new ArrayList<>(store.orders());
        found.removeIf(order -> modified(order).isBefore(since));
        call.parameter("min_date_created")
                .map(Instant::parse)
                .ifPresent(begin -> found.removeIf(order -> created(order).isBefore(begin)));
        call.parameter("max_date_created")
                .map(Instant::parse)
                .ifPresent(end -> found.removeIf(order -> created(order).isAfter(end)));
        found.sort(Comparator.comparing(BigCommercePlatform::modified)
                .thenComparing(order -> order.path("id").asLong()));
        return page(found, call, BigCommercePlatform::linked);
    }

    private static Reply page(
            List<? extends JsonNode> found, Call call, java.util.function.UnaryOperator<JsonNode> shown) {
        int size = Math.min(250, call.parameter("limit").map(Integer::parseInt).orElse(50));
        int page = call.parameter("page").map(Integer::parseInt).orElse(1);
        ArrayNode list = Json.array();
        found.stream().skip((long) (page - 1) * size).limit(size).map(shown).forEach(list::add);
        return list.isEmpty() ? Reply.empty(204) : Reply.ok(list);
    }

    private static Instant created(JsonNode order) {
        return Instant.from(RFC_2822.parse(order.path("date_created").asText()));
    }

    private static Instant modified(JsonNode order) {
        return Instant.from(RFC_2822.parse(order.path("date_modified").asText()));
    }

    /** As the API shows it: sub-resources are links. */
    private static JsonNode linked(JsonNode order) {
        ObjectNode shown = order.deepCopy();
        shown.remove("refunds");
        for (String sub : List.of("products", "shipping_addresses", "shipments")) {
            String resource = "/orders/" + order.path("id").asText() + "/" + sub;
            shown.putObject(sub)
                    .put("url", "https://api.bigcommerce.com/stores/x/v2" + resource)
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
            call.json().fields().forEachRemaining(field -> order.set(field.getKey(), field.getValue()));
            touched(store, order, before);
        }
        if (parts.length == 3) {
            return Reply.ok(linked(order));
        }
        if (parts[3].equals("shipments") && call.method().equals("POST")) {
            return ship(store, order, call.json());
        }
        List<JsonNode> list = new ArrayList<>();
        if (order.path(parts[3]).isArray()) {
            order.path(parts[3]).forEach(list::add);
        }
        return page(list, call, node -> node);
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
        ObjectNode wish = call.json();
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode payment : wish.path("payments")) {
            paid = paid.add(payment.path("amount").decimalValue());
        }
        if (paid.signum() <= 0 || paid.compareTo(Refunds.left(order)) > 0 || paid.compareTo(Refunds.worth(order, wish)) != 0) {
            return Reply.json(
                    422,
                    Json.object().put("status", 422).put("title", "The refund amount exceeds what can be refunded."));
        }
        ObjectNode made = Json.object()
                .put("id", Store.nextId())
                .put("order_id", order.path("id").asLong())
                .put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("total_amount", money(paid));
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
        return Reply.json(201, Json.object().set("data", made));
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
        methods.addArray().addObject().put("provider_id", "storecredit").put("amount", worth).put("offline", false);
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
        announce(store, "store/order/updated", order);
        if (order.path("status_id").asInt() != statusBefore) {
            announce(store, "store/order/statusUpdated", order);
        }
    }

    // ---- inventory

    private static Reply inventory(Store store, Call call) {
        List<String> wanted = List.of(call.query().getOrDefault("sku:in", "").split(","));
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        store.stock().forEach((sku, units) -> {
            if (wanted.contains(sku)) {
                ObjectNode item = data.addObject();
                item.putObject("identity").put("sku", sku);
                item.putArray("locations")
                        .addObject()
                        .put("location_id", 1)
                        .put("total_inventory_onhand", units)
                        .put("available_to_sell", units);
            }
        });
        return Reply.ok(answer);
    }

    private static Reply adjust(Store store, ObjectNode asked) {
        for (JsonNode item : asked.path("items")) {
            if (!store.stock().containsKey(item.path("sku").asText())) {
                ObjectNode problem = Json.object().put("status", 422).put("title", "Unprocessable entity");
                problem.putObject("errors")
                        .put("sku", "not found: " + item.path("sku").asText());
                return Reply.json(422, problem);
            }
        }
        for (JsonNode item : asked.path("items")) {
            store.setStock(item.path("sku").asText(), item.path("quantity").asInt());
        }
        return Reply.ok(Json.object().put("transaction_id", UUID.randomUUID().toString()));
    }

    // ---- hooks

    private static Reply hooks(Store store, String[] parts, Call call) {
        if (parts.length == 2 && call.method().equals("GET")) {
            ObjectNode answer = Json.object();
            ArrayNode data = answer.putArray("data");
            store.hooks().values().forEach(data::add);
            return Reply.ok(answer);
        }
        ObjectNode hook = call.json();
        String id = parts.length > 2 ? parts[2] : "" + Store.nextId();
        if (call.method().equals("DELETE")) {
            store.hook(id, null);
            return Reply.empty(204);
        }
        store.hook(id, hook.put("id", Long.parseLong(id)));
        return Reply.ok((JsonNode) Json.object().set("data", hook));
    }

    private void announce(Store store, String scope, ObjectNode order) {
        ObjectNode event = Json.object()
                .put("scope", scope)
                .put("store_id", "1001")
                .put("hash", UUID.randomUUID().toString().replace("-", ""))
                .put("created_at", Instant.now().getEpochSecond())
                .put("producer", "stores/" + store.name());
        event.putObject("data").put("type", "order").put("id", order.path("id").asLong());
        byte[] body = Json.bytes(event);
        String id = UUID.randomUUID().toString();
        String timestamp = "" + Instant.now().getEpochSecond();
        for (ObjectNode hook : store.hooks().values()) {
            String wanted = hook.path("scope").asText();
            boolean fits = wanted.equals(scope) || wanted.equals(scope.replaceFirst("/[^/]+$", "/*"));
            if (!fits || !hook.path("is_active").asBoolean()) {
                continue;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(hook.path("destination").asText()))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", "v1," + signature(id + "." + timestamp + ".", body));
            hook.path("headers")
                    .fields()
                    .forEachRemaining(header ->
                            request.header(header.getKey(), header.getValue().asText()));
            courier.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), faults());
        }
    }

    private static String signature(String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(start.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    // ---- orders

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        announce(store, "store/order/created", order);
        announce(store, "store/order/statusUpdated", order);
    }

    @Override
    protected boolean cancelled(Store store, ObjectNode order) {
        int before = order.path("status_id").asInt();
        order.put("status_id", 5).put("status", "Cancelled");
        touched(store, order, before);
        return true;
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
        String goods = money(basket.goods());
        String shipping = money(basket.shipping());
        ObjectNode order = Json.object()
                .put("id", Store.nextId())
                .put("customer_id", 0)
                .put("status_id", 11)
                .put("status", "Awaiting Fulfillment")
                .put("payment_status", "captured")
                .put("payment_method", "Test Payment Gateway")
                .put("currency_code", "USD")
                .put("default_currency_code", "USD")
                .put("is_tax_inclusive_pricing", false)
                .put("subtotal_ex_tax", goods)
                .put("subtotal_inc_tax", goods)
                .put("shipping_cost_ex_tax", shipping)
                .put("shipping_cost_inc_tax", shipping)
                .put("shipping_cost_tax", money(BigDecimal.ZERO))
                .put("discount_amount", money(BigDecimal.ZERO))
                .put("coupon_discount", money(BigDecimal.ZERO))
                .put("total_ex_tax", money(basket.total()))
                .put("total_inc_tax", money(basket.total()))
                .put("total_tax", money(BigDecimal.ZERO))
                .put(
                        "items_total",
                        basket.items().stream().mapToInt(Basket.Item::quantity).sum())
                .put("items_shipped", 0)
                .put("order_is_digital", false)
                .put("order_source", "www");
        order.set("billing_address", address(basket).put("email", basket.buyer().email()));
        order.putArray("shipping_addresses").add(address(basket).put("id", 1).put("shipping_method", "Flat Rate"));
        ArrayNode products = order.putArray("products");
        for (Basket.Item item : basket.items()) {
            products.addObject()
                    .put("id", Store.nextId())
                    .put("product_id", 77)
                    .put("order_address_id", 1)
                    .put("name", item.title())
                    .put("sku", item.sku())
                    .put("type", "physical")
                    .put("quantity", item.quantity())
                    .put("quantity_shipped", 0)
                    .put("quantity_refunded", 0)
                    .put("price_ex_tax", money(item.price()))
                    .put("price_inc_tax", money(item.price()))
                    .put("total_ex_tax", money(item.sum()))
                    .put("total_inc_tax", money(item.sum()))
                    .put("total_tax", money(BigDecimal.ZERO))
                    .putArray("applied_discounts");
        }
        order.putArray("shipments");
        return order;
    }

    private static ObjectNode address(Basket basket) {
        return Json.object()
                .put("first_name", basket.buyer().firstName())
                .put("last_name", basket.buyer().lastName())
                .put("street_1", basket.buyer().street())
                .put("city", basket.buyer().city())
                .put("state", basket.buyer().stateName())
                .put("zip", basket.buyer().zip())
                .put("country", "United States")
                .put("country_iso2", "US");
    }

    /** Four decimals whatever the currency. */
    private static String money(BigDecimal amount) {
        return amount.setScale(4).toPlainString();
    }

    @Override
    public void close() {
        courier.close();
    }
}
