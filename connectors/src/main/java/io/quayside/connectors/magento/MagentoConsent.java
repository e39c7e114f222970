package io.quayside.connectors.magento;

import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Activation of an integration: the merchant enters two addresses of ours in the shop's admin panel, both of which hold
 * the state, and presses Activate. The shop's server posts the keys to the first (unsigned, so the state is its only
 * proof and the shop that it claims to be must be the one that was named), then the merchant's browser opens the second,
 * upon which the keys become tokens.
 */
final class MagentoConsent implements ConsentFlow {
    private static final String KEY = "oauthConsumerKey";
    private static final String SECRET = "oauthConsumerSecret";
    private static final String VERIFIER = "oauthVerifier";
    private static final String BASE = "oauthStoreUrl";
    private final MagentoApi api;

    MagentoConsent(MagentoApi api) {
        this.api = api;
    }

    @Override
    public List<Field> asks() {
        return List.of(
                Field.text("storeUrl", "Shop address", "Where the shop is, such as https://shop.example.com."),
                Field.optional(
                        "adminPath",
                        "Admin path",
                        "What follows the shop's address on the way to its admin panel, such as admin_1a2b3c.",
                        "admin"));
    }

    /** The form for a new integration; shops lead to their log-in first and then to the dashboard. */
    @Override
    public URI authorizeUrl(Map<String, String> answers, String state, URI callback) {
        String admin = answers.getOrDefault("adminPath", "admin").strip();
        if (!admin.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new ConnectorException.Refused(
                    "adminPath: '%s' is not a path; enter it without slashes".formatted(JsonApi.excerpt(admin)));
        }
        String store = store(answers);
        if (MagentoApi.isCloud(store)) {
            throw new ConnectorException.Refused(
                    "storeUrl: Adobe's cloud service has no integrations to activate; connect it by hand with the credentials of a project in Adobe's Developer Console");
        }
        String own = address(state, callback);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", "Quayside");
        form.put("endpoint", own);
        form.put("identity_link_url", own);
        return URI.create(store + "/" + admin + "/admin/integration/new/?" + JsonApi.query(form));
    }

    @Override
    public List<Entry> entries(String state, URI callback) {
        String own = address(state, callback);
        return List.of(
                new Entry("Callback URL", own),
                new Entry("Identity link URL", own),
                new Entry(
                        "API resources",
                        "Sales, Catalog Inventory, Inventory, Products, and Stores; or all of them, then Save and Activate"));
    }

    /** In the path, for shops that put a question mark behind whatever was entered. */
    private static String address(String state, URI callback) {
        return callback + "/" + state;
    }

    private static String store(Map<String, String> answers) {
        return MagentoApi.storeUrl(answers.getOrDefault("storeUrl", ""));
    }

    @Override
    public Optional<Map<String, String>> handedOver(Map<String, String> call, Map<String, String> answers) {
        String base = MagentoApi.storeUrl(call.getOrDefault("store_base_url", ""));
        if (!host(base).equals(host(store(answers)))) {
            throw new ConnectorException.Refused("The keys come from %s, but the shop to connect is %s."
                    .formatted(
                            URI.create(base).getHost(),
                            URI.create(store(answers)).getHost()));
        }
        Map<String, String> kept = new HashMap<>();
        kept.put(BASE, base);
        kept.put(KEY, value(call, "oauth_consumer_key"));
        kept.put(SECRET, value(call, "oauth_consumer_secret"));
        kept.put(VERIFIER, value(call, "oauth_verifier"));
        return Optional.of(kept);
    }

    private static String host(String url) {
        return URI.create(url).getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }

    private static String value(Map<String, String> call, String name) {
        String value = call.getOrDefault(name, "");
        if (value.isBlank() || value.length() > 200) {
            throw new ConnectorException.Refused("%s: is missing".formatted(name));
        }
        return value;
    }

    @Override
    public Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http) {
        String key = answers.getOrDefault(KEY, "");
        if (key.isEmpty() || !key.equals(query.getOrDefault("oauth_consumer_key", ""))) {
            throw new ConnectorException.Refused(
                    "The shop has not handed over these keys: begin again, enter both addresses and press Activate.");
        }
        String base = answers.getOrDefault(BASE, store(answers));
        String secret = answers.getOrDefault(SECRET, "");
        Map<String, String> request = api.token(
                new OAuthSignature(key, secret, "", ""), URI.create(base + "/oauth/token/request"), Map.of(), http);
        Map<String, String> access = api.token(
                new OAuthSignature(key, secret, token(request), tokenSecret(request)),
                URI.create(base + "/oauth/token/access"),
                Map.of("oauth_verifier", answers.getOrDefault(VERIFIER, "")),
                http);
        Map<String, String> credentials = Map.of(
                "storeUrl",
                base,
                "consumerKey",
                key,
                "consumerSecret",
                secret,
                "accessToken",
                token(access),
                "accessTokenSecret",
                tokenSecret(access));
        var unused = api.page(
                "/orders",
                new MagentoSearch().page(1, 1).only("entity_id"),
                new ConnectionAccess(NOT_YET_CONNECTED, credentials, Map.of()),
                http);
        return credentials;
    }

    private static String token(Map<String, String> form) {
        return form.getOrDefault("oauth_token", "");
    }

    private static String tokenSecret(Map<String, String> form) {
        return form.getOrDefault("oauth_token_secret", "");
    }

    /** Only back to the shop itself. */
    @Override
    public Optional<URI> leadsOn(Map<String, String> query, Map<String, String> answers) {
        String target = query.getOrDefault("success_call_back", "");
        if (!target.matches("https?://[\\x21-\\x7e]{1,1000}")) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(target);
            boolean shop = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && host(target).equals(host(store(answers)));
            return shop ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
