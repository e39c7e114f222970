package io.quayside.app.embedded;

import org.jspecify.annotations.Nullable;

/**
 * What "acknowledged" is worth on this installation, as the running servers report it. Every benchmark prints it.
 *
 * @param journal of the embedded broker; null when the broker is external and answers for itself
 */
public record DurabilitySettings(Database database, @Nullable Journal journal) {

    /** As the application's own session sees them. */
    public record Database(
            String version, String fsync, String synchronousCommit, String fullPageWrites, String walSyncMethod) {
        /** Whether an acknowledged commit outlives a power cut. */
        public boolean durable() {
            return fsync.equals("on") && !synchronousCommit.equals("off") && fullPageWrites.equals("on");
        }
    }

    public record Journal(
            String type,
            boolean dataSync,
            boolean syncTransactional,
            boolean syncNonTransactional,
            int bufferTimeoutNanos) {}

    /** One line for logs and reports. */
    public String describe() {
        String databaseLine = "PostgreSQL %s: fsync=%s synchronous_commit=%s full_page_writes=%s wal_sync_method=%s"
                .formatted(
                        database.version(),
                        database.fsync(),
                        database.synchronousCommit(),
                        database.fullPageWrites(),
                        database.walSyncMethod());
        if (journal == null) {
            return databaseLine + "; broker: external";
        }
        return databaseLine
                + "; Artemis journal: %s datasync=%s sync-transactional=%s sync-non-transactional=%s buffer-timeout=%dns"
                        .formatted(
                                journal.type(),
                                journal.dataSync(),
                                journal.syncTransactional(),
                                journal.syncNonTransactional(),
                                journal.bufferTimeoutNanos());
    }
}
