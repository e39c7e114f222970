package io.quayside.connectors.ebay;

import io.quayside.connectors.spi.WebhookGate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** A notification as eBay signs it, by a key of its own. */
record SignedNotice(WebhookGate.Request request, String keyId, String pem) {
    private static final KeyPair KEY = keyPair();

    static SignedNotice of(String body) {
        return of(body, "SHA1", "SHA1withECDSA");
    }

    static SignedNotice of(String body, String digest, String algorithm) {
        byte[] bytes = ScriptedEbay.json(body).getBytes(StandardCharsets.UTF_8);
        String keyId = "9936261a-7d7b-4621-a0f1-964a2a0a7e4e";
        String header = ScriptedEbay.json("{'alg':'ECDSA','kid':'%s','signature':'%s','digest':'%s'}"
                .formatted(keyId, signature(bytes, algorithm), digest));
        return new SignedNotice(
                new WebhookGate.Request(
                        Map.of(
                                "X-EBAY-SIGNATURE",
                                Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8))),
                        bytes,
                        ScriptedEbay.NOW),
                keyId,
                "-----BEGIN PUBLIC KEY-----"
                        + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded())
                        + "-----END PUBLIC KEY-----");
    }

    private static String signature(byte[] body, String algorithm) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(KEY.getPrivate());
            signer.update(body);
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
