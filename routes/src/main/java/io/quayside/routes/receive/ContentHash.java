package io.quayside.routes.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Knows a file again: its bytes as they pass by, then the settings that say how to read them. Not thread-safe. */
public final class ContentHash {
    private final MessageDigest digest = sha256();

    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** The hash in hexadecimal; a file read with other settings is another content. Ends this object's use. */
    public String readWith(Map<String, String> settings) {
        byte[] file = digest.digest();
        digest.update(file);
        new TreeMap<>(settings)
                .forEach((name, value) -> digest.update((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The first 16 hexadecimal digits of a text's hash: enough to tell the orders of one connection apart. */
    static String shortened(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
