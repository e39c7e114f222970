package io.quayside.domain.integrations;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a connection's orders have been fetched, by the channel's time of change. Fetching starts again a little
 * before it, because platforms show changes late (field-lesson 11); what comes twice changes nothing.
 */
public record SyncCursor(ConnectionId connectionId, Instant fetchedUntil) {
    /** Where the next fetch starts. */
    public Instant startWithOverlap(Duration overlap) {
        return fetchedUntil.minus(overlap);
    }

    /** Never goes back. */
    public SyncCursor advanceTo(Instant until) {
        return until.isAfter(fetchedUntil) ? new SyncCursor(connectionId, until) : this;
    }
}
