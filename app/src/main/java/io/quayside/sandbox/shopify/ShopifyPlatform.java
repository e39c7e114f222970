package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Platform;
import io.quayside.sandbox.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every {@code <shop>.myshopify.com}: {@code /<shop>/admin/oauth/…} and {@code /<shop>/admin/api/<version>/…}. The app
 * that may ask for consent is {@value #CLIENT_ID}; besides the tokens it hands out, {@value #TOKEN} opens every shop.
 */
public final class ShopifyPlatform implements Platform {
    public static final String CLIENT_ID = "quayside-sandbox";
    public static final String CLIENT_SECRET = "sandbox-secret";
    public static final String TOKEN = "sandbox-token";
    static final String DEMO = "quayside-demo.myshopify.com";
    private static final String HOST = "[a-z0-9][a-z0-9-]*\\.myshopify\\.com";
    /** Of a GraphQL document: what it asks for, or {@code mutation} and what it changes. */
    private static final Pattern OPERATION = Pattern.compile("((?:mutation|query) \\w+)");

    /** A merchant's own domain of the shop {@code <name>} is {@code <name>} with this behind it. */
    private static final String OWN_DOMAIN = ".shopify-sandbox.example";

    private static final int MOST_LOGGED = 1_000;
    private static final int MOST_GENERATED = 10_000;
    private static final int SECONDS_OF_A_TOKEN = 3_600;

    private final Map<String, Shop> shops = new ConcurrentHashMap<>();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Deque<ObjectNode> log = new ArrayDeque<>();
    private final Webhooks webhooks = new Webhooks(CLIENT_SECRET);
    private volatile Faults faults = Faults.NONE;
    /** While tokens are made to expire: those that were given out before. */
    private volatile Set<String> expired = Set.of();

    public ShopifyPlatform() {
        tokens.add(TOKEN);
        shop(DEMO);
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Reply answer(Call call) {
        String[] parts = call.path().split("/", 3); // "", shop, rest
        if (parts.length == 3 && parts[1].endsWith(OWN_DOMAIN)) {
            return storefront(parts[1], parts[2]);
        }
        if (parts.length < 3 || !parts[1].matches(HOST)) {
            return Reply.json(404, Json.object().put("errors", "Not Found"));
        }
        Shop shop = shop(parts[1]);
        Reply reply = parts[2].startsWith("admin/oauth/")
                ? consent(shop, parts[2].substring("admin/oauth/".length()), call)
                : api(shop, parts[2], call);
        logged(call, shop, reply);
        return reply;
    }

    /** What anybody may read under the shop's own domain. */
    private static Reply storefront(String domain, String page) {
        String name = domain.substring(0, domain.length() - OWN_DOMAIN.length());
        return page.equals("meta.json") && (name + ".myshopify.com").matches(HOST)
                ? Reply.ok(Json.object()
                        .put("id", 1)
                        .put("name", name)
                        .put("domain", domain)
                        .put("myshopify_domain", name + ".myshopify.com"))
                : Reply.html(404, "<!doctype html><title>404 Not Found</title>");
    }

    private Shop shop(String host) {
        return shops.computeIfAbsent(host, Shop::new);
    }

    // ---- consent

    private Reply consent(Shop shop, String step, Call call) {
        return switch (step) {
            case "authorize" -> page(shop, call);
            case "access_token" -> token(call.json());
            default -> Reply.json(404, Json.object().put("errors", "Not Found"));
        };
    }

    private Reply page(Shop shop, Call call) {
        String back = call.parameter("redirect_uri").orElse("");
        if (!call.parameter("client_id").orElse("").equals(CLIENT_ID) || !back.matches("https?://[^\"'<>\\s]+")) {
            return Reply.html(400, "<!doctype html><title>Error</title><h1>Oauth error invalid_request</h1>");
        }
        String state = call.parameter("state").orElse("");
        if (call.parameter("sandbox_approve").isPresent()) {
            String code = UUID.randomUUID().toString().replace("-", "");
            codes.add(code);
            return Reply.redirect(back + (back.contains("?") ? "&" : "?") + signed(shop, code, state));
        }
        String approve = "?"
                + call.query().entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"))
                + "&sandbox_approve=1";
        String decline = back + (back.contains("?") ? "&" : "?") + "error=access_denied&state=" + encoded(state);
        return Reply.html(
                200,
                """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Install app</title></head>
                <body style="font-family:system-ui;max-width:32rem;margin:4rem auto">
                <h1>Install Quayside?</h1><p>It wants to read and change orders and stock of <b>%s</b>.</p>
                <p><a id="approve" href="%s">Approve</a> &nbsp; <a id="decline" href="%s">Decline</a></p>
                <p><small>This is a simulated Shopify.</small></p></body></html>
                """
                        .formatted(shop.host(), approve.replace("&", "&amp;"), decline.replace("&", "&amp;")));
    }

    private static String signed(Shop shop, String code, String state) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "code",
                code,
                "host",
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((shop.host() + "/admin").getBytes(StandardCharsets.UTF_8)),
                "shop",
                shop.host(),
                "state",
                state,
                "timestamp",
                "" + Instant.now().getEpochSecond()));
        String message = query.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return message + "&hmac="
                + HexFormat.of().formatHex(Webhooks.hmac(CLIENT_SECRET, message.getBytes(StandardCharsets.UTF_8)));
    }

    private Reply token(ObjectNode asked) {
        boolean app = asked.path("client_id").asText().equals(CLIENT_ID)
                && asked.path("client_secret").asText().equals(CLIENT_SECRET);
        boolean refresh = asked.path("grant_type").asText().equals("refresh_token")
                && tokens.contains("r-" + asked.path("refresh_token").asText());
        if (!app || !(refresh || codes.remove(asked.path("code").asText()))) {
            return Reply.json(
                    400,
                    Json.object()
                            .put("error", "invalid_request")
                            .put("error_description", "The authorization code was not found or was already used"));
        }
        String access = "shpat_" + UUID.randomUUID().toString().replace("-", "");
        String again = "shprt_" + UUID.randomUUID().toString().replace("-", "");
        tokens.add(access);
        tokens.add("r-" + again);
        return Reply.ok(Json.object()
                .put("access_token", access)
                .put(
                        "scope",
                        "write_orders,read_all_orders,read_products,write_inventory,read_locations,read_customers,"
                                + "write_merchant_managed_fulfillment_orders,read_assigned_fulfillment_orders,write_returns")
                .put("expires_in", SECONDS_OF_A_TOKEN)
                .put("refresh_token", again)
                .put("refresh_token_expires_in", 90 * 86_400));
    }

    // ---- API

    private Reply api(Shop shop, String path, Call call) {
        Faults now = faults;
        if (now.latencyMs() > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(now.latencyMs() * 1_000_000);
        }
        if (ThreadLocalRandom.current().nextDouble() < now.failRate()) {
            return Reply.json(now.failStatus(), Json.object().put("errors", "Internal Server Error"));
        }
        String token = call.header("x-shopify-access-token").orElse("");
        if (expired.contains(token) || !tokens.contains(token)) {
            return Reply.json(
                    401,
                    Json.object()
                            .put(
                                    "errors",
                                    "[API] Invalid API key or access token (unrecognized login or wrong password)"));
        }
        String resource = path.replaceFirst("^admin/api/[^/]+/", "");
        if (resource.equals("graphql.json")) {
            GraphQl graphQl = new GraphQl(shop, (topic, payload) -> webhooks.send(shop, topic, payload, faults));
            Reply reply = versioned(Reply.ok(graphQl.answer(call.json())), path);
            boolean changes = call.json().path("query").asText().strip().startsWith("mutation");
            return changes && now.loses(reply) ? Reply.json(502, Json.object().put("errors", "Bad Gateway")) : reply;
        }
        if (!shop.rest.take(1)) {
            return Reply.json(
                            429,
                            Json.object()
                                    .put(
                                            "errors",
                                            "Exceeded 2 calls per second for api client. Reduce request rates to resume"
                                                    + " uninterrupted service."))
                    .with("Retry-After", "2.0")
                    .with("X-Shopify-Shop-Api-Call-Limit", "40/40");
        }
        return versioned(new RestApi(shop).answer(resource, call), path)
                .with(
                        "X-Shopify-Shop-Api-Call-Limit",
                        "%d/40".formatted(Math.round(shop.rest.size() - shop.rest.free())));
    }

    /** What every answer tells: which version spoke, and a name for the request. */
    private static Reply versioned(Reply reply, String path) {
        String version = path.replaceFirst("^admin/api/([^/]+)/.*", "$1");
        return reply.with("X-Shopify-API-Version", version)
                .with("X-Request-Id", UUID.randomUUID().toString());
    }

    // ---- control

    @Override
    public Reply control(Call call) {
        String path = call.path();
        Shop shop = shop(call.parameter("shop").orElse(DEMO));
        if (path.equals("/orders") && call.method().equals("POST")) {
            return placed(call.json());
        }
        if (path.startsWith("/orders/")) {
            return ofOrder(path.split("/"), call);
        }
        if (path.startsWith("/inventory/")) {
            String sku = path.substring("/inventory/".length());
            Integer units = shop.stock().get(sku);
            return units == null
                    ? Reply.json(404, Json.object().put("errors", "no such SKU"))
                    : Reply.ok(Json.object().put("sku", sku).put("available", units));
        }
        if (path.equals("/webhooks")) {
            if (call.method().equals("DELETE")) {
                Optional<String> only = call.parameter("topic").map(Webhooks::enumName);
                shop.subscriptions().stream()
                        .filter(known -> only.isEmpty() || known.topic().equals(only.get()))
                        .forEach(known -> shop.unsubscribe(known.id()));
            }
            if (call.method().equals("POST")) {
                String topic = Webhooks.enumName(call.json().path("topic").asText());
                String to = call.json().path("to").asText("");
                shop.subscriptions().stream()
                        .filter(known -> known.uri().contains(to))
                        .findFirst()
                        .ifPresent(listener -> shop.subscribe(topic, listener.uri()));
            }
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("webhooks");
            shop.subscriptions()
                    .forEach(known ->
                            list.addObject().put("topic", known.topic()).put("uri", known.uri()));
            return Reply.ok(answer);
        }
        if (path.equals("/deliveries")) {
            return Reply.ok((JsonNode) Json.object().set("deliveries", webhooks.carried()));
        }
        if (path.equals("/faults")) {
            faults = call.method().equals("PUT") ? Faults.of(call.json()) : Faults.NONE;
            expired = faults.expireTokens() ? Set.copyOf(tokens) : Set.of();
            return Reply.ok(Json.MAPPER.valueToTree(faults));
        }
        if (path.equals("/log")) {
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("requests");
            synchronized (log) {
                log.forEach(list::add);
            }
            return Reply.ok(answer);
        }
        return Reply.json(404, Json.object().put("errors", "Not Found"));
    }

    /** @param parts nothing, orders, the id, and what the shop's owner does to it, if anything */
    private Reply ofOrder(String[] parts, Call call) {
        for (Shop shop : shops.values()) {
            Optional<ObjectNode> order = shop.order(parts[2]);
            if (order.isEmpty()) {
                continue;
            }
            synchronized (shop) {
                return parts.length == 3
                        ? Reply.ok(order.get())
                        : new AdminPages(
                                        shop,
                                        order.get(),
                                        (topic, payload) -> webhooks.send(shop, topic, payload, faults))
                                .answer(parts[3], call, order::get)
                                .orElseGet(() -> Reply.json(404, Json.object().put("errors", "Not Found")));
            }
        }
        return Reply.json(404, Json.object().put("errors", "no such order"));
    }

    private Reply placed(ObjectNode asked) {
        String host = asked.path("shop").asText(DEMO);
        if (!host.matches(HOST)) {
            throw new BadCall("shop: is not a shop's address");
        }
        Shop shop = shop(host);
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("ids");
        int generate = Math.min(MOST_GENERATED, asked.path("generate").asInt(0));
        for (int i = 0; i < generate; i++) {
            ids.add(announced(shop, shop.generate()));
        }
        if (generate == 0) {
            JsonNode order = asked.has("order") ? asked.path("order") : asked;
            boolean known = shop.order(order.path("id").asText()).isPresent();
            ObjectNode placed = shop.place((ObjectNode) order);
            webhooks.send(shop, known ? "orders/updated" : "orders/create", placed, faults);
            ids.add(placed.path("id").asText());
        }
        return Reply.json(201, answer);
    }

    private String announced(Shop shop, ObjectNode order) {
        webhooks.send(shop, "orders/create", order, faults);
        return order.path("id").asText();
    }

    private void logged(Call call, Shop shop, Reply reply) {
        ObjectNode entry = Json.object()
                .put("at", Instant.now().toString())
                .put("method", call.method())
                .put("path", call.path())
                .put("status", reply.status())
                .put("graphQlFree", Math.floor(shop.graphQl.free()))
                .put("restFree", Math.floor(shop.rest.free()));
        Matcher operation = OPERATION.matcher(new String(call.body(), StandardCharsets.UTF_8));
        if (operation.find()) {
            entry.put("operation", operation.group(1));
        }
        synchronized (log) {
            log.addLast(entry);
            while (log.size() > MOST_LOGGED) {
                log.removeFirst();
            }
        }
    }

    @Override
    public ObjectNode describe(String base) {
        ObjectNode about =
                Json.object().put("base", base).put("clientId", CLIENT_ID).put("clientSecret", CLIENT_SECRET);
        about.put("accessToken", TOKEN);
        ArrayNode known = about.putArray("shops");
        shops.keySet().stream().sorted().forEach(known::add);
        about.set("faults", Json.MAPPER.valueToTree(faults));
        return about;
    }

    @Override
    public void tick() {
        shops.values().stream()
                .filter(shop -> !shop.subscriptions().isEmpty())
                .filter(shop -> shop.host().equals(DEMO))
                .forEach(shop -> announced(shop, shop.generate()));
    }

    @Override
    public void close() {
        webhooks.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
