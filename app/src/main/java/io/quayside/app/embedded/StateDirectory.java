package io.quayside.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The installation's own directory, readable by its owner alone, and locked for as long as this object is open: a
 * second program on the same directory would take the first one's database for an orphan. The kernel ends the lock with
 * the process, also after a kill -9.
 */
public final class StateDirectory implements AutoCloseable {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;
    private final boolean databaseWasThere;
    private final FileChannel lockFile;

    private StateDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
        this.databaseWasThere = Files.exists(postgres().resolve("PG_VERSION"));
    }

    /** Makes what is missing. Throws {@link IllegalStateException} when another process holds the directory. */
    public static StateDirectory open(Path home) {
        Path root = home.toAbsolutePath().normalize();
        try {
            makeOwnersAlone(root);
            FileChannel file =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new IllegalStateException(
                        "%s is in use by another running Quayside; stop it or give this one another quayside.home"
                                .formatted(root));
            }
            StateDirectory directory = new StateDirectory(root, file);
            makeOwnersAlone(directory.postgres());
            makeOwnersAlone(directory.artemis());
            makeOwnersAlone(directory.drops());
            makeOwnersAlone(directory.keys());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("can't prepare the state directory " + root, e);
        }
    }

    public Path root() {
        return root;
    }

    /** The embedded database's data directory. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The embedded broker's journal, bindings, pages and large messages. */
    public Path artemis() {
        return root.resolve("artemis");
    }

    /** Homes of the drop folders, one for each connection. */
    public Path drops() {
        return root.resolve("drops");
    }

    /** Passwords and keys that were generated here; a backup without it can't read the stored secrets. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Whether an embedded database with data existed before this start. */
    public boolean databaseWasThere() {
        return databaseWasThere;
    }

    @Override
    public void close() {
        try {
            lockFile.close(); // and with it the lock
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void makeOwnersAlone(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (POSIX) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
