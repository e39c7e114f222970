package io.quayside.connectors.magento;

import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * OAuth 1.0a (RFC 5849) with HMAC-SHA256, as Magento wants it: the query is signed, a JSON body is not. The libraries
 * for it sign requests of certain HTTP clients only, or know SHA-1 alone. Pure functions.
 *
 * @param token empty, as its secret, before there is one
 */
record OAuthSignature(String consumerKey, String consumerSecret, String token, String tokenSecret) {
    /**
     * The {@code Authorization} header of one call; it must not be sent twice.
     *
     * @param more further protocol parameters, such as {@code oauth_verifier}
     */
    String header(String method, URI uri, Map<String, String> more, Instant now, String nonce) {
        Map<String, String> oauth = new TreeMap<>(more);
        oauth.put("oauth_consumer_key", consumerKey);
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        oauth.put("oauth_timestamp", "" + now.getEpochSecond());
        oauth.put("oauth_version", "1.0");
        if (!token.isEmpty()) {
            oauth.put("oauth_token", token);
        }
        String key = JsonApi.encoded(consumerSecret) + "&" + JsonApi.encoded(tokenSecret);
        String base = baseString(method, uri, List.copyOf(oauth.entrySet()));
        byte[] signature = Signatures.hmacSha256(key, base.getBytes(StandardCharsets.UTF_8));
        oauth.put("oauth_signature", Base64.getEncoder().encodeToString(signature));
        return "OAuth "
                + oauth.entrySet().stream()
                        .map(entry -> "%s=\"%s\"".formatted(entry.getKey(), JsonApi.encoded(entry.getValue())))
                        .collect(Collectors.joining(", "));
    }

    /** RFC 5849, 3.4.1: the parameters of the query are added to the others. */
    static String baseString(String method, URI uri, List<Map.Entry<String, String>> others) {
        List<String> pairs = new ArrayList<>();
        others.forEach(pair -> pairs.add(JsonApi.encoded(pair.getKey()) + "=" + JsonApi.encoded(pair.getValue())));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                pairs.add(again(equals < 0 ? pair : pair.substring(0, equals)) + "="
                        + again(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        pairs.sort(Comparator.comparing(OAuthSignature::name).thenComparing(Comparator.naturalOrder()));
        return method.toUpperCase(Locale.ROOT) + "&" + JsonApi.encoded(place(uri)) + "&"
                + JsonApi.encoded(String.join("&", pairs));
    }

    private static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static String again(String encoded) {
        return JsonApi.encoded(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    /** Without the query and without the port that the scheme has anyway. */
    private static String place(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort();
        boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        String path = uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port)
                + (path == null || path.isEmpty() ? "/" : path);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "OAuthSignature[]";
    }
}
