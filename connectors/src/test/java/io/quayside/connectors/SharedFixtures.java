package io.quayside.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real payloads of other projects, which lie beside the repository and not in it for their licenses' sake: the folder
 * named by {@code QUAYSIDE_FIXTURES}, or {@code ../shared/fixtures} beside the repository.
 */
public final class SharedFixtures {
    private SharedFixtures() {}

    public static Optional<Path> folder(String platform) {
        String named = System.getenv("QUAYSIDE_FIXTURES");
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        Path beside = root == null ? Path.of("none") : root.resolve("../shared/fixtures");
        Path folder = (named == null || named.isBlank() ? beside : Path.of(named)).resolve(platform);
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    public static List<Path> json(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
