package io.quayside.sandbox.magento;

import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may enter: consumers, their tokens, and the signatures of their calls, which are recomputed here for the shop's own
 * address and for the one that the sandbox is reached by. Thread-safe.
 */
final class OAuthDoor {
    private static final Pattern PAIR = Pattern.compile("(oauth_[a-z_]+)=\"([^\"]*)\"");
    private static final long TOLERANCE_SECONDS = 600;
    private static final int MOST_NONCES = 100_000;
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    record Consumer(String shop, String key, String secret, String verifier) {}

    /** @param access whether it opens the API; else it is only good to be traded for one that does */
    private record Token(String consumer, String secret, boolean access) {}

    Consumer consumer(String shop) {
        Consumer made = new Consumer(shop, random(), random(), random());
        consumers.put(made.key(), made);
        return made;
    }

    /** Opens every shop. */
    void grant(String key, String secret, String token, String tokenSecret) {
        consumers.put(key, new Consumer("*", key, secret, ""));
        tokens.put(token, new Token(key, tokenSecret, true));
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    boolean isConnected(String shop) {
        for (Token token : tokens.values()) {
            Consumer consumer = consumers.get(token.consumer());
            if (token.access() && consumer != null && consumer.shop().equals(shop)) {
                return true;
            }
        }
        return false;
    }

    // ---- tokens

    Reply requestToken(String shop, String path, Call call) {
        Map<String, String> oauth = parameters(call);
        Optional<String> problem = problem(shop, path, call, oauth, "");
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        return token(oauth.getOrDefault("oauth_consumer_key", ""), false);
    }

    Reply accessToken(String shop, String path, Call call) {
        Map<String, String> oauth = parameters(call);
        String given = oauth.getOrDefault("oauth_token", "");
        Token request = tokens.get(given);
        if (request == null || request.access() || !request.consumer().equals(oauth.get("oauth_consumer_key"))) {
            return refused("token_rejected");
        }
        Optional<String> problem = problem(shop, path, call, oauth, request.secret());
        Consumer consumer = consumers.get(request.consumer());
        if (problem.isEmpty()
                && (consumer == null || !consumer.verifier().equals(oauth.getOrDefault("oauth_verifier", "")))) {
            problem = Optional.of("verifier_invalid");
        }
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        tokens.remove(given);
        return token(request.consumer(), true);
    }

    private Reply token(String consumer, boolean access) {
        String token = random();
        String secret = random();
        tokens.put(token, new Token(consumer, secret, access));
        return form(200, "oauth_token=" + token + "&oauth_token_secret=" + secret);
    }

    private static Reply refused(String problem) {
        return form(problem.equals("timestamp_refused") ? 400 : 401, "oauth_problem=" + problem);
    }

    private static Reply form(int status, String text) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- calls

    /** Why the call may not enter, as the API says it; empty when it may. */
    Optional<Reply> refusal(String shop, String path, Call call) {
        Map<String, String> oauth = parameters(call);
        Token token = tokens.get(oauth.getOrDefault("oauth_token", ""));
        if (token == null || !token.access() || !token.consumer().equals(oauth.get("oauth_consumer_key"))) {
            return Optional.of(Errors.unauthorized()); // so are bearer tokens, which are off by default
        }
        return problem(shop, path, call, oauth, token.secret()).map(problem -> switch (problem) {
            case "timestamp_refused" ->
                Errors.numbered(400, "Incorrect timestamp value in the oauth_timestamp parameter");
            case "nonce_used" ->
                Errors.numbered(401, "The nonce is already being used by the consumer with ID %1.", "7");
            case "signature_invalid" -> Errors.numbered(401, "The signature is invalid. Verify and try again.");
            case "signature_method_rejected" ->
                Errors.numbered(400, "Signature method %1 is not supported", "HMAC-SHA1");
            default -> Errors.unauthorized();
        });
    }

    private Optional<String> problem(
            String shop, String path, Call call, Map<String, String> oauth, String tokenSecret) {
        Consumer consumer = consumers.get(oauth.getOrDefault("oauth_consumer_key", ""));
        if (consumer == null || !(consumer.shop().equals("*") || consumer.shop().equals(shop))) {
            return Optional.of("consumer_key_rejected");
        }
        if (!oauth.getOrDefault("oauth_signature_method", "").equals("HMAC-SHA256")) {
            return Optional.of("signature_method_rejected");
        }
        String time = oauth.getOrDefault("oauth_timestamp", "");
        if (!time.matches("\\d{1,12}")
                || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) > TOLERANCE_SECONDS) {
            return Optional.of("timestamp_refused");
        }
        String key = Json.encoded(consumer.secret()) + "&" + Json.encoded(tokenSecret);
        byte[] given = decoded(oauth.getOrDefault("oauth_signature", ""));
        boolean fits = false;
        for (String place : places(shop, path, call)) {
            fits |= MessageDigest.isEqual(given, hmac(key, baseString(call.method(), place, call.query(), oauth)));
        }
        if (!fits) {
            return Optional.of("signature_invalid");
        }
        if (nonces.size() > MOST_NONCES) {
            nonces.clear();
        }
        String nonce = oauth.getOrDefault("oauth_nonce", "");
        return nonce.isEmpty() || !nonces.add(consumer.key() + "/" + time + "/" + nonce)
                ? Optional.of("nonce_used")
                : Optional.empty();
    }

    private static List<String> places(String shop, String path, Call call) {
        String encoded = Arrays.stream(path.split("/", -1)).map(Json::encoded).collect(Collectors.joining("/"));
        return List.of(
                "https://" + shop + "/" + encoded,
                "http://" + call.header("host").orElse("") + "/magento/" + shop + "/" + encoded);
    }

    private static String baseString(
            String method, String place, Map<String, String> query, Map<String, String> oauth) {
        Map<String, String> all = new TreeMap<>();
        query.forEach((name, value) -> all.put(Json.encoded(name), Json.encoded(value)));
        oauth.forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                all.put(Json.encoded(name), Json.encoded(value));
            }
        });
        String pairs = all.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
        return method + "&" + Json.encoded(place) + "&" + Json.encoded(pairs);
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
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

    private static Map<String, String> parameters(Call call) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String header = call.header("authorization").orElse("");
        if (header.startsWith("OAuth ")) {
            Matcher pair = PAIR.matcher(header);
            while (pair.find()) {
                parameters.put(
                        pair.group(1), URLDecoder.decode(pair.group(2).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
