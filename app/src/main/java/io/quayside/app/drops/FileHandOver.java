package io.quayside.app.drops;

import io.quayside.domain.integrations.SyncJob;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.receive.ContentHash;
import io.quayside.routes.receive.DropFolder;
import io.quayside.routes.receive.DropJobs;
import io.quayside.routes.receive.DropUploads;
import io.quayside.routes.receive.FileDropSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.UUID;

/** Puts a file that came by HTTP into the connection's inbox, as if it had been dropped there. */
final class FileHandOver {
    private final FileDropSettings settings;
    private final DropUploads uploads;
    private final DropJobs jobs;
    private final Clock clock;

    FileHandOver(FileDropSettings settings, DropUploads uploads, DropJobs jobs, Clock clock) {
        this.settings = settings;
        this.uploads = uploads;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The job under which the file will be read. On return the file is in its place. */
    SyncJob take(KnownConnection connection, String name, InputStream content) throws IOException {
        DropFolder folder =
                DropFolder.of(settings.folder(), connection.access().id()).create();
        Path arriving = folder.inbox().resolve("." + UUID.randomUUID() + ".uploading");
        try {
            String hash = save(content, arriving).readWith(connection.access().settings());
            Path place = reserve(folder, DropFolder.acceptable(name));
            try {
                SyncJob job = jobs.begin(
                        connection.tenant(),
                        connection.access().id(),
                        place.getFileName().toString(),
                        hash,
                        clock.instant());
                Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE);
                uploads.finish(place);
                return job;
            } catch (IOException | RuntimeException e) {
                uploads.finish(place); // nothing is there
                throw e;
            }
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private static ContentHash save(InputStream content, Path arriving) throws IOException {
        ContentHash hash = new ContentHash();
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(arriving)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                hash.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        return hash;
    }

    /** A name that no waiting file has, kept from others; two hand-overs of one name at once get two. */
    private Path reserve(DropFolder folder, String name) throws IOException {
        for (int i = 1; ; i++) {
            Path free = DropFolder.free(folder.inbox().resolve(name), i);
            if (folder.holds(free.getFileName().toString())) {
                continue;
            }
            try {
                uploads.begin(free);
                return free;
            } catch (DropUploads.FileBusy e) {
                continue; // somebody else's at this moment
            }
        }
    }
}
