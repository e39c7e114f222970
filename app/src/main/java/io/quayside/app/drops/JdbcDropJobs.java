package io.quayside.app.drops;

import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.integrations.SyncJobRow;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.receive.DropJobs;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that were read, in {@code sync_job}, and what their owners are told about them. */
final class JdbcDropJobs implements DropJobs {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final ConnectionActivity activity;
    private final Ids ids;

    JdbcDropJobs(UnitOfWork unitOfWork, JdbcClient jdbc, ConnectionActivity activity, Ids ids) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.activity = activity;
        this.ids = ids;
    }

    @Override
    public SyncJob begin(TenantId tenant, ConnectionId connection, String name, String content, Instant now) {
        return unitOfWork.run(tenant, () -> {
            Optional<SyncJob> running = jdbc
                    .sql(
                            """
                            UPDATE sync_job SET read_count = 0, imported = 0, failed = 0
                            WHERE tenant_id = ? AND connection_id = ? AND content_hash = ? AND name = ?
                                AND kind = 'FILE' AND status = 'RUNNING' RETURNING *""")
                    .params(tenant.value(), connection.value(), bytes(content), name)
                    .query(SyncJobRow::read)
                    .stream()
                    .findFirst();
            return running.orElseGet(() -> insert(tenant, connection, name, content, now));
        });
    }

    private SyncJob insert(TenantId tenant, ConnectionId connection, String name, String content, Instant now) {
        SyncJob job = SyncJob.start(ids.next(), connection, SyncJob.Kind.FILE, name, now);
        jdbc.sql(
                        """
                        INSERT INTO sync_job (tenant_id, id, connection_id, kind, name, content_hash, status, started_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        tenant.value(),
                        job.id(),
                        connection.value(),
                        job.kind().name(),
                        name,
                        bytes(content),
                        job.status().name(),
                        utc(now))
                .update();
        return job;
    }

    @Override
    public Optional<SyncJob> imported(TenantId tenant, ConnectionId connection, String content) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT * FROM sync_job
                        WHERE tenant_id = ? AND connection_id = ? AND content_hash = ? AND status = 'DONE'
                        ORDER BY started_at LIMIT 1""")
                .params(tenant.value(), connection.value(), bytes(content))
                .query(SyncJobRow::read)
                .optional());
    }

    @Override
    public List<SyncJob> running(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT * FROM sync_job
                        WHERE tenant_id = ? AND connection_id = ? AND kind = 'FILE' AND status = 'RUNNING'""")
                .params(tenant.value(), connection.value())
                .query(SyncJobRow::read)
                .list());
    }

    @Override
    public void progress(TenantId tenant, SyncJob job) {
        unitOfWork.execute(tenant, () -> update(tenant, job));
    }

    @Override
    public void end(TenantId tenant, SyncJob job, String told) {
        unitOfWork.execute(tenant, () -> {
            update(tenant, job);
            activity.record(tenant, job.connectionId(), ConnectionActivity.Kind.SYNC, told);
        });
    }

    private void update(TenantId tenant, SyncJob job) {
        jdbc.sql(
                        """
                        UPDATE sync_job SET status = ?, read_count = ?, imported = ?, failed = ?, message = ?,
                            finished_at = ?
                        WHERE tenant_id = ? AND id = ?""")
                .params(
                        job.status().name(),
                        job.read(),
                        job.imported(),
                        job.failed(),
                        job.message(),
                        utc(job.finishedAt()),
                        tenant.value(),
                        job.id())
                .update();
    }

    private static byte[] bytes(String content) {
        return HexFormat.of().parseHex(content);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
