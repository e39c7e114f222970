package io.quayside.routes.receive;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.InvalidValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The drop folder of one connection. Files are dropped into it or into its {@code inbox/}; what was read goes to {@code
 * archive/<date>/}, what can't be read to {@code failed/} with the reason beside it. Its name is the connection's id.
 */
public record DropFolder(Path home) {
    public static final String INBOX = "inbox";
    public static final String ARCHIVE = "archive";
    public static final String FAILED = "failed";
    /** Ends the name of a report about rows that were left out; it lies where the file lay. */
    public static final String ERRORS = ".errors.csv";

    public static final String REASON = ".reason.txt";
    public static final String DONE = ".done";

    /** No path parts, no control characters, no leading dot or dash: nothing that a server or shell reads twice. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .()-]{0,200}");

    /** What programs call a file that they still write. */
    private static final List<String> NOT_YET = List.of(".part", ".tmp", ".temp", ".filepart", ".uploading", "~");

    private static final List<String> OURS = List.of(ERRORS, REASON, DONE);

    public static DropFolder of(Path root, ConnectionId connection) {
        return new DropFolder(root.resolve(connection.toString()));
    }

    /** The connection that a folder below the root belongs to, or empty when its name is no id. */
    public static Optional<ConnectionId> connectionOf(Path home) {
        try {
            return Optional.of(ConnectionId.of(home.getFileName().toString()));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    /** Makes the folders that are not there yet. */
    public DropFolder create() throws IOException {
        for (String part : List.of(INBOX, ARCHIVE, FAILED)) {
            Files.createDirectories(home.resolve(part));
        }
        return this;
    }

    /** Whether a name from outside may become a file's name. */
    public static boolean isAcceptable(String name) {
        return NAME.matcher(name).matches() && !name.contains("..");
    }

    /** The name with everything that is not acceptable replaced; {@code orders.csv} when nothing is left. */
    public static String acceptable(String name) {
        String cleaned = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[^\\p{L}\\p{N}_ .()-]", "_")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[ .()-]+", "")
                .strip();
        String shortened = cleaned.length() > 120 ? cleaned.substring(cleaned.length() - 120) : cleaned;
        return isAcceptable(shortened) && isOrderFile(shortened) ? shortened : "orders.csv";
    }

    /** Whether a file of this name is to be read: not one still being written, not one of our own reports. */
    public static boolean isOrderFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".")
                && !name.chars().anyMatch(Character::isISOControl)
                && NOT_YET.stream().noneMatch(lower::endsWith)
                && OURS.stream().noneMatch(lower::endsWith);
    }

    public Path inbox() {
        return home.resolve(INBOX);
    }

    public static Path errorReport(Path file) {
        return file.resolveSibling(file.getFileName() + ERRORS);
    }

    public static Path doneMarker(Path file) {
        return file.resolveSibling(file.getFileName() + DONE);
    }

    /** Whether a dropped file of that name waits to be read. */
    public boolean holds(String name) {
        return Files.exists(home.resolve(name)) || Files.exists(inbox().resolve(name));
    }

    /** Puts a file that was read away; returns its new place. */
    public Path archive(Path file, LocalDate day) throws IOException {
        return move(file, home.resolve(ARCHIVE).resolve(day.toString()));
    }

    /** Puts a file that can't be read aside, with the reason beside it; returns its new place. */
    public Path fail(Path file, String reason) throws IOException {
        Path moved = move(file, home.resolve(FAILED));
        Files.writeString(moved.resolveSibling(moved.getFileName() + REASON), reason + System.lineSeparator());
        return moved;
    }

    /** A name that no file has: {@code orders.csv}, {@code orders (2).csv}… */
    public static Path free(Path wished) {
        return free(wished, 1);
    }

    /** As {@link #free(Path)}, from the given number on. */
    public static Path free(Path wished, int first) {
        String name = wished.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        for (int i = first; ; i++) {
            Path free = i == 1 ? wished : wished.resolveSibling("%s (%d)%s".formatted(stem, i, ending));
            if (!Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
                return free;
            }
        }
    }

    private static Path move(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path target = free(folder.resolve(file.getFileName()));
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(doneMarker(file));
        return target;
    }
}
