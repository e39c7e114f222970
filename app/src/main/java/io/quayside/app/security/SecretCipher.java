package io.quayside.app.security;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Encrypts platform secrets at rest with AES-256-GCM. Each ciphertext names its key, so that keys can be rotated, and is
 * bound to the place it is stored in: moved to another row or field it is refused like a forged one. Thread-safe.
 */
public final class SecretCipher {
    private final Aead aead;

    SecretCipher(KeysetHandle keys) {
        try {
            this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key can't be used for encryption", e);
        }
    }

    /** @param place where the ciphertext will be stored, for example tenant, connection and field */
    public byte[] encrypt(String secret, String place) {
        return encrypt(secret.getBytes(StandardCharsets.UTF_8), place);
    }

    /** @param place where the ciphertext will be stored, for example tenant, connection and field */
    public byte[] encrypt(byte[] secret, String place) {
        try {
            return aead.encrypt(secret, place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret can't be encrypted", e);
        }
    }

    /** @throws UnreadableSecret when it was changed, moved from its place, or made with a key that is gone */
    public String decrypt(byte[] ciphertext, String place) {
        return new String(decryptBytes(ciphertext, place), StandardCharsets.UTF_8);
    }

    /** @throws UnreadableSecret when it was changed, moved from its place, or made with a key that is gone */
    public byte[] decryptBytes(byte[] ciphertext, String place) {
        try {
            return aead.decrypt(ciphertext, place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecret(place, e);
        }
    }

    /** A stored secret that this installation can't read. */
    public static final class UnreadableSecret extends RuntimeException {
        UnreadableSecret(String place, GeneralSecurityException cause) {
            super("the secret of %s can't be read: it was changed, or its master key is gone".formatted(place), cause);
        }
    }
}
