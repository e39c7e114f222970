package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * HTTP message signatures (RFC 9421, RFC 9530) as eBay asks them of refunds and cancellations for sellers of the EU and
 * the UK, and ignores elsewhere. The key pair is made by eBay when the seller connects; where that failed, calls go
 * unsigned.
 */
final class EbayMessageSigning {
    /** Credential: the public key, wrapped by eBay, that goes along with every signed call. */
    static final String JWE = "signingKeyJwe";
    /** Credential: the private key, Ed25519, PKCS #8 in base64. */
    static final String PRIVATE_KEY = "signingKey";

    private final Clock clock;

    EbayMessageSigning(Clock clock) {
        this.clock = clock;
    }

    /** A fresh key pair as credentials; none when eBay makes none now, as most sellers need none. */
    static Map<String, String> newKey(String appToken, PlatformHttp http) {
        try {
            JsonNode key = EbayApi.API
                    .send(
                            ConsentFlow.NOT_YET_CONNECTED,
                            "POST",
                            EbayApi.SECURE_BASE + "/developer/key_management/v1/signing_key",
                            EbayApi.bearer(appToken),
                            JsonApi.object().put("signingKeyCipher", "ED25519"),
                            http)
                    .body();
            String jwe = key.path("jwe").asText("");
            String secret = key.path("privateKey").asText("");
            return jwe.isBlank() || secret.isBlank() ? Map.of() : Map.of(JWE, jwe, PRIVATE_KEY, secret);
        } catch (ConnectorException none) {
            return Map.of();
        }
    }

    /** The headers to add; none when the connection has no key. */
    Map<String, String> headers(
            String method, String authority, String path, byte[] body, ConnectionAccess connection) {
        Optional<String> jwe = connection.optionalCredential(JWE);
        Optional<String> secret = connection.optionalCredential(PRIVATE_KEY);
        if (jwe.isEmpty() || secret.isEmpty()) {
            return Map.of();
        }
        Map<String, String> covered = new LinkedHashMap<>();
        if (body.length > 0) {
            covered.put(
                    "content-digest", "sha-256=:" + Base64.getEncoder().encodeToString(Signatures.sha256(body)) + ":");
        }
        covered.put("x-ebay-signature-key", jwe.get());
        covered.put("@method", method);
        covered.put("@path", path.replaceFirst("\\?.*", ""));
        covered.put("@authority", authority);
        String parameters =
                covered.keySet().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" ", "(", ")"))
                        + ";created=" + clock.instant().getEpochSecond();
        String base = covered.entrySet().stream()
                        .map(part -> "\"" + part.getKey() + "\": " + part.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\"@signature-params\": " + parameters;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ebay-signature-key", jwe.get());
        headers.put("x-ebay-enforce-signature", "true");
        headers.put("Signature-Input", "sig1=" + parameters);
        headers.put("Signature", "sig1=:" + sign(secret.get(), base) + ":");
        Optional.ofNullable(covered.get("content-digest")).ifPresent(digest -> headers.put("Content-Digest", digest));
        return headers;
    }

    private static String sign(String secret, String message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret))));
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectorException.MerchantMustAct(
                    "The key that eBay made for signing calls can't be used: connect eBay again.");
        }
    }
}
