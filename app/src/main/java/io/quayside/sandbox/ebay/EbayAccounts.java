package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may call: OAuth with its codes and tokens, and the keys by which calls about money are signed. Thread-safe. */
final class EbayAccounts {
    static final String CLIENT_ID = "quayside-sandbox";
    static final String CLIENT_SECRET = "sandbox-secret";
    private static final long TOKEN_SECONDS = 7_200;
    private static final long REFRESH_SECONDS = 47_304_000;
    private static final String APP = "";
    /** A RuName stands for the callback's address; here it tells the port of it. */
    private static final Pattern RU_NAME = Pattern.compile("Quayside-Sandbox-(\\d{1,5})");

    private static final Pattern INPUT = Pattern.compile("sig1=(\\(([^)]*)\\);created=\\d+)");

    /** @param seller empty for the app itself */
    record Account(String seller, Instant until) {}

    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Map<String, Account> access = new ConcurrentHashMap<>();
    private final Map<String, String> refresh = new ConcurrentHashMap<>();
    private final Map<String, PublicKey> signers = new ConcurrentHashMap<>();

    /** Where the browser goes back to; empty when the app has no such name. */
    static Optional<String> callback(String ruName) {
        Matcher name = RU_NAME.matcher(ruName);
        return name.matches()
                ? Optional.of("http://localhost:" + name.group(1) + "/integrations/ebay/callback")
                : Optional.empty();
    }

    /** As eBay's look: not fit for a URL as they are. */
    private static String random() {
        return "v^1.1#i^1#p^3#r^0#f^0#t^" + UUID.randomUUID().toString().replace("-", "") + "==";
    }

    String code(String seller) {
        String code = random();
        codes.put(code, seller);
        return code;
    }

    Reply token(Call call) {
        if (!call.header("authorization").orElse("").equals(basic())) {
            return refused(401, "invalid_client", "client authentication failed");
        }
        ObjectNode asked = call.json();
        return switch (asked.path("grant_type").asText()) {
            case "client_credentials" -> Reply.ok(granted(APP, "Application Access Token"));
            case "authorization_code" -> byCode(asked);
            case "refresh_token" -> {
                String seller = refresh.get(asked.path("refresh_token").asText());
                yield seller == null
                        ? refused(400, "invalid_grant", "the provided authorization refresh token is invalid")
                        : Reply.ok(granted(seller, "User Access Token"));
            }
            default -> refused(400, "unsupported_grant_type", "grant type in request is not supported");
        };
    }

    private Reply byCode(ObjectNode asked) {
        boolean named = callback(asked.path("redirect_uri").asText()).isPresent();
        String seller = named ? codes.remove(asked.path("code").asText()) : null;
        if (seller == null) {
            return refused(
                    400,
                    "invalid_grant",
                    "the provided authorization grant code is invalid or was issued to another client");
        }
        String token = random();
        refresh.put(token, seller);
        return Reply.ok(granted(seller, "User Access Token")
                .put("refresh_token", token)
                .put("refresh_token_expires_in", REFRESH_SECONDS));
    }

    private ObjectNode granted(String seller, String type) {
        String token = random();
        access.put(token, new Account(seller, Instant.now().plusSeconds(TOKEN_SECONDS)));
        return Json.object()
                .put("access_token", token)
                .put("expires_in", TOKEN_SECONDS)
                .put("token_type", type);
    }

    private static Reply refused(int status, String error, String words) {
        return Reply.json(status, Json.object().put("error", error).put("error_description", words));
    }

    private static String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    }

    /** By the scheme that the API wants. */
    Optional<Account> caller(Call call, String scheme) {
        String header = scheme.equals("X-EBAY-API-IAF-TOKEN")
                ? call.header(scheme).orElse("")
                : call.header("authorization")
                        .filter(value -> value.startsWith(scheme + " "))
                        .map(value -> value.substring(scheme.length() + 1))
                        .orElse("");
        return Optional.ofNullable(access.get(header))
                .filter(account -> account.until().isAfter(Instant.now()));
    }

    // ---- signed calls

    Reply signingKey() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String jwe = "eyJ6aXAiOiJERUYi." + UUID.randomUUID();
            signers.put(jwe, pair.getPublic());
            Base64.Encoder base64 = Base64.getEncoder();
            return Reply.json(
                    201,
                    Json.object()
                            .put("signingKeyId", UUID.randomUUID().toString())
                            .put("signingKeyCipher", "ED25519")
                            .put("jwe", jwe)
                            .put(
                                    "privateKey",
                                    base64.encodeToString(pair.getPrivate().getEncoded()))
                            .put(
                                    "publicKey",
                                    base64.encodeToString(pair.getPublic().getEncoded()))
                            .put("creationTime", Instant.now().getEpochSecond())
                            .put(
                                    "expirationTime",
                                    Instant.now().plusSeconds(94_608_000).getEpochSecond()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** What is wrong with the signature of a call; empty when it is good, or not there and not enforced. */
    Optional<Reply> problem(Call call, String path) {
        if (call.header("x-ebay-enforce-signature").isEmpty()) {
            return Optional.empty();
        }
        String jwe = call.header("x-ebay-signature-key").orElse("");
        PublicKey key = signers.get(jwe);
        Matcher input = INPUT.matcher(call.header("signature-input").orElse(""));
        if (key == null || !input.matches()) {
            return Optional.of(unsigned(215_001, "Missing x-ebay-signature-key header"));
        }
        StringBuilder base = new StringBuilder();
        for (String name : input.group(2).replace("\"", "").split(" ")) {
            base.append('"')
                    .append(name)
                    .append("\": ")
                    .append(part(name, call, path))
                    .append('\n');
        }
        base.append("\"@signature-params\": ").append(input.group(1));
        boolean digest = call.body().length == 0
                || call.header("content-digest").orElse("").equals(digest(call.body()))
                        && input.group(2).contains("content-digest");
        String signature = call.header("signature").orElse("").replaceFirst("^sig1=:(.*):$", "$1");
        return digest && fits(key, base.toString(), signature)
                ? Optional.empty()
                : Optional.of(unsigned(215_122, "Signature validation failed"));
    }

    private static String part(String name, Call call, String path) {
        return switch (name) {
            case "@method" -> call.method();
            case "@path" -> path;
            case "@authority" -> "api.ebay.com";
            default -> call.header(name).orElse("");
        };
    }

    private static Reply unsigned(int id, String message) {
        return EbayErrors.of(400, id, "ACCESS", "REQUEST", message);
    }

    private static String digest(byte[] body) {
        try {
            return "sha-256=:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(body)) + ":";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean fits(PublicKey key, String message, String signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key.getEncoded())));
            verifier.update(message.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
