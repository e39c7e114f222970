package io.quayside.app.security;

import io.quayside.app.embedded.KeyFile;
import io.quayside.app.embedded.StateDirectory;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The RS256 key pair that access tokens are signed with. Kept, so that a restart signs nobody out. */
record JwtKeys(RSAPublicKey publicKey, RSAPrivateKey privateKey) {
    private static final String HEAD = "-----BEGIN PRIVATE KEY-----";
    private static final String FOOT = "-----END PRIVATE KEY-----";

    static JwtKeys readOrCreate(StateDirectory home) {
        return parse(KeyFile.readOrCreate(home.keys().resolve("jwt.pem"), JwtKeys::generate));
    }

    KeyPair pair() {
        return new KeyPair(publicKey, privateKey);
    }

    @Override
    public String toString() {
        return "JwtKeys[hidden]";
    }

    /** Never says the key in a message. */
    static JwtKeys parse(String pem) {
        try {
            byte[] encoded =
                    Base64.getMimeDecoder().decode(pem.replace(HEAD, "").replace(FOOT, ""));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            BigInteger modulus = key.getModulus();
            RSAPublicKey publicKey =
                    (RSAPublicKey) rsa.generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()));
            return new JwtKeys(publicKey, key);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException(
                    "the key for access tokens is no RSA key in PKCS #8 PEM; jwt.pem may be removed to have a new one made",
                    e);
        }
    }

    private static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            return HEAD + "\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n" + FOOT;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
