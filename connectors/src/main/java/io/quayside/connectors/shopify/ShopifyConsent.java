package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * OAuth 2 by authorization code, with tokens that expire. The app's {@code clientId} and {@code clientSecret} belong to
 * the installation and come with the answers. Whether {@code state} is the one that was given to this browser is for the caller to check.
 */
final class ShopifyConsent implements ConsentFlow, TokenRefresh, WebhookSubscriptions {
    static final List<String> SCOPES = List.of(
            "read_orders",
            "write_orders",
            "read_all_orders",
            "read_products",
            "read_inventory",
            "write_inventory",
            "read_locations",
            "read_customers",
            "read_merchant_managed_fulfillment_orders",
            "write_merchant_managed_fulfillment_orders",
            "read_assigned_fulfillment_orders",
            "read_returns",
            "write_returns");
    private static final List<String> TOPICS =
            List.of("ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED", "APP_UNINSTALLED");
    private static final Duration OLDEST_CALLBACK = Duration.ofSeconds(90);
    private final Clock clock;

    ShopifyConsent(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Field> asks() {
        return List.of(Field.text("shop", "Shop", "Its address: my-shop.myshopify.com, or your own domain."));
    }

    @Override
    public Map<String, String> certain(Map<String, String> answers, PlatformHttp http) {
        String typed = answer(answers, "shop");
        if (!ShopifyShop.mayBeOwnDomain(typed)) {
            return answers;
        }
        Map<String, String> certain = new HashMap<>(answers);
        certain.put("shop", ShopifyDomains.permanentHost(typed, http));
        return Map.copyOf(certain);
    }

    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        String shop = ShopifyShop.host(answer(answers, "shop"));
        return URI.create("https://" + shop + "/admin/oauth/authorize?client_id="
                + encoded(answer(answers, "clientId"))
                + "&scope=" + encoded(String.join(",", SCOPES))
                + "&redirect_uri=" + encoded(callback.toString())
                + "&state=" + encoded(state));
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        if (query.containsKey("error")) {
            throw new ConnectorException.Refused("The connection was declined in Shopify.");
        }
        String secret = answer(answers, "clientSecret");
        if (!signed(query, secret)) {
            throw new ConnectorException.Refused("The callback is not signed by Shopify: start again.");
        }
        Duration age = Duration.between(timestamp(query), clock.instant()).abs();
        if (age.compareTo(OLDEST_CALLBACK) > 0) {
            throw new ConnectorException.Refused("The callback is too old: start again.");
        }
        String shop = query.getOrDefault("shop", "");
        if (!ShopifyShop.isHost(shop) || !shop.equals(ShopifyShop.host(answer(answers, "shop")))) {
            throw new ConnectorException.Refused("The callback is for another shop: start again.");
        }
        String code = query.getOrDefault("code", "");
        if (code.isBlank()) {
            throw new ConnectorException.Refused("The callback brings no code: start again.");
        }
        ObjectNode body = ShopifyApi.JSON
                .createObjectNode()
                .put("client_id", answer(answers, "clientId"))
                .put("client_secret", secret)
                .put("code", code)
                .put("expiring", "1");
        JsonNode tokens = token("https://" + shop, body, NOT_YET_CONNECTED, http);
        Map<String, String> credentials = new HashMap<>();
        credentials.put("shop", shop);
        credentials.put("clientId", answer(answers, "clientId"));
        credentials.put("clientSecret", secret);
        return withTokens(credentials, tokens);
    }

    /**
     * New tokens for a connection whose access token expires. The refresh token rotates: store what comes back in the
     * transaction that asked, and never refresh one connection twice at a time (field-lesson 32).
     *
     * @return all credentials of the connection, tokens replaced
     * @throws ConnectorException.MerchantMustAct when Shopify takes the refresh token no more
     */
    @Override
    public Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http) {
        ObjectNode body = ShopifyApi.JSON
                .createObjectNode()
                .put("client_id", connection.credential("clientId"))
                .put("client_secret", connection.credential("clientSecret"))
                .put("grant_type", "refresh_token")
                .put("refresh_token", connection.credential("refreshToken"));
        JsonNode tokens = token(ShopifyApi.base(connection), body, connection.id(), http);
        return withTokens(new HashMap<>(connection.credentials()), tokens);
    }

    @Override
    public Optional<Instant> expiry(ConnectionAccess connection) {
        return connection.optionalCredential("refreshToken").isEmpty()
                ? Optional.empty()
                : TokenRefresh.timeIn(connection, "accessTokenExpiresAt");
    }

    @Override
    public List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http) {
        Set<String> missing = new LinkedHashSet<>(TOPICS);
        ObjectNode page = ShopifyApi.JSON.createObjectNode();
        boolean more = true;
        while (more) {
            JsonNode list = ShopifyApi.ask(ShopifyQueries.SUBSCRIPTIONS, page, 20, connection, http)
                    .path("webhookSubscriptions");
            for (JsonNode subscription : list.path("nodes")) {
                String uri = subscription
                        .path("uri")
                        .asText(subscription.path("callbackUrl").asText());
                if (uri.equals(webhookUrl.toString())) {
                    missing.remove(subscription.path("topic").asText());
                }
            }
            String next = list.path("pageInfo").path("endCursor").asText("");
            more = list.path("pageInfo").path("hasNextPage").asBoolean()
                    && !next.isEmpty()
                    && !next.equals(page.path("after").asText(""));
            page.put("after", next);
        }
        for (String topic : missing) {
            ObjectNode variables =
                    ShopifyApi.JSON.createObjectNode().put("topic", topic).put("uri", webhookUrl.toString());
            JsonNode answer = ShopifyApi.ask(ShopifyQueries.SUBSCRIBE, variables, 10, connection, http)
                    .path("webhookSubscriptionCreate");
            boolean taken =
                    answer.path("userErrors").path(0).path("message").asText("").contains("already been taken");
            if (!taken) { // someone else subscribed between our look and our call
                ShopifyApi.refuseOn(answer.path("userErrors"), "subscribe to " + topic);
            }
        }
        return List.copyOf(missing);
    }

    /** What was asked for but not granted; {@code write_x} includes {@code read_x}. */
    static List<String> missingScopes(String granted) {
        Set<String> has = new HashSet<>(Arrays.asList(granted.split("[,\\s]+")));
        return SCOPES.stream()
                .filter(scope -> !has.contains(scope) && !has.contains(scope.replaceFirst("^read_", "write_")))
                .toList();
    }

    private Map<String, String> withTokens(Map<String, String> credentials, JsonNode tokens) {
        Instant now = clock.instant();
        credentials.put("accessToken", tokens.path("access_token").asText());
        if (tokens.hasNonNull("refresh_token")) {
            credentials.put("refreshToken", tokens.path("refresh_token").asText());
        }
        if (tokens.path("expires_in").asLong() > 0) {
            credentials.put(
                    "accessTokenExpiresAt",
                    now.plusSeconds(tokens.path("expires_in").asLong()).toString());
        }
        if (tokens.path("refresh_token_expires_in").asLong() > 0) {
            credentials.put(
                    "refreshTokenExpiresAt",
                    now.plusSeconds(tokens.path("refresh_token_expires_in").asLong())
                            .toString());
        }
        if (tokens.hasNonNull("scope")) {
            credentials.put(
                    "missingScopes",
                    String.join(",", missingScopes(tokens.path("scope").asText())));
        }
        return Map.copyOf(credentials);
    }

    private static JsonNode token(String base, ObjectNode body, ConnectionId id, PlatformHttp http) {
        PlatformHttp.Request request = new PlatformHttp.Request(
                id,
                "POST",
                URI.create(base + "/admin/oauth/access_token"),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                ShopifyApi.bytes(body),
                1);
        JsonNode tokens;
        try {
            tokens = ShopifyApi.send(request, http);
        } catch (ConnectorException.Refused e) { // 400 invalid_grant, 400 invalid_request
            throw new ConnectorException.MerchantMustAct("Shopify grants no token: connect the shop again.");
        }
        if (tokens.path("access_token").asText("").isBlank()) {
            throw new ConnectorException.Temporary("Shopify's answer holds no token.");
        }
        return tokens;
    }

    /** Every parameter but the signature itself, sorted by name, URL-encoded; the signature is hexadecimal. */
    private static boolean signed(Map<String, String> query, String secret) {
        Map<String, String> sorted = new TreeMap<>(query);
        String hmac = sorted.remove("hmac");
        sorted.remove("signature");
        if (hmac == null || !hmac.matches("[0-9a-fA-F]{64}")) {
            return false;
        }
        String message = sorted.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        byte[] expected = ShopifyWebhooks.hmac(secret, message.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(expected, HexFormat.of().parseHex(hmac));
    }

    private static Instant timestamp(Map<String, String> query) {
        String seconds = query.getOrDefault("timestamp", "");
        return Instant.ofEpochSecond(seconds.matches("\\d{1,11}") ? Long.parseLong(seconds) : 0);
    }

    private static String answer(Map<String, String> answers, String name) {
        String value = answers.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new ConnectorException.Refused("%s: is missing".formatted(name));
        }
        return value;
    }

    /** As {@code encodeURIComponent} does it. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
