package io.quayside.sandbox.ebay;

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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code api.ebay.com} under {@code /api}, {@code apiz.ebay.com} under {@code /apiz} and {@code auth.ebay.com} under
 * {@code /auth}. A shop is a seller, known by the token; the consent page signs in as the demo seller unless {@code
 * sandbox_seller} names another. The app is {@value EbayAccounts#CLIENT_ID}.
 */
public final class EbayPlatform extends Simulator {
    private static final String DEMO = "quayside_demo";
    /** Subscriptions of the app itself. */
    private static final String APP_STORE = "app.subscriptions";

    private static final String FULFILLMENT = "sell/fulfillment/v1/";
    private static final String NOTIFICATION = "commerce/notification/v1/";
    /** Calls a day; eBay's own numbers, which a test can't use up by accident. */
    private static final Map<String, Integer> QUOTAS =
            Map.of("sell/fulfillment", 100_000, "sell/inventory", 2_000_000, "post-order", 5_000, "ws", 5_000);

    private final EbayAccounts accounts = new EbayAccounts();
    private final EbayNotifier notifier = new EbayNotifier();
    private final EbaySales sales = new EbaySales();
    private final EbayListings listings = new EbayListings();
    private final Map<String, AtomicInteger> used = new ConcurrentHashMap<>();

    public EbayPlatform() {
        super("ebay", DEMO);
    }

    @Override
    protected Address address(String path) {
        return new Address(demo(), path.substring(1));
    }

    @Override
    protected boolean isConsent(String path) {
        return path.startsWith("auth/") || path.equals("api/identity/v1/oauth2/token");
    }

    @Override
    protected Reply expired() {
        return EbayErrors.invalidToken();
    }

    @Override
    protected Reply failed(int status) {
        return status == 429
                ? EbayErrors.quota()
                : EbayErrors.of(
                        status,
                        30_500,
                        "API_FULFILLMENT",
                        status >= 500 ? "APPLICATION" : "REQUEST",
                        "Simulated failure");
    }

    @Override
    protected Reply api(Store unused, String path, Call call) {
        if (path.equals("auth/oauth2/authorize")) {
            return consent(call);
        }
        if (path.equals("api/identity/v1/oauth2/token")) {
            return accounts.token(call);
        }
        String host = path.replaceFirst("/.*", "");
        String rest = path.replaceFirst("^[^/]*/?", "");
        String scheme =
                rest.startsWith("post-order/") ? "IAF" : rest.startsWith("ws/") ? "X-EBAY-API-IAF-TOKEN" : "Bearer";
        Optional<EbayAccounts.Account> caller = accounts.caller(call, scheme);
        if (caller.isEmpty()) {
            return rest.startsWith("ws/") ? listings.invalidToken() : EbayErrors.invalidToken();
        }
        if (isUsedUp(rest)) {
            return EbayErrors.quota();
        }
        String seller = caller.get().seller();
        return host.equals("apiz") ? secure(rest, seller, call) : routed(rest, seller, call);
    }

    private boolean isUsedUp(String path) {
        String api =
                QUOTAS.keySet().stream().filter(path::startsWith).findFirst().orElse("other");
        return used.computeIfAbsent(api, key -> new AtomicInteger()).incrementAndGet()
                > QUOTAS.getOrDefault(api, 10_000);
    }

    /** What is left of the day's calls. */
    private ObjectNode quotas() {
        ObjectNode answer = Json.object();
        ArrayNode limits = answer.putArray("rateLimits");
        QUOTAS.forEach((api, limit) -> {
            int count = used.getOrDefault(api, new AtomicInteger()).get();
            limits.addObject()
                    .put("apiContext", api.replaceFirst("/.*", ""))
                    .put("apiName", api.replaceFirst("^.*/", ""))
                    .putArray("resources")
                    .addObject()
                    .put("name", api.replace('/', '.'))
                    .putArray("rates")
                    .addObject()
                    .put("limit", limit)
                    .put("remaining", Math.max(0, limit - count))
                    .put("timeWindow", 86_400);
        });
        return answer;
    }

    private Reply secure(String path, String seller, Call call) {
        if (path.equals("commerce/identity/v1/user/") || path.equals("commerce/identity/v1/user")) {
            return seller.isEmpty()
                    ? EbayErrors.invalidToken()
                    : Reply.ok(Json.object()
                            .put("userId", EbayOrderShape.userId(seller))
                            .put("username", seller)
                            .put("accountType", "BUSINESS")
                            .put("registrationMarketplaceId", "EBAY_US"));
        }
        return path.equals("developer/key_management/v1/signing_key")
                        && call.method().equals("POST")
                ? accounts.signingKey()
                : EbayErrors.notFound();
    }

    private Reply routed(String path, String seller, Call call) {
        if (path.startsWith(NOTIFICATION)) { // asks our own side a question, so no lock is held meanwhile
            Store subscribers = store(seller.isEmpty() ? APP_STORE : seller);
            return notifier.answer(path.substring(NOTIFICATION.length()), call, subscribers);
        }
        if (path.startsWith("developer/analytics/v1_beta/rate_limit")) {
            return Reply.ok(quotas());
        }
        if (seller.isEmpty()) {
            return EbayErrors.of(403, 1100, "ACCESS", "REQUEST", "Access denied");
        }
        Store store = store(seller);
        boolean money = path.startsWith("post-order/") || path.endsWith("/issue_refund");
        Optional<Reply> problem =
                money && call.method().equals("POST") ? accounts.problem(call, "/" + path) : Optional.empty();
        if (problem.isPresent()) {
            return problem.get();
        }
        synchronized (store) {
            if (path.startsWith(FULFILLMENT)) {
                EbaySales.Outcome outcome = sales.answer(path.substring(FULFILLMENT.length()), call, store);
                outcome.shipped().ifPresent(order -> announceLines(store, EbayNotifier.SHIPPED, order));
                return outcome.reply();
            }
            if (path.startsWith("post-order/v2/cancellation")) {
                return sales.cancellation(path.replaceFirst("^post-order/v2/cancellation/?", ""), call, store);
            }
            if (path.startsWith("sell/inventory/v1/")) {
                return listings.inventory(path.substring("sell/inventory/v1/".length()), call, store);
            }
            return path.equals("ws/api.dll") ? listings.trading(call, store) : EbayErrors.notFound();
        }
    }

    private Reply consent(Call call) {
        Optional<String> back = EbayAccounts.callback(call.query().getOrDefault("redirect_uri", ""));
        boolean app = call.query().getOrDefault("client_id", "").equals(EbayAccounts.CLIENT_ID)
                && call.query().getOrDefault("response_type", "").equals("code");
        if (!app || back.isEmpty()) {
            return Reply.html(
                    400, "<!doctype html><title>eBay</title><h1>invalid_request</h1><p>unknown client or RuName</p>");
        }
        String state = Json.encoded(call.query().getOrDefault("state", ""));
        String seller = call.parameter("sandbox_seller").orElse(demo());
        if (call.parameter("sandbox_approve").isEmpty()) {
            return consentPage("eBay", seller, approving(call), back.get() + "?error=access_denied&state=" + state);
        }
        return Reply.redirect(
                back.get() + "?state=" + state + "&code=" + Json.encoded(accounts.code(seller)) + "&expires_in=299");
    }

    // ---- the control surface

    /** {@code PUT /closed-accounts/{username}}: an eBay user closes the account, and every app is told. */
    @Override
    protected Reply controlOfItsOwn(String path, Call call) {
        String[] parts = path.split("/");
        if (parts.length == 3
                && parts[1].equals("closed-accounts")
                && call.method().equals("PUT")) {
            notifier.announce(
                    store(APP_STORE),
                    EbayNotifier.ACCOUNT_DELETED,
                    Json.object()
                            .put("username", parts[2])
                            .put("userId", EbayOrderShape.userId(parts[2]))
                            .put("eiasToken", "nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ=="),
                    faults());
            return Reply.empty(204);
        }
        return super.controlOfItsOwn(path, call);
    }

    @Override
    protected ObjectNode order(Store store, Basket basket) {
        return EbayOrderShape.order(store.name(), basket);
    }

    @Override
    protected String complete(Store store, ObjectNode order) {
        return EbayOrderShape.complete(order);
    }

    @Override
    protected void announceNew(Store store, ObjectNode order) {
        announceLines(store, EbayNotifier.ORDERED, order);
    }

    @Override
    protected OwnersDesk desk(Store store, ObjectNode order) {
        return new SellerHub(order);
    }

    @Override
    protected ArrayNode deliveries() {
        return notifier.carried();
    }

    /** One notice for each line, as eBay does. */
    private void announceLines(Store store, String topic, ObjectNode order) {
        Set<String> told = new HashSet<>();
        for (JsonNode line : order.path("lineItems")) {
            if (told.add(line.path("lineItemId").asText())) {
                notifier.announce(
                        store,
                        topic,
                        Json.object()
                                .put("orderId", order.path("orderId").asText())
                                .put("lineItemId", line.path("lineItemId").asText())
                                .put("listingId", line.path("legacyItemId").asText())
                                .put("sellerId", store.name()),
                        faults());
            }
        }
    }

    @Override
    public void close() {
        notifier.close();
    }
}
