package io.quayside.routes.receive;

import io.quayside.connectors.csv.CsvConnector;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.receive.DropUploads.FileBusy;
import io.quayside.routes.receive.DropUploads.Sighting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which dropped files are read now: those of known, receiving connections that have come to their end, one at a
 * time for each connection, so that a seller with thousands of files delays nobody else. Never waits, unlike Camel's
 * {@code readLock=changed}, which holds up the whole poll for each file that is being written. Asked by the one polling
 * thread, released by the reading ones.
 */
final class FileDropGate implements GenericFileExclusiveReadLockStrategy<File>, GenericFileFilter<File> {
    private static final Logger LOG = LoggerFactory.getLogger(FileDropGate.class);
    private static final int REMEMBERED = 100_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final FileDropSettings settings;
    private final ConnectionDirectory connections;
    private final DropUploads uploads;
    private final Clock clock;

    private final Map<ConnectionId, Path> inHand = new ConcurrentHashMap<>();
    private final Map<Path, Pause> pauses = new ConcurrentHashMap<>();
    private final Set<Path> warnedOf = ConcurrentHashMap.newKeySet();
    private final Map<Path, Quiet> quiet = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Quiet> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Quiet(Sighting sighting, Instant since) {}

    private record Pause(int failures, Instant until) {}

    FileDropGate(FileDropSettings settings, ConnectionDirectory connections, DropUploads uploads, Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** By place and name alone: a folder for each connection, in it files and the inbox; no links. */
    @Override
    public boolean accept(GenericFile<File> found) {
        Path path = found.getFile().toPath();
        int depth =
                settings.folder().relativize(path.toAbsolutePath().normalize()).getNameCount();
        if (found.isDirectory()) {
            return !Files.isSymbolicLink(path)
                    && (depth == 1
                            ? DropFolder.connectionOf(path).isPresent()
                            : depth == 2 && path.endsWith(DropFolder.INBOX));
        }
        return depth >= 2
                && DropFolder.isOrderFile(found.getFileNameOnly())
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> found, Exchange exchange) throws IOException {
        Path file = path(found);
        if (!hasComeToItsEnd(file) || isPaused(file)) {
            return false;
        }
        Optional<ConnectionId> connection = receiver(file);
        if (connection.isEmpty() || inHand.putIfAbsent(connection.get(), file) != null) {
            return false;
        }
        try {
            uploads.claim(file);
            return true;
        } catch (FileBusy e) {
            inHand.remove(connection.get(), file);
            return false;
        }
    }

    private boolean hasComeToItsEnd(Path file) throws IOException {
        if (uploads.isUnfinished(file) || settings.doneMarker() && !Files.exists(DropFolder.doneMarker(file))) {
            return false;
        }
        Sighting now;
        try {
            now = Sighting.of(file);
        } catch (NoSuchFileException e) {
            return false; // its owner took it back
        }
        Quiet before = quiet.get(file);
        if (before == null || !before.sighting().equals(now)) {
            before = new Quiet(now, clock.instant());
            quiet.put(file, before);
        }
        return uploads.isFinished(file, now)
                || !clock.instant().isBefore(before.since().plus(settings.quietTime()));
    }

    private Optional<ConnectionId> receiver(Path file) {
        Path home = home(file);
        Optional<ConnectionId> id = DropFolder.connectionOf(home);
        Optional<ConnectionDirectory.KnownConnection> known = id.flatMap(connections::find);
        if (known.isEmpty() || !known.get().platform().equals(CsvConnector.PLATFORM)) {
            if (warnedOf.add(home)) {
                LOG.warn("Files in {} are left alone: it belongs to no CSV connection", home);
            }
            return Optional.empty();
        }
        warnedOf.remove(home);
        return id.filter(any -> known.get().receiving());
    }

    DropFolder folderOf(Path file) {
        return new DropFolder(home(file));
    }

    private Path home(Path file) {
        return settings.folder().resolve(settings.folder().relativize(file).getName(0));
    }

    /** The file could not be read now. Returns how often that has happened, from 1. */
    int pause(Path file) {
        Pause pause = pauses.compute(file, (any, before) -> {
            int failures = before == null ? 1 : before.failures() + 1;
            Duration wait = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
            return new Pause(failures, clock.instant().plus(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait));
        });
        return pause.failures();
    }

    /** The file's reading has come to an end, whichever. */
    void settled(Path file) {
        pauses.remove(file);
    }

    private boolean isPaused(Path file) {
        Pause pause = pauses.get(file);
        return pause != null && clock.instant().isBefore(pause.until());
    }

    /** Also called for files that were not acquired. */
    private void release(GenericFile<File> found) {
        Path file = path(found);
        Optional<ConnectionId> connection = DropFolder.connectionOf(home(file));
        if (connection.isPresent() && file.equals(inHand.get(connection.get()))) {
            uploads.release(file);
            inHand.remove(connection.get(), file);
        }
    }

    private static Path path(GenericFile<File> found) {
        return Path.of(found.getAbsoluteFilePath()).normalize();
    }

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<File> operations, GenericFile<File> found, Exchange exchange) {
        // not acquired: the file may be the one that another exchange has in hand
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> found, Exchange exchange) {
        release(found);
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> found, Exchange exchange) {
        release(found);
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
        // nothing is left over from before: what is in hand is known in memory only
    }

    @Override
    public void setTimeout(long timeout) {
        // never waits
    }

    @Override
    public void setCheckInterval(long checkInterval) {
        // looks once per poll
    }

    @Override
    public void setReadLockLoggingLevel(LoggingLevel level) {
        // a file that isn't ready is nothing to log
    }

    @Override
    public void setMarkerFiler(boolean markerFile) {
        // has none
    }

    @Override
    public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {
        // has none
    }
}
