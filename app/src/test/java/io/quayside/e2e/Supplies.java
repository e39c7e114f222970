package io.quayside.e2e;

import io.quayside.app.embedded.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.springframework.util.FileSystemUtils;

/**
 * What a hub makes itself on its first start, made once for all hubs of a test process: its keys and the unpacked
 * PostgreSQL take two thirds of the start.
 */
final class Supplies {
    private static final Supplies ONE = new Supplies();
    private final Path hostKeys;
    private final String jwtKey;

    private Supplies() {
        try {
            hostKeys = Files.createTempDirectory("quayside-host-keys");
            Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "remove-host-keys"));
            hostKey("sftp-host-ec", "EC", 256);
            hostKey("sftp-host-rsa", "RSA", 3072);
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(2048);
            jwtKey = Base64.getEncoder()
                    .encodeToString(rsa.generateKeyPair().getPrivate().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lays out the home of a hub that was never started. */
    static Map<String, String> into(Path home) throws IOException {
        Path binaries = home.resolve("postgres-binaries");
        if (!Files.exists(binaries)) {
            Files.createSymbolicLink(binaries, Files.createDirectories(TestDatabase.sharedBinaries()));
        }
        return Map.of("quayside.jwt-key", ONE.jwtKey, "quayside.drops.servers.host-keys", ONE.hostKeys.toString());
    }

    private void hostKey(String name, String algorithm, int bits) {
        SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider(hostKeys.resolve(name));
        provider.setAlgorithm(algorithm);
        provider.setKeySize(bits);
        provider.loadKeys(null);
    }

    private void remove() {
        try {
            FileSystemUtils.deleteRecursively(hostKeys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
