package io.quayside.domain.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SyncTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final ConnectionId SHOP = new ConnectionId(new UUID(0, 2));

    /** Field-lesson 11. */
    @Test
    void fetchingStartsBeforeTheCursorAndTheCursorNeverGoesBack() {
        SyncCursor cursor = new SyncCursor(SHOP, NOW).advanceTo(NOW.minusSeconds(60));

        assertThat(cursor.fetchedUntil()).isEqualTo(NOW);
        assertThat(cursor.startWithOverlap(Duration.ofMinutes(5))).isEqualTo(NOW.minusSeconds(300));
    }

    @Test
    void aJobIsDoneWithErrorsWhenSomeOrdersFailed() {
        SyncJob job = SyncJob.start(new UUID(0, 1), SHOP, SyncJob.Kind.FILE, "orders.csv", NOW)
                .counted(10, 9, 1)
                .counted(5, 5, 0);

        assertThat(job.finish(NOW.plusSeconds(3)))
                .extracting(SyncJob::status, SyncJob::read, SyncJob::imported, SyncJob::failed)
                .containsExactly(SyncJob.Status.DONE_WITH_ERRORS, 15L, 14L, 1L);
    }
}
