package io.quayside.app.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.http.Problems;
import io.quayside.app.http.TooManyRequests;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.csv.CsvConnector;
import io.quayside.connectors.csv.CsvSettings;
import io.quayside.connectors.csv.FilePreviewReader;
import io.quayside.connectors.csv.StandardLayout;
import io.quayside.connectors.csv.UnreadableFile;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The column mapper: how an order file would be read, before anything is imported. */
@RestController
@Tag(name = "Files")
class FilePreviewController {
    private static final DataSize LARGEST = DataSize.ofMegabytes(10);
    private static final int LONGEST_SETTINGS = 64 << 10;
    private static final int ORDERS = 20;
    private static final int FAILURES = 100;
    /** Each holds a file in memory. */
    private static final int AT_ONCE = 4;

    private static final TypeReference<Map<String, @Nullable JsonNode>> SETTINGS = new TypeReference<>() {};

    private final ConnectionDesk desk;
    private final UnitOfWork unitOfWork;
    private final SettingsJson settingsJson;
    private final ObjectMapper json;
    private final Clock clock;
    private final FilePreviewReader reader = new FilePreviewReader(ORDERS, FAILURES);
    private final Semaphore places = new Semaphore(AT_ONCE);

    FilePreviewController(
            ConnectionDesk desk, UnitOfWork unitOfWork, SettingsJson settingsJson, ObjectMapper json, Clock clock) {
        this.desk = desk;
        this.unitOfWork = unitOfWork;
        this.settingsJson = settingsJson;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping(
            path = "/api/v1/integrations/{id}/files/preview",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "How an order file would be read: columns, orders, and rows that would fail",
            description = "Stores nothing. 'settings' is a JSON object of the connection's settings to try in place of"
                    + " those that are saved, such as {\"layout\":\"custom\",\"columns\":{\"Menge\":\"quantity\"}}; save"
                    + " them with PATCH /api/v1/integrations/{id}. Where no layout fits and no columns are given, what"
                    + " the columns mean is suggested and the file is read by that. Files of up to 10 MB.")
    FilePreviewResponse preview(
            @PathVariable ConnectionId id,
            @RequestPart("file") MultipartFile file,
            @RequestParam(name = "settings", required = false) @Nullable String settings,
            Merchant who)
            throws IOException {
        who.require("integrations:read");
        Connection connection = unitOfWork.run(who.tenant(), () -> desk.find(who.tenant(), id));
        if (!connection.platform().equals(CsvConnector.PLATFORM)) {
            throw Problem.conflict(
                    "not-supported", "This platform takes no files", "only connections of platform csv read files");
        }
        if (file.getSize() > LARGEST.toBytes()) {
            throw Problems.tooLarge("10 MB for a preview");
        }
        CsvSettings tried = checked(merged(connection.settings(), settings));
        if (!places.tryAcquire()) {
            throw new TooManyRequests(Duration.ofSeconds(1));
        }
        try {
            return FilePreviewResponse.of(reader.preview(file.getBytes(), tried, clock.instant()));
        } catch (UnreadableFile e) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "unreadable-file",
                    "The file can't be read",
                    String.valueOf(e.getMessage()),
                    List.of());
        } finally {
            places.release();
        }
    }

    private Map<String, String> merged(Map<String, String> saved, @Nullable String text) {
        Map<String, String> merged = new LinkedHashMap<>(saved);
        if (text != null && !text.isBlank()) {
            settingsJson.toTexts(parsed(text)).forEach((name, value) -> {
                if (value == null) {
                    merged.remove(name);
                } else {
                    merged.put(name, value);
                }
            });
        }
        if (merged.getOrDefault("columns", "").strip().matches("\\{\\s*}|")
                && merged.getOrDefault("layout", "").equalsIgnoreCase("custom")) {
            merged.remove("layout"); // nothing is mapped yet: suggest
            merged.remove("columns");
        }
        return merged;
    }

    private Map<String, @Nullable JsonNode> parsed(String text) {
        if (text.length() > LONGEST_SETTINGS) {
            throw Problem.invalid("settings", "has at most 64 KB");
        }
        try {
            return json.readValue(text, SETTINGS);
        } catch (JsonProcessingException e) {
            throw Problem.invalid("settings", "must be a JSON object of settings by name");
        }
    }

    private static CsvSettings checked(Map<String, String> settings) {
        List<FieldProblem> problems = CsvSettings.problems(settings).stream()
                .map(text -> text.split(": ", 2))
                .map(parts -> new FieldProblem("settings." + parts[0], parts[parts.length - 1]))
                .toList();
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return CsvSettings.of(settings);
    }

    @GetMapping(path = "/api/v1/csv/sample", produces = "text/csv")
    @Operation(summary = "A file in the standard layout to start from: the header and one order of two lines")
    ResponseEntity<String> sample() {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("orders-sample.csv")
                                .build()
                                .toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(StandardLayout.sampleFile());
    }
}
