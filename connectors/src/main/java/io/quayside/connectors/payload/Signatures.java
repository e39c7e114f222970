package io.quayside.connectors.payload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes as platforms sign with them. Pure functions. */
public final class Signatures {
    private Signatures() {}

    public static byte[] hmacSha256(String secret, byte[] message) {
        return hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), message);
    }

    public static byte[] hmacSha256(byte[] secret, byte[] message) {
        return hmac("HmacSHA256", secret, message);
    }

    private static byte[] hmac(String algorithm, byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    public static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** {@code sha256:} and 64 hexadecimal digits: an identity for deliveries that bring none. */
    public static String idOf(byte[] body) {
        return "sha256:" + HexFormat.of().formatHex(sha256(body));
    }

    /** In constant time; false for what is no base64. */
    public static boolean fits(byte[] expected, Optional<String> base64) {
        try {
            return MessageDigest.isEqual(
                    expected, Base64.getDecoder().decode(base64.orElse("").strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
