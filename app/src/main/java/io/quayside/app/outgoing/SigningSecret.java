package io.quayside.app.outgoing;

import io.quayside.connectors.payload.StandardSignature;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that events to one endpoint are signed with, as Standard Webhooks writes it: {@code whsec_} and Base64. */
record SigningSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SigningSecret random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bits));
    }

    /** One entry of the header {@code webhook-signature}. */
    String signature(String id, String timestamp, byte[] body) {
        byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        return "v1," + Base64.getEncoder().encodeToString(StandardSignature.sign(key, id, timestamp, body));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SigningSecret";
    }
}
