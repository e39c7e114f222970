package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** How a {@link SyncJob} stands in {@code sync_job}, for the imports of platforms and of files. */
public final class SyncJobRow {
    private SyncJobRow() {}

    /** A row with all columns; a {@link org.springframework.jdbc.core.RowMapper}. */
    public static SyncJob read(ResultSet row, int number) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new SyncJob(
                row.getObject("id", UUID.class),
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                SyncJob.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                SyncJob.Status.valueOf(row.getString("status")),
                row.getLong("read_count"),
                row.getLong("imported"),
                row.getLong("failed"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("message"));
    }
}
