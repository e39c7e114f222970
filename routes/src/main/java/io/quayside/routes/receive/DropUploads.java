package io.quayside.routes.receive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which files our own servers are receiving, so that none is read before its end has come. An upload under way has a
 * hidden marker file beside it, which outlives a crash: the half that was received is not read until the sender has
 * sent it whole. Thread-safe.
 */
public final class DropUploads {
    private static final int REMEMBERED = 10_000;

    private final Set<Path> busy = ConcurrentHashMap.newKeySet();
    private final Map<Path, Sighting> finished = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Sighting> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** How a file looks; one that looks the same a while later is no longer being written. */
    record Sighting(long size, FileTime modified) {
        static Sighting of(Path file) throws IOException {
            return new Sighting(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /**
     * Announces that a file is about to be written.
     *
     * @throws IOException when it is being written or read already
     */
    public void begin(Path file) throws IOException {
        claim(file);
        finished.remove(file);
        try {
            Files.createFile(marker(file));
        } catch (FileAlreadyExistsException e) {
            return; // an upload that was broken off goes on
        } catch (IOException e) {
            release(file);
            throw e;
        }
    }

    /** The file has come to its end and may be read. */
    public void finish(Path file) throws IOException {
        if (Files.exists(file)) {
            finished.put(file, Sighting.of(file));
        }
        Files.deleteIfExists(marker(file));
        release(file);
    }

    /** The upload ended before its time; what is there stays unread. */
    public void breakOff(Path file) {
        release(file);
    }

    /** Follows a rename or removal ({@code to} is the same path) of a file by its owner. */
    public void moved(Path from, Path to) throws IOException {
        boolean unfinished = Files.deleteIfExists(marker(from));
        Sighting sighting = finished.remove(from);
        if (from.equals(to)) {
            return;
        }
        if (unfinished) {
            Files.createFile(marker(to));
        } else {
            Files.deleteIfExists(marker(to));
            if (sighting != null) {
                finished.put(to, sighting);
            }
        }
    }

    /**
     * Keeps others from writing, moving or reading the file until {@link #release}.
     *
     * @throws FileBusy when somebody does
     */
    public void claim(Path file) throws FileBusy {
        if (!busy.add(file)) {
            throw new FileBusy(file);
        }
    }

    public void release(Path file) {
        busy.remove(file);
    }

    boolean isUnfinished(Path file) {
        return Files.exists(marker(file));
    }

    /** Whether one of our servers saw its end and nobody has touched it since. */
    boolean isFinished(Path file, Sighting now) {
        return now.equals(finished.get(file));
    }

    /** Hidden from the folder's owner by its leading dot. */
    private static Path marker(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".uploading");
    }

    /** Somebody writes or reads the file now. */
    public static final class FileBusy extends IOException {
        private static final long serialVersionUID = 1L;

        FileBusy(Path file) {
            super("%s is in use now: use another name or try again later".formatted(file.getFileName()));
        }
    }
}
