package io.quayside.domain.integrations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of an import: a file, a poll, a back-fill. Immutable: each step gives the job afterwards.
 *
 * @param name the file's name, empty for others
 * @param read orders found
 * @param imported orders that were taken in or were there already
 * @param failed orders that were left out, each with a reason elsewhere
 * @param message for people, empty when all went well
 */
public record SyncJob(
        UUID id,
        ConnectionId connectionId,
        Kind kind,
        String name,
        Status status,
        long read,
        long imported,
        long failed,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String message) {
    /** What started it. */
    public enum Kind {
        FILE,
        POLL,
        BACKFILL
    }

    /** How it goes. */
    public enum Status {
        RUNNING,
        DONE,
        DONE_WITH_ERRORS,
        FAILED,
        /** The same file was imported before. */
        DUPLICATE
    }

    public static SyncJob start(UUID id, ConnectionId connectionId, Kind kind, String name, Instant now) {
        return new SyncJob(id, connectionId, kind, name, Status.RUNNING, 0, 0, 0, now, null, "");
    }

    public SyncJob counted(long moreRead, long moreImported, long moreFailed) {
        return new SyncJob(
                id,
                connectionId,
                kind,
                name,
                status,
                read + moreRead,
                imported + moreImported,
                failed + moreFailed,
                startedAt,
                finishedAt,
                message);
    }

    /** Still running, but waits; the message says for what. */
    public SyncJob pause(String why) {
        return with(Status.RUNNING, null, why);
    }

    /** Runs again after a pause or a failure. */
    public SyncJob goOn() {
        return with(Status.RUNNING, null, "");
    }

    /** Done, with errors when some orders failed. */
    public SyncJob finish(Instant now) {
        return end(failed == 0 ? Status.DONE : Status.DONE_WITH_ERRORS, now, message);
    }

    public SyncJob fail(String why, Instant now) {
        return end(Status.FAILED, now, why);
    }

    public SyncJob duplicate(String why, Instant now) {
        return end(Status.DUPLICATE, now, why);
    }

    private SyncJob end(Status newStatus, Instant now, String newMessage) {
        return with(newStatus, now, newMessage);
    }

    private SyncJob with(Status newStatus, @Nullable Instant now, String newMessage) {
        return new SyncJob(id, connectionId, kind, name, newStatus, read, imported, failed, startedAt, now, newMessage);
    }
}
