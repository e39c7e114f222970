package io.quayside.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/**
 * The npm project in {@code src/test/js}: installed into {@code target/js} once, by its lock file. A machine without npm
 * skips the tests that need it; a machine with npm has no excuse.
 */
public final class ClientLibraries {
    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/js");
    private static final long MINUTES_TO_INSTALL = 5;
    private static final long SECONDS_TO_RUN = 90;

    /** Shopify's schemas come in a package whose many dependencies nobody here needs, so it is fetched alone. */
    private static final String SCHEMAS = "@shopify/dev-mcp@1.16.0";

    private static final String SCHEMAS_SHA512 =
            "tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==";

    private ClientLibraries() {}

    /**
     * Runs a script of the npm project against a sandbox.
     *
     * @return what the script saw
     * @throws TestAbortedException when there is no npm
     */
    public static JsonNode run(String script, URI sandbox) {
        install();
        String printed = output(SECONDS_TO_RUN, INSTALLED, "node", script, sandbox.toString());
        try {
            return Json.MAPPER.readTree(printed);
        } catch (IOException e) {
            throw new AssertionError(script + " printed no JSON: " + printed, e);
        }
    }

    /** A file of the package that holds Shopify's published schemas, unpacked. */
    public static synchronized byte[] ofShopifySchemas(String name) {
        requireNpm();
        try {
            Path archive = Files.createDirectories(INSTALLED).resolve("shopify-dev-mcp-1.16.0.tgz");
            alone(() -> {
                if (!Files.exists(archive)) {
                    output(MINUTES_TO_INSTALL * 60, INSTALLED, "npm", "pack", SCHEMAS, "--silent");
                }
            });
            byte[] bytes = Files.readAllBytes(archive);
            assertThat(Base64.getEncoder().encodeToString(digest("SHA-512", bytes)))
                    .as("integrity of %s", SCHEMAS)
                    .isEqualTo(SCHEMAS_SHA512);
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.getName().equals("package/" + name)) {
                        return new GZIPInputStream(tar).readAllBytes();
                    }
                }
            }
            throw new AssertionError(SCHEMAS + " has no " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void install() {
        requireNpm();
        try {
            Files.createDirectories(INSTALLED);
            alone(() -> {
                String lock = HexFormat.of()
                        .formatHex(digest("SHA-256", Files.readAllBytes(SOURCE.resolve("package-lock.json"))));
                try (Stream<Path> files = Files.list(SOURCE)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                Path stamp = INSTALLED.resolve("installed");
                if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
                    output(MINUTES_TO_INSTALL * 60, INSTALLED, "npm", "ci", "--prefer-offline", "--silent");
                    Files.writeString(stamp, lock);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in several processes, and the folder is theirs together. */
    private static void alone(Installation work) throws IOException {
        try (FileChannel file = FileChannel.open(
                        INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the folder can't be locked");
            }
            work.run();
        }
    }

    private interface Installation {
        void run() throws IOException;
    }

    private static void requireNpm() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
        Assumptions.assumeTrue(found, "npm is not installed: the platforms' client libraries can't judge the sandbox");
    }

    private static String output(long seconds, Path folder, String... command) {
        try {
            Path errors = Files.createTempFile("judge", ".log");
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                var reading = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                    try {
                        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("%s took longer than %d s: %s"
                            .formatted(String.join(" ", command), seconds, Files.readString(errors)));
                }
                assertThat(process.exitValue())
                        .as("%s: %s", String.join(" ", command), Files.readString(errors))
                        .isZero();
                return reading.join();
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
