package io.quayside.app.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quayside.app.http.Problem;
import io.quayside.app.http.TooManyRequests;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Streams exports. Each holds a database connection and a thread for as long as its reader takes, so only a few run at a
 * time; a reader that stands still for half a minute is given up by the database.
 */
@RestController
@Tag(name = "Export")
class ExportController {
    private static final int MOST_AT_ONCE = 3;

    private final OrderExports orderExports;
    private final StockExports stockExports;
    private final HubExports hubExports;
    private final UnitOfWork unitOfWork;
    private final ObjectWriter json;
    private final Clock clock;
    private final Semaphore running = new Semaphore(MOST_AT_ONCE);

    ExportController(
            OrderExports orderExports,
            StockExports stockExports,
            HubExports hubExports,
            UnitOfWork unitOfWork,
            ObjectMapper json,
            Clock clock) {
        this.orderExports = orderExports;
        this.stockExports = stockExports;
        this.hubExports = hubExports;
        this.unitOfWork = unitOfWork;
        this.json = json.writer();
        this.clock = clock;
    }

    /** What can be exported; in addresses with dashes. */
    enum ExportKind {
        ORDERS,
        ORDER_LINES,
        INVENTORY,
        MOVEMENTS,
        PRODUCTS,
        DEAD_LETTERS,
        ACTIVITY;

        String inPath() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static ExportKind of(String path) {
            return Arrays.stream(values())
                    .filter(kind -> kind.inPath().equals(path))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("export: use one of "
                            + Arrays.stream(values()).map(ExportKind::inPath).toList()));
        }
    }

    /** RFC 4180 with a header, or one JSON object in each line. */
    enum ExportFormat {
        CSV("text/csv;charset=UTF-8"),
        JSONL("application/jsonl;charset=UTF-8");

        private final String contentType;

        ExportFormat(String contentType) {
            this.contentType = contentType;
        }

        static ExportFormat of(String name) {
            return Arrays.stream(values())
                    .filter(format -> format.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalid("format", "must be csv or jsonl"));
        }
    }

    @GetMapping("/api/v1/export/{what}")
    @Operation(
            operationId = "export",
            summary = "Everything of a kind, as CSV or JSON lines",
            description = "Filters are those of the list. The rows are those of the moment when the export began.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "application/jsonl", schema = @Schema(type = "string"))
            })
    void export(
            @PathVariable
                    @Schema(
                            allowableValues = {
                                "orders",
                                "order-lines",
                                "inventory",
                                "movements",
                                "products",
                                "dead-letters",
                                "activity"
                            })
                    String what,
            @RequestParam(defaultValue = "csv") @Schema(allowableValues = {"csv", "jsonl"}) String format,
            @ParameterObject ExportSelection selection,
            Merchant who,
            HttpServletResponse response) {
        ExportKind kind = ExportKind.of(what);
        ExportFormat form = ExportFormat.of(format);
        Export<?> export = exportOf(kind);
        who.require(export.scope());
        selection.mustBeOnly(export.filters());
        if (!running.tryAcquire()) {
            throw new TooManyRequests(Duration.ofSeconds(10));
        }
        try {
            stream(export, kind, form, selection, who, response);
        } finally {
            running.release();
        }
    }

    private Export<?> exportOf(ExportKind kind) {
        return switch (kind) {
            case ORDERS -> orderExports.orders();
            case ORDER_LINES -> orderExports.lines();
            case INVENTORY -> stockExports.inventory();
            case MOVEMENTS -> stockExports.movements();
            case PRODUCTS -> stockExports.products();
            case DEAD_LETTERS -> hubExports.deadLetters();
            case ACTIVITY -> hubExports.activity();
        };
    }

    private <R> void stream(
            Export<R> export,
            ExportKind kind,
            ExportFormat form,
            ExportSelection selection,
            Merchant who,
            HttpServletResponse response) {
        try {
            unitOfWork.execute(who.tenant(), () -> {
                try (Stream<R> rows = export.rows().apply(who.tenant(), selection)) {
                    response.setContentType(form.contentType);
                    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(kind, form));
                    write(export, form, rows.iterator(), response);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (RuntimeException failure) {
            if (response.isCommitted()) { // a half of it must not look like the whole
                throw new ExportBrokeOff(failure);
            }
            response.reset();
            throw failure;
        }
    }

    private <R> void write(Export<R> export, ExportFormat form, Iterator<R> rows, HttpServletResponse response)
            throws IOException {
        Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
        RowWriter<R> writer = form == ExportFormat.CSV ? RowWriter.csv(export, out) : RowWriter.jsonLines(json, out);
        while (rows.hasNext()) {
            writer.write(rows.next());
        }
        out.flush();
    }

    private String attachment(ExportKind kind, ExportFormat form) {
        return ContentDisposition.attachment()
                .filename("%s-%s.%s"
                        .formatted(
                                kind.inPath(),
                                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                                form.name().toLowerCase(Locale.ROOT)))
                .build()
                .toString();
    }

    /** Thrown on to the server, which then breaks the connection off: the reader sees that something is missing. */
    @ExceptionHandler
    void breakOff(ExportBrokeOff brokeOff) {
        throw brokeOff;
    }

    /** Rows have been sent already. */
    private static final class ExportBrokeOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExportBrokeOff(RuntimeException cause) {
            super("an export broke off", cause);
        }
    }
}
