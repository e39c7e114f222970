package io.quayside.app.drops;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.receive.DropFolder;
import io.quayside.routes.receive.DropUploads;
import io.quayside.routes.receive.FileDropSettings;
import java.io.IOException;

/** The drop folders of all connections. */
final class DropHomes {
    private final FileDropSettings settings;
    private final DropUploads uploads;

    DropHomes(FileDropSettings settings, DropUploads uploads) {
        this.settings = settings;
        this.uploads = uploads;
    }

    /** Makes the folder when it isn't there. */
    DropHome of(ConnectionId connection) throws IOException {
        return new DropHome(DropFolder.of(settings.folder(), connection).create(), uploads, settings.maxFile());
    }
}
