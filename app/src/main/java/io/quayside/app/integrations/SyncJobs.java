package io.quayside.app.integrations;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs of imports and how far each connection has been fetched. By plain SQL: rows are counted up page by page. */
@Component
class SyncJobs {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    SyncJobs(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    void save(TenantId tenant, SyncJob job) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO sync_job (tenant_id, id, connection_id, kind, name, status, read_count,
                                    imported, failed, message, started_at, finished_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant_id, id) DO UPDATE SET status = excluded.status,
                                    read_count = excluded.read_count, imported = excluded.imported,
                                    failed = excluded.failed, message = excluded.message,
                                    finished_at = excluded.finished_at""")
                .params(
                        tenant.value(),
                        job.id(),
                        job.connectionId().value(),
                        job.kind().name(),
                        job.name(),
                        job.status().name(),
                        job.read(),
                        job.imported(),
                        job.failed(),
                        job.message(),
                        utc(job.startedAt()),
                        utc(job.finishedAt()))
                .update());
    }

    Optional<SyncJob> find(TenantId tenant, UUID id) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT * FROM sync_job WHERE tenant_id = ? AND id = ?")
                .params(tenant.value(), id)
                .query(SyncJobRow::read)
                .optional());
    }

    /** Newest first. */
    Page<SyncJob> list(TenantId tenant, ConnectionId connection, PageRequest page) {
        Cursor after = page.after(2).orElse(Cursor.of("9999-12-31T00:00:00Z", new UUID(-1, -1)));
        List<SyncJob> found = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT * FROM sync_job
                                WHERE tenant_id = ? AND connection_id = ? AND (started_at, id) < (?, ?)
                                ORDER BY started_at DESC, id DESC LIMIT ?""")
                .params(tenant.value(), connection.value(), utc(after.instant(0)), after.uuid(1), page.size() + 1)
                .query(SyncJobRow::read)
                .list());
        return Page.of(found, page.size(), last -> Cursor.of(last.startedAt(), last.id()));
    }

    /** Those of the deliveries that have had their effect already. */
    Set<String> knownDeliveries(TenantId tenant, ConnectionId connection, Collection<String> ids) {
        return unitOfWork.run(
                tenant,
                () -> new HashSet<>(jdbc.sql(
                                """
                                SELECT delivery_id FROM delivery
                                WHERE tenant_id = ? AND connection_id = ? AND delivery_id = ANY (?::text[])""")
                        .params(tenant.value(), connection.value(), ids.toArray(String[]::new))
                        .query(String.class)
                        .list()));
    }

    /**
     * Where a fetch that was interrupted goes on.
     *
     * @param since what it asked for
     * @param startedAt what it fetches until
     * @param cursor the platform's mark of the next page
     */
    record Resume(UUID job, Instant since, Instant startedAt, String cursor) {}

    /**
     * How far a connection has been fetched.
     *
     * @param fetchedUntil empty until the first fetch has ended well
     * @param failures fetches in a row that failed
     */
    record Standing(Optional<Instant> fetchedUntil, Optional<Resume> resume, int failures) {}

    Standing standing(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(
                tenant, () -> jdbc.sql("SELECT * FROM sync_cursor WHERE tenant_id = ? AND connection_id = ?")
                        .params(tenant.value(), connection.value())
                        .query(SyncJobs::standing)
                        .optional()
                        .orElse(new Standing(Optional.empty(), Optional.empty(), 0)));
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        OffsetDateTime until = row.getObject("fetched_until", OffsetDateTime.class);
        UUID job = row.getObject("resume_job", UUID.class);
        return new Standing(
                Optional.ofNullable(until).map(OffsetDateTime::toInstant),
                job == null
                        ? Optional.empty()
                        : Optional.of(new Resume(
                                job,
                                row.getObject("resume_since", OffsetDateTime.class)
                                        .toInstant(),
                                row.getObject("resume_start", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("resume_cursor"))),
                row.getInt("failures"));
    }

    /** Everything up to {@code until} is queued; the mark never goes back. */
    void done(TenantId tenant, ConnectionId connection, Instant until, Instant next) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO sync_cursor (tenant_id, connection_id, fetched_until, next_poll_at)
                                VALUES (?, ?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE
                                SET fetched_until = greatest(sync_cursor.fetched_until, excluded.fetched_until),
                                    next_poll_at = excluded.next_poll_at, failures = 0, resume_job = NULL""")
                .params(tenant.value(), connection.value(), utc(until), utc(next))
                .update());
    }

    void interrupted(TenantId tenant, ConnectionId connection, Optional<Resume> resume, Instant next, int failures) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO sync_cursor (tenant_id, connection_id, next_poll_at, failures, resume_job,
                                    resume_since, resume_start, resume_cursor)
                                VALUES (?, ?, ?, ?, ?::uuid, ?::timestamptz, ?::timestamptz, ?::text)
                                ON CONFLICT (tenant_id, connection_id) DO UPDATE
                                SET next_poll_at = excluded.next_poll_at, failures = excluded.failures,
                                    resume_job = excluded.resume_job, resume_since = excluded.resume_since,
                                    resume_start = excluded.resume_start, resume_cursor = excluded.resume_cursor""")
                .params(
                        tenant.value(),
                        connection.value(),
                        utc(next),
                        failures,
                        resume.map(Resume::job).orElse(null),
                        utc(resume.map(Resume::since).orElse(null)),
                        utc(resume.map(Resume::startedAt).orElse(null)),
                        resume.map(Resume::cursor).orElse(null))
                .update());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
