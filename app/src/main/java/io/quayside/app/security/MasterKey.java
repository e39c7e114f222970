package io.quayside.app.security;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.quayside.app.embedded.KeyFile;
import io.quayside.app.embedded.StateDirectory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The key that platform secrets are encrypted with: a Tink keyset as JSON. It may hold older keys beside the primary
 * one, which is how a key is rotated.
 */
final class MasterKey {
    private static final int KEY_BYTES = 32;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private MasterKey() {}

    /** The installation's own, made on its first start. A database without its key is refused: it is a lost backup. */
    static KeysetHandle ofInstallation(StateDirectory home) {
        Path file = home.keys().resolve("master.key");
        if (!Files.exists(file) && home.databaseWasThere()) {
            throw new IllegalStateException(
                    "%s is gone, but the database may hold secrets encrypted with it. Put the file back, give the key as QUAYSIDE_MASTER_KEY, or start over with an empty state directory."
                            .formatted(file));
        }
        return parse(KeyFile.readOrCreate(file, MasterKey::generate));
    }

    /** A keyset as JSON, or 32 bytes in Base64 ({@code openssl rand -base64 32}). Never says the key in a message. */
    static KeysetHandle parse(String text) {
        try {
            return text.strip().startsWith("{")
                    ? TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get())
                    : single(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the master key is neither a keyset nor Base64");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key can't be read: it is no keyset of AES-256-GCM keys");
        }
    }

    private static String generate() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no master key can be made", e);
        }
    }

    @AccessesPartialKey
    private static KeysetHandle single(byte[] key) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "the master key has %d bytes instead of %d".formatted(key.length, KEY_BYTES));
        }
        // the same key has the same number on every machine
        int number = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                        .getInt()
                & 0x7fffffff;
        AesGcmKey aes = AesGcmKey.builder()
                .setParameters(AesGcmParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setIvSizeBytes(12)
                        .setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.TINK)
                        .build())
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .setIdRequirement(number)
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(aes).makePrimary())
                .build();
    }
}
