package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Basket;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.LeakyBucket;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Simulator;
import io.quayside.sandbox.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every {@code <name>.magento-sandbox.example}; shops whose name begins with {@code legacy} have no multi-source
 * inventory. Besides the integrations that are activated, one with {@value #CONSUMER_KEY}, {@value #CONSUMER_SECRET},
 * {@value #ACCESS_TOKEN} and {@value #ACCESS_TOKEN_SECRET} opens every shop.
 */
public final class MagentoPlatform extends Simulator {
    public static final String CONSUMER_KEY = "sandbox-consumer-key";
    public static final String CONSUMER_SECRET = "sandbox-consumer-secret";
    public static final String ACCESS_TOKEN = "sandbox-access-token";
    public static final String ACCESS_TOKEN_SECRET = "sandbox-access-token-secret";
    private static final String DEMO = "demo.magento-sandbox.example";
    private static final Pattern REST = Pattern.compile("(?:index\\.php/)?rest/(?:(?:all|default)/)?V1/(.+)");
    private static final Pattern TOKEN = Pattern.compile("(?:index\\.php/)?oauth/token/(request|access)");
    /** What the host in front of the shop takes for an attack. */
    private static final int BURST = 120;

    private static final int PER_SECOND = 30;

    private final OAuthDoor door = new OAuthDoor();
    private final Map<String, LeakyBucket> firewalls = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public MagentoPlatform() {
        super("magento", DEMO);
        door.grant(CONSUMER_KEY, CONSUMER_SECRET, ACCESS_TOKEN, ACCESS_TOKEN_SECRET);
    }

    // ---- the admin panel

    @Override
    protected boolean isConsent(String path) {
        return path.startsWith("admin/");
    }

    private Reply admin(Store store, String path, Call call) {
        if (path.startsWith("admin/admin/integration/loginSuccessCallback")) {
            return Reply.html(
                    200, "<!doctype html><title>Integrations</title><h1>The integration has been activated.</h1>");
        }
        if (!path.startsWith("admin/admin/integration/new")) {
            return Reply.html(404, "<!doctype html><title>404</title><h1>404 Error</h1>");
        }
        for (String required : new String[] {"name", "endpoint", "identity_link_url"}) {
            if (call.parameter(required).isEmpty()) {
                return Reply.html(400, "<!doctype html><h1>" + required + " is a required field.</h1>");
            }
        }
        if (call.parameter("sandbox_approve").isEmpty()) {
            return consentPage(
                    "Magento", store.name(), approving(call), "https://" + store.name() + "/admin/admin/dashboard/");
        }
        OAuthDoor.Consumer consumer = door.consumer(store.name());
        int status = posted(
                call.query().getOrDefault("endpoint", ""),
                form(Map.of(
                        "oauth_consumer_key",
                        consumer.key(),
                        "oauth_consumer_secret",
                        consumer.secret(),
                        "oauth_verifier",
                        consumer.verifier(),
                        "store_base_url",
                        "https://" + store.name() + "/")));
        if (status != 200) {
            return Reply.html(
                    500,
                    "<!doctype html><h1>A error occurred while connecting to the endpoint (HTTP %d).</h1>"
                            .formatted(status));
        }
        String identity = call.query().getOrDefault("identity_link_url", "");
        return Reply.redirect(identity + "?"
                + form(Map.of(
                        "oauth_consumer_key",
                        consumer.key(),
                        "success_call_back",
                        "https://" + store.name() + "/admin/admin/integration/loginSuccessCallback")));
    }

    private static String form(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(Json.encoded(name))
                .append('=')
                .append(Json.encoded(value)));
        return form.toString();
    }

    private int posted(String url, String form) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(30))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
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
            return admin(store, path, call);
        }
        LeakyBucket firewall = firewalls.computeIfAbsent(store.name(), shop -> new LeakyBucket(BURST, PER_SECOND));
        if (!firewall.take(1)) {
            return failed(429);
        }
        Matcher token = TOKEN.matcher(path);
        if (token.matches()) {
            return token.group(1).equals("request")
                    ? door.requestToken(store.name(), path, call)
                    : door.accessToken(store.name(), path, call);
        }
        Matcher rest = REST.matcher(path);
        if (!rest.matches()) {
            return path.contains("rest/")
                    ? Errors.noRoute()
                    : Reply.html(404, "<!doctype html><title>404 Not Found</title><h1>Whoops, our bad...</h1>");
        }
        return door.refusal(store.name(), path, call).orElseGet(() -> {
            synchronized (store) {
                return routed(store, rest.group(1), call);
            }
        });
    }

    private static Reply routed(Store store, String path, Call call) {
        String[] parts = path.split("/");
        return switch (parts[0]) {
            case "orders", "order", "invoice", "invoices", "shipment", "shipments", "creditmemo", "creditmemos" ->
                new Sales(store).answer(parts, call);
            case "inventory", "products", "stockItems" -> new Inventory(store).answer(parts, call);
            case "modules" -> Reply.ok(Json.array().add("Magento_Sales").add("Magento_Inventory"));
            case "store" ->
                path.equals("store/storeConfigs") ? Reply.ok(Json.array().add(config(store))) : Errors.noRoute();
            default -> Errors.noRoute();
        };
    }

    private static ObjectNode config(Store store) {
        String url = "https://" + store.name() + "/";
        return Json.object()
                .put("id", 1)
                .put("code", "default")
                .put("website_id", 1)
                .put("locale", "en_US")
                .put("base_currency_code", "USD")
                .put("default_display_currency_code", "USD")
                .put("timezone", "America/New_York")
                .put("weight_unit", "lbs")
                .put("base_url", url)
                .put("secure_base_url", url);
    }

    @Override
    protected Reply expired() {
        return Errors.unauthorized();
    }

    /** By the host in front of the shop. */
    @Override
    protected Reply failed(int status) {
        if (status != 429 && status < 500) {
            return Errors.numbered(status, "The request failed for %1.", "a fault on demand");
        }
        Reply page = Reply.html(
                status,
                "<html><head><title>%d</title></head><body><h1>%s</h1><p>Guru Meditation</p></body></html>"
                        .formatted(status, status == 429 ? "Too Many Requests" : "Backend fetch failed"));
        return status == 429 ? page.with("Retry-After", "1") : page;
    }

    // ---- orders

    @Override
    protected ObjectNode order(Store store, Basket basket) {
        return NewOrder.of(basket);
    }

    @Override
    protected String complete(Store store, ObjectNode order) {
        return NewOrder.completed(store, order);
    }

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        // it has no webhooks
    }

    @Override
    protected AdminPanel desk(Store store, ObjectNode order) {
        return new AdminPanel(store, order);
    }

    /** {@code POST /orders/{id}/invoice}: the shop's owner takes the money that was only authorized. */
    @Override
    protected Optional<Reply> controlOfOrder(Store store, ObjectNode order, String deed) {
        return deed.equals("invoice")
                ? Optional.of(desk(store, order)
                        .invoice()
                        .map(why -> Reply.json(409, Json.object().put("errors", why)))
                        .orElseGet(() -> Reply.ok(whole(store, order))))
                : Optional.empty();
    }

    @Override
    protected boolean isListenedTo(Store store) {
        return door.isConnected(store.name());
    }

    @Override
    protected ObjectNode whole(Store store, ObjectNode order) {
        return new Sales(store).whole(order);
    }
}
