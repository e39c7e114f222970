package io.quayside.sandbox.woocommerce;

import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may call: by Basic, by key and secret in the query, or, as clients do it where there is no TLS, by a signature of
 * OAuth 1.0a with one leg. Thread-safe.
 */
final class Keys {
    private static final long TOLERANCE_SECONDS = 15 * 60;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    void add(String key, String secret) {
        secrets.put(key, secret);
    }

    void remove(String key) {
        secrets.remove(key);
    }

    /** @param path within the shop, decoded */
    boolean open(String shop, String path, Call call) {
        String basic = call.header("authorization").orElse("");
        if (basic.startsWith("Basic ")) {
            try {
                String[] pair = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
                return pair.length == 2 && isPair(pair[0], pair[1]);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return call.query().containsKey("oauth_signature")
                ? isSigned(shop, path, call)
                : isPair(
                        call.query().getOrDefault("consumer_key", ""),
                        call.query().getOrDefault("consumer_secret", ""));
    }

    private boolean isPair(String key, String secret) {
        return secret.equals(secrets.get(key));
    }

    private boolean isSigned(String shop, String path, Call call) {
        Map<String, String> query = call.query();
        String secret = secrets.get(query.getOrDefault("oauth_consumer_key", ""));
        String time = query.getOrDefault("oauth_timestamp", "");
        if (secret == null
                || !query.getOrDefault("oauth_signature_method", "").equals("HMAC-SHA256")
                || !time.matches("\\d{1,12}")
                || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) > TOLERANCE_SECONDS) {
            return false;
        }
        String encodedPath =
                Arrays.stream(path.split("/", -1)).map(Json::encoded).collect(Collectors.joining("/"));
        byte[] given = decoded(query.getOrDefault("oauth_signature", ""));
        boolean fits = false;
        for (String place : List.of(
                "http://" + shop + "/" + encodedPath,
                "http://" + call.header("host").orElse("") + "/woocommerce/" + shop + "/" + encodedPath)) {
            fits |= MessageDigest.isEqual(given, hmac(secret + "&", baseString(call.method(), place, query)));
        }
        return fits && nonces.add(time + "/" + query.get("oauth_nonce"));
    }

    private static String baseString(String method, String place, Map<String, String> query) {
        Map<String, String> sorted = new TreeMap<>();
        query.forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                sorted.put(Json.encoded(name), Json.encoded(value));
            }
        });
        String pairs = sorted.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
        return method + "&" + Json.encoded(place) + "&" + Json.encoded(pairs);
    }

    static byte[] hmac(String key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(String key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
