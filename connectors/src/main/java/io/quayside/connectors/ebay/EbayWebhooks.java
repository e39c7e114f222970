package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code X-EBAY-SIGNATURE}: base64 of {@code {alg,kid,signature,digest}}, an ECDSA signature over the raw body by the key
 * that {@code kid} names. The key is fetched by {@link EbayNotifications#fetch}. Notifications are repeated for a day
 * until they are taken, so a call whose key is not here yet may be sent away.
 */
final class EbayWebhooks implements WebhookGate {
    private static final int LONGEST_HEADER = 4_000;
    /** What eBay calls a digest → how Java calls the signature. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("SHA1", "SHA1withECDSA", "SHA256", "SHA256withECDSA", "SHA512", "SHA512withECDSA");

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        JsonNode header = header(request);
        String keyId = header.path("kid").asText("");
        String algorithm = ALGORITHMS.get(
                header.path("digest").asText("SHA1").toUpperCase(Locale.ROOT).replace("-", ""));
        if (!keyId.matches("[A-Za-z0-9._-]{1,100}") || algorithm == null) {
            return new Verdict.Refused("X-EBAY-SIGNATURE is missing or not eBay's");
        }
        String key = request.keys().get(keyId);
        if (key == null) {
            return new Verdict.Undecided(keyId);
        }
        if (!fits(key, algorithm, header.path("signature").asText(""), request.body())) {
            return new Verdict.Refused("the signature does not match the body");
        }
        JsonNode body = json(request.body());
        JsonNode notification = body.path("notification");
        String id = notification.path("notificationId").asText("");
        return new Verdict.Accepted(
                id.isBlank() || id.length() > 200 ? Signatures.idOf(request.body()) : id,
                topic(body),
                EbayNotice.orderId(notification.path("data")));
    }

    private static String topic(JsonNode body) {
        String topic = body.path("metadata").path("topic").asText("");
        return topic.length() > 100 ? "" : topic;
    }

    private static JsonNode header(Request request) {
        String told = request.header("x-ebay-signature").orElse("").strip();
        if (told.isEmpty() || told.length() > LONGEST_HEADER) {
            return MissingNode.getInstance();
        }
        try {
            return json(Base64.getDecoder().decode(told));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode read = JsonApi.JSON.readTree(bytes);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean fits(String pem, String algorithm, String signature, byte[] body) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key(pem));
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // a signature or key of another form
        }
    }

    /** With or without the lines of PEM, on one line or on several. */
    static PublicKey key(String pem) throws GeneralSecurityException {
        String bare = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(bare)));
    }

    @Override
    public Optional<String> challenge(Map<String, String> query, URI webhookUrl, ConnectionAccess connection) {
        String code = query.getOrDefault("challenge_code", "");
        if (code.isEmpty()
                || code.length() > 500
                || connection.optionalCredential("clientSecret").isEmpty()) {
            return Optional.empty();
        }
        String message = code + verificationToken(connection) + webhookUrl;
        String response = HexFormat.of().formatHex(Signatures.sha256(message.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(
                new String(JsonApi.bytes(JsonApi.object().put("challengeResponse", response)), StandardCharsets.UTF_8));
    }

    /** 64 letters and digits, the same each time: eBay wants 32 to 80. */
    static String verificationToken(ConnectionAccess connection) {
        return HexFormat.of()
                .formatHex(Signatures.hmacSha256(
                        connection.credential("clientSecret"),
                        ("eBay notifications for " + connection.id()).getBytes(StandardCharsets.UTF_8)));
    }
}
