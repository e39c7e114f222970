package io.quayside.app.drops;

import io.quayside.routes.receive.DropFolder;
import io.quayside.routes.receive.DropUploads;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * A connection's drop folder as its owner sees it by FTP or SFTP: a tree of its own that can't be left, in which files
 * may be put into {@code /} and {@code /inbox} and everything else only be read. Paths are what the client says, {@code
 * /inbox/orders.csv}. Links are neither made nor followed, hidden files don't exist. Thread-safe.
 */
final class DropHome {
    /** A folder with more waiting files takes no further ones. */
    static final int MOST_WAITING = 10_000;

    private final DropFolder folder;
    private final DropUploads uploads;
    private final DataSize maxFile;

    DropHome(DropFolder folder, DropUploads uploads, DataSize maxFile) {
        this.folder = folder;
        this.uploads = uploads;
        this.maxFile = maxFile;
    }

    DropFolder folder() {
        return folder;
    }

    /** The normalized form of a client's path: absolute, without {@code .}, {@code ..} and doubled slashes. */
    static Optional<String> normalize(String directory, String path) {
        List<String> parts = new ArrayList<>();
        String whole = path.startsWith("/") ? path : directory + "/" + path;
        for (String part : whole.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.remove(parts.size() - 1);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                if (part.startsWith(".")
                        || part.indexOf('\\') >= 0
                        || part.chars().anyMatch(Character::isISOControl)) {
                    return Optional.empty();
                }
                parts.add(part);
            }
        }
        return Optional.of("/" + String.join("/", parts));
    }

    /** The file on disk that a normalized path means, whether it is there or not. */
    Path onDisk(String path) {
        return path.equals("/") ? folder.home() : folder.home().resolve(path.substring(1));
    }

    boolean isFolder(String path) {
        return hasNoLink(path) && Files.isDirectory(onDisk(path), LinkOption.NOFOLLOW_LINKS);
    }

    boolean isFile(String path) {
        return hasNoLink(path) && Files.isRegularFile(onDisk(path), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean hasNoLink(String path) {
        Path below = folder.home();
        for (String part : path.split("/")) {
            below = part.isEmpty() ? below : below.resolve(part);
            if (Files.isSymbolicLink(below)) {
                return false;
            }
        }
        return true;
    }

    /** Whether files may be put, renamed and removed at this place under this name. */
    boolean mayChange(String path) {
        int slash = path.lastIndexOf('/');
        String parent = path.substring(0, slash);
        String name = path.substring(slash + 1);
        return (parent.isEmpty() || parent.equals("/" + DropFolder.INBOX))
                && DropFolder.isAcceptable(name)
                && !isFolder(path)
                && !Set.of(DropFolder.INBOX, DropFolder.ARCHIVE, DropFolder.FAILED)
                        .contains(name)
                && hasNoLink(path);
    }

    /** Names in a folder that its owner may see, sorted. */
    List<String> list(String path) throws IOException {
        if (!isFolder(path)) {
            throw new NoSuchFileException(path);
        }
        try (Stream<Path> found = Files.list(onDisk(path))) {
            return found.filter(file -> !Files.isSymbolicLink(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> normalize("/", name).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Opens a file to be written; it is not read before {@link #finish}.
     *
     * @param keep whether what is there already stays (an upload goes on)
     */
    SeekableByteChannel write(String path, boolean keep) throws IOException {
        requireMayChange(path);
        requireRoom(path);
        Path file = onDisk(path);
        uploads.begin(file);
        try {
            Set<java.nio.file.OpenOption> options = new HashSet<>(
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS));
            if (!keep) {
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
            return new LimitedChannel(FileChannel.open(file, options), maxFile);
        } catch (IOException e) {
            uploads.breakOff(file);
            throw e;
        }
    }

    /** The sender said that the file is whole. */
    void finish(String path) throws IOException {
        uploads.finish(onDisk(path));
    }

    /** The sender went away in the middle. */
    void breakOff(String path) {
        uploads.breakOff(onDisk(path));
    }

    SeekableByteChannel read(String path) throws IOException {
        if (!isFile(path)) {
            throw new FileNotFoundException(path);
        }
        return FileChannel.open(onDisk(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    void rename(String from, String to, boolean replace) throws IOException {
        requireMayChange(from);
        requireMayChange(to);
        Path source = onDisk(from);
        Path target = onDisk(to);
        if (!isFile(from)) {
            throw new NoSuchFileException(from);
        }
        if (!replace && Files.exists(target)) {
            throw new FileAlreadyExistsException(to);
        }
        uploads.claim(source);
        try {
            uploads.claim(target);
            try {
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                uploads.moved(source, target);
            } finally {
                uploads.release(target);
            }
        } finally {
            uploads.release(source);
        }
    }

    void delete(String path) throws IOException {
        requireMayChange(path);
        if (!isFile(path)) {
            throw new NoSuchFileException(path);
        }
        Path file = onDisk(path);
        uploads.claim(file);
        try {
            Files.delete(file);
            uploads.moved(file, file);
        } finally {
            uploads.release(file);
        }
    }

    private void requireMayChange(String path) throws AccessDeniedException {
        if (!mayChange(path)) {
            throw new AccessDeniedException(path, null, "files go to / or /inbox, with plain names");
        }
    }

    private void requireRoom(String path) throws IOException {
        try (Stream<Path> waiting = Files.list(onDisk(path).getParent())) {
            if (waiting.limit(MOST_WAITING + 1L).count() > MOST_WAITING) {
                throw new AccessDeniedException(path, null, "too many files wait to be read");
            }
        }
    }
}
