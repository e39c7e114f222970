package io.quayside.routes.receive;

import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A dropped file that is being read.
 *
 * @param content SHA-256 in hexadecimal of the file's bytes and the settings that say how to read them: the same
 *     content again imports nothing
 */
public record FileDrop(
        DropFolder folder, Path file, KnownConnection connection, String content, SyncJob job, Instant receivedAt) {
    TenantId tenant() {
        return connection.tenant();
    }

    String name() {
        return file.getFileName().toString();
    }

    FileDrop with(SyncJob newJob) {
        return new FileDrop(folder, file, connection, content, newJob, receivedAt);
    }
}
