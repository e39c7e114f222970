package io.quayside.app.embedded;

/** The database doesn't promise that an acknowledged commit outlives a power cut; the program doesn't start on it. */
public class UnsafeDatabase extends RuntimeException {
    UnsafeDatabase(DurabilitySettings settings) {
        super("fsync, synchronous_commit and full_page_writes must be on, but the database says: %s. "
                        .formatted(settings.describe())
                + "Switch them on, or, where losing acknowledged orders is acceptable, start with "
                + "quayside.database.allow-unsafe=true (external databases only).");
    }
}
