package io.quayside.app.drops;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.csv.CsvConnector;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Order files by HTTP: the same path as a drop. */
@RestController
class FileController {
    private final ConnectionDirectory connections;
    private final FileHandOver handOver;

    FileController(ConnectionDirectory connections, FileHandOver handOver) {
        this.connections = connections;
        this.handOver = handOver;
    }

    record HandedOver(UUID syncJobId) {}

    @PostMapping(path = "/api/v1/integrations/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Hand in an order file; its sync job tells what came of it")
    HandedOver handIn(@PathVariable ConnectionId id, @RequestPart("file") MultipartFile file, Merchant who)
            throws IOException {
        who.require("integrations:write");
        KnownConnection connection = connections
                .find(id)
                .filter(known -> known.tenant().equals(who.tenant()))
                .orElseThrow(() -> Problem.notFound("integration"));
        if (!connection.platform().equals(CsvConnector.PLATFORM)) {
            throw Problem.conflict(
                    "not-supported",
                    "This platform takes no files",
                    "hand order files to a connection of platform csv");
        }
        String name = file.getOriginalFilename();
        try (InputStream content = file.getInputStream()) {
            return new HandedOver(
                    handOver.take(connection, name == null ? "" : name, content).id());
        }
    }
}
