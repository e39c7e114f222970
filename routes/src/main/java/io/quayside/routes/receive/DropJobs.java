package io.quayside.routes.receive;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the record of files that were read. Each call is a transaction of its own. */
public interface DropJobs {
    /**
     * The running job of this file if there is one, because it was handed over or its reading was interrupted, with its
     * counts at zero; else a new one.
     *
     * @param content see {@link FileDrop#content}
     */
    SyncJob begin(TenantId tenant, ConnectionId connection, String name, String content, Instant now);

    /** An earlier job that imported this content without an error. */
    Optional<SyncJob> imported(TenantId tenant, ConnectionId connection, String content);

    /** Jobs of files that are not at their end. */
    List<SyncJob> running(TenantId tenant, ConnectionId connection);

    /** Saves the counts so far. */
    void progress(TenantId tenant, SyncJob job);

    /** Saves the job's end and tells the connection's owner. */
    void end(TenantId tenant, SyncJob job, String activity);
}
