package io.quayside.sandbox.woocommerce;

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
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Every {@code <name>.woo-sandbox.example}; the key {@value #KEY} with {@value #SECRET} opens every shop. */
public final class WooPlatform extends Simulator {
    public static final String KEY = "ck_sandbox";
    public static final String SECRET = "cs_sandbox";
    private static final String DEMO = "demo.woo-sandbox.example";
    private static final String API = "wp-json/wc/v3/";
    private final Courier courier = new Courier(1);
    private final Keys keys = new Keys();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public WooPlatform() {
        super("woocommerce", DEMO);
        keys.add(KEY, SECRET);
    }

    // ---- key hand-over

    @Override
    protected boolean isConsent(String path) {
        return path.startsWith("wc-auth/");
    }

    private Reply consent(Store store, Call call) {
        for (String required : List.of("app_name", "scope", "user_id", "return_url", "callback_url")) {
            if (call.parameter(required).isEmpty()) {
                return Reply.html(400, "<!doctype html><h1>Missing parameter " + required + "</h1>");
            }
        }
        String back = call.query().getOrDefault("return_url", "");
        String user = Json.encoded(call.query().getOrDefault("user_id", ""));
        if (call.parameter("sandbox_approve").isEmpty()) {
            return consentPage("WooCommerce", store.name(), approving(call), back + "?success=0&user_id=" + user);
        }
        String key = "ck_" + UUID.randomUUID().toString().replace("-", "");
        String secret = "cs_" + UUID.randomUUID().toString().replace("-", "");
        keys.add(key, secret);
        ObjectNode handOver = Json.object()
                .put("key_id", Store.nextId())
                .put("user_id", call.query().getOrDefault("user_id", ""))
                .put("consumer_key", key)
                .put("consumer_secret", secret)
                .put("key_permissions", call.query().getOrDefault("scope", ""));
        if (posted(call.query().getOrDefault("callback_url", ""), handOver) != 200) {
            keys.remove(key);
            return Reply.html(500, "<!doctype html><h1>Error: the keys could not be handed over</h1>");
        }
        return Reply.redirect(back + "?success=1&user_id=" + user);
    }

    private int posted(String url, ObjectNode body) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(60))
                                    .header("Content-Type", "application/json;charset=UTF-8")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    // ---- API

    @Override
    protected Reply api(Store store, String path, Call call) {
        if (isConsent(path)) {
            return path.equals("wc-auth/v1/authorize") ? consent(store, call) : Answers.noRoute();
        }
        if (!keys.open(store.name(), path, call)) {
            return expired();
        }
        if (!path.startsWith(API)) {
            return Answers.noRoute();
        }
        String[] parts = path.substring(API.length()).split("/");
        synchronized (store) {
            return switch (parts[0]) {
                case "orders" ->
                    parts.length == 1 ? Answers.page(OrderQuery.found(store, call), call) : order(store, parts, call);
                case "products" ->
                    Products.answer(store, parts, call, product -> announce(store, "product.updated", product));
                case "webhooks" -> webhooks(store, parts, call);
                case "system_status" ->
                    Reply.ok(Json.object().set("environment", Json.object().put("version", "10.7.0")));
                default -> Answers.noRoute();
            };
        }
    }

    @Override
    protected Reply expired() {
        return Answers.error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }

    @Override
    protected Reply failed(int status) {
        return status >= 500
                ? Reply.html(status, "<p>There has been a critical error on this website.</p>")
                : Answers.error(status, "too_many_requests", "Too many requests")
                        .with("Retry-After", "1");
    }

    private Reply order(Store store, String[] parts, Call call) {
        ObjectNode order = store.order(parts[1]).orElse(null);
        if (order == null) {
            return Answers.error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
        }
        if (parts.length == 2 && call.method().equals("PUT")) {
            change(order, call.json());
            touch(order);
            if (order.path("status").asText().equals("completed")) {
                order.put("date_completed_gmt", now());
            }
            announce(store, "order.updated", order);
        }
        if (parts.length == 2) {
            return Reply.ok(order);
        }
        String kind = parts[2];
        if (!Set.of("fulfillments", "notes", "refunds").contains(kind)) {
            return Answers.noRoute();
        }
        ArrayNode kept = (ArrayNode) documents(store, parts[1], kind);
        if (call.method().equals("GET")) {
            return Reply.ok(kept);
        }
        ObjectNode made =
                call.json().put("id", Store.nextId()).put("date_created", now()).put("date_created_gmt", now());
        if (kind.equals("notes")) {
            made.put("author", "system")
                    .put("customer_note", made.path("customer_note").asBoolean());
        }
        if (kind.equals("refunds")) {
            boolean paidBack = desk(store, order)
                    .paidBack(
                            made.path("id").asLong(),
                            Json.amount(made.path("amount")),
                            made.path("reason").asText());
            if (!paidBack) {
                return Answers.error(400, "woocommerce_rest_invalid_order_refund", "Invalid refund amount.");
            }
        }
        kept.add(made);
        return Reply.json(201, made);
    }

    /** Meta data is merged by key and gets ids; whatever else is replaced. */
    private static void change(ObjectNode order, ObjectNode wish) {
        wish.remove("id");
        for (JsonNode meta : wish.path("meta_data")) {
            ObjectNode known = null;
            for (JsonNode one : order.withArray("meta_data")) {
                if (one.path("key").equals(meta.path("key"))) {
                    known = (ObjectNode) one;
                }
            }
            if (known == null) {
                known = order.withArray("meta_data")
                        .addObject()
                        .put("id", Store.nextId())
                        .put("key", meta.path("key").asText());
            }
            known.set("value", meta.path("value"));
        }
        wish.remove("meta_data");
        order.setAll(wish);
    }

    private static JsonNode documents(Store store, String order, String kind) {
        String path = order + "/" + kind;
        ObjectNode holder = store.documents().get(path);
        if (holder == null) {
            holder = Json.object();
            holder.putArray("list");
            store.document(path, holder);
        }
        return holder.path("list");
    }

    @Override
    protected ObjectNode whole(Store store, ObjectNode order) {
        ObjectNode whole = order.deepCopy();
        for (String kind : List.of("fulfillments", "notes")) {
            whole.set(kind, documents(store, order.path("id").asText(), kind));
        }
        return whole;
    }

    // ---- webhooks

    private Reply webhooks(Store store, String[] parts, Call call) {
        if (parts.length == 1 && call.method().equals("GET")) {
            ArrayNode list = Json.array();
            store.hooks().values().forEach(hook -> list.add(shown(hook)));
            return Reply.ok(list);
        }
        if (parts.length == 1) {
            ObjectNode hook = call.json()
                    .put("id", Store.nextId())
                    .put("date_created", now())
                    .put("date_created_gmt", now())
                    .put("date_modified", now())
                    .put("date_modified_gmt", now());
            String[] topic = hook.path("topic").asText("").split("\\.", 2);
            if (topic.length < 2 || !hook.path("delivery_url").asText("").matches("https?://\\S+")) {
                return Answers.error(
                        400,
                        topic.length < 2
                                ? "woocommerce_rest_webhook_invalid_topic"
                                : "woocommerce_rest_webhook_invalid_delivery_url",
                        "Webhook topic and delivery URL are required.");
            }
            hook.put("resource", topic[0]).put("event", topic[1]);
            if (!hook.hasNonNull("status")) {
                hook.put("status", "active");
            }
            ping(hook);
            store.hook(hook.path("id").asText(), hook);
            return Reply.json(201, shown(hook));
        }
        ObjectNode hook = store.hooks().get(parts[1]);
        if (hook == null) {
            return Answers.error(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");
        }
        if (call.method().equals("DELETE")) {
            if (!call.parameter("force").orElse("").equals("true")) {
                return Answers.error(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
            }
            store.hook(parts[1], null);
        } else if (call.method().equals("PUT")) {
            call.json().fields().forEachRemaining(field -> hook.set(field.getKey(), field.getValue()));
        }
        return Reply.ok(shown(hook));
    }

    /** Without the secret, which is never shown. */
    private static ObjectNode shown(ObjectNode hook) {
        ObjectNode shown = hook.deepCopy();
        shown.remove("secret");
        return shown;
    }

    /** While the creating call is still open; the answer is not looked at. */
    private void ping(ObjectNode hook) {
        courier.send(
                "ping",
                HttpRequest.newBuilder(URI.create(hook.path("delivery_url").asText()))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "webhook_id=" + hook.path("id").asText()))
                        .build(),
                io.quayside.sandbox.Faults.NONE);
    }

    private void announce(Store store, String topic, ObjectNode payload) {
        byte[] body = Json.bytes(payload);
        for (Map.Entry<String, ObjectNode> hook : store.hooks().entrySet()) {
            if (!hook.getValue().path("topic").asText().equals(topic)
                    || !hook.getValue().path("status").asText().equals("active")) {
                continue;
            }
            courier.send(
                    topic,
                    HttpRequest.newBuilder(URI.create(
                                    hook.getValue().path("delivery_url").asText()))
                            .timeout(Duration.ofSeconds(60))
                            .header("Content-Type", "application/json")
                            .header("User-Agent", "WooCommerce/10.7.0 Hookshot (WordPress/6.9)")
                            .header("X-WC-Webhook-Source", "https://" + store.name() + "/")
                            .header("X-WC-Webhook-Topic", topic)
                            .header("X-WC-Webhook-Resource", topic.substring(0, topic.indexOf('.')))
                            .header("X-WC-Webhook-Event", topic.substring(topic.indexOf('.') + 1))
                            .header("X-WC-Webhook-Signature", signature(hook.getValue(), body))
                            .header("X-WC-Webhook-ID", hook.getKey())
                            .header(
                                    "X-WC-Webhook-Delivery-ID",
                                    "" + Instant.now().getEpochSecond())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    faults());
        }
    }

    @Override
    protected ObjectNode listening(ObjectNode hook, String id, String topic) {
        String[] parts = topic.split("\\.", 2);
        return hook.put("id", Long.parseLong(id))
                .put("topic", topic)
                .put("resource", parts[0])
                .put("event", parts[parts.length - 1]);
    }

    @Override
    protected ArrayNode deliveries() {
        return courier.carried();
    }

    private static String signature(ObjectNode hook, byte[] body) {
        return Base64.getEncoder().encodeToString(Keys.hmac(hook.path("secret").asText(" "), body));
    }

    // ---- orders

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        announce(store, "order.created", order);
    }

    @Override
    protected OrderPage desk(Store store, ObjectNode order) {
        return new OrderPage(order, () -> announce(store, "order.updated", order));
    }

    @Override
    protected String complete(Store store, ObjectNode order) {
        if (!order.path("id").isIntegralNumber()) {
            order.put("id", Store.nextId());
        }
        for (String time : List.of("date_created", "date_modified")) {
            if (!order.hasNonNull(time + "_gmt")) {
                order.put(time + "_gmt", now());
            }
            if (!order.hasNonNull(time)) {
                order.set(time, order.path(time + "_gmt"));
            }
        }
        return order.path("id").asText();
    }

    private static void touch(ObjectNode order) {
        order.put("date_modified_gmt", now()).put("date_modified", now());
    }

    /** Whole seconds and no zone, as WooCommerce has them. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    @Override
    protected ObjectNode order(Store store, Basket basket) {
        ObjectNode order = Json.object();
        long id = Store.nextId();
        order.put("id", id)
                .put("number", "" + id)
                .put("status", "processing")
                .put("currency", "USD")
                .put("version", "10.7.0")
                .put("prices_include_tax", false)
                .put("date_paid_gmt", now())
                .put("date_created", now())
                .put("discount_total", "0.00")
                .put("total", plain(basket.total()))
                .put("total_tax", "0.00")
                .put("customer_id", 0)
                .put("customer_note", "")
                .put("created_via", "checkout")
                .put("payment_method", "cod")
                .put("needs_processing", true);
        for (String address : List.of("billing", "shipping")) {
            order.putObject(address)
                    .put("first_name", basket.buyer().firstName())
                    .put("last_name", basket.buyer().lastName())
                    .put("address_1", basket.buyer().street())
                    .put("city", basket.buyer().city())
                    .put("state", basket.buyer().state())
                    .put("postcode", basket.buyer().zip())
                    .put("country", "US");
        }
        ((ObjectNode) order.path("billing")).put("email", basket.buyer().email());
        ArrayNode lines = order.putArray("line_items");
        for (Basket.Item item : basket.items()) {
            lines.addObject()
                    .put("id", Store.nextId())
                    .put("name", item.title())
                    .put("product_id", Products.idOf(item.sku()))
                    .put("variation_id", 0)
                    .put("quantity", item.quantity())
                    .put("sku", item.sku())
                    .put("subtotal", plain(item.sum()))
                    .put("total", plain(item.sum()))
                    .put("total_tax", "0.00")
                    .put("price", item.price().doubleValue());
        }
        order.putArray("shipping_lines")
                .addObject()
                .put("id", Store.nextId())
                .put("method_id", "flat_rate")
                .put("method_title", "Flat rate")
                .put("total", plain(basket.shipping()))
                .put("total_tax", "0.00");
        for (String empty : List.of("fee_lines", "coupon_lines", "tax_lines", "refunds", "meta_data")) {
            order.putArray(empty);
        }
        return order;
    }

    private static String plain(BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }

    @Override
    public void close() {
        courier.close();
    }
}
