package io.quayside.routes.receive;

import io.quayside.connectors.csv.UnreadableFile;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ingest.ImportQueue;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Order files become orders on the import queue. FTP, SFTP and the HTTP hand-over write into the same folders as
 * whoever has access to the disk, so one route reads them all; which files are ready is decided by {@link FileDropGate}.
 */
public final class FileDropRoutes extends RouteBuilder {
    static final String ROUTE = "receive-file-drop";

    private final FileDropSettings settings;
    private final ConnectionDirectory connections;
    private final DropUploads uploads;
    private final DropJobs jobs;
    private final KeptRows keptRows;
    private final ImportQueue queue;
    private final Clock clock;

    public FileDropRoutes(
            FileDropSettings settings,
            ConnectionDirectory connections,
            DropUploads uploads,
            DropJobs jobs,
            KeptRows keptRows,
            ImportQueue queue,
            Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.uploads = uploads;
        this.jobs = jobs;
        this.keptRows = keptRows;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void configure() {
        FileDropGate gate = new FileDropGate(settings, connections, uploads, clock);
        getContext().getRegistry().bind("file-drop-gate", gate);
        FileDropReader reader = new FileDropReader(
                gate,
                connections,
                jobs,
                new OrderHandOver.Factory(
                        queue, jobs, keptRows, () -> getContext().isStopping()),
                clock);

        errorHandler(defaultErrorHandler().logExhausted(false)); // the steps below say what they do about a failure
        onException(UnreadableFile.class, InvalidValue.class)
                .handled(true)
                .bean(reader, "refuse")
                .id("set-file-aside");
        onException(Exception.class)
                .handled(true)
                .choice()
                .when(body().isInstanceOf(FileDrop.class))
                .bean(reader, "postpone")
                .id("postpone-file")
                .otherwise()
                .bean(reader, "postponeUnknown")
                .id("postpone-unknown-file");

        from(droppedFiles())
                .routeId(ROUTE)
                .routeDescription(
                        "Order files from FTP, SFTP, uploads and watched folders become orders on the import queue")
                .choice()
                .when(header(Exchange.FILE_LENGTH)
                        .isGreaterThan(settings.largeFile().toBytes()))
                .threads()
                .executorService(pool("large-file-reader", settings.largeReaders()))
                .id("wait-for-a-large-file-reader")
                .endChoice()
                .otherwise()
                .threads()
                .executorService(pool("file-reader", settings.readers()))
                .id("wait-for-a-file-reader")
                .endChoice()
                .end()
                .bean(reader, "checkIn")
                .id("check-in-file")
                .choice()
                .when(method(reader, "isKnown"))
                .bean(reader, "recognize")
                .id("recognize-file")
                .otherwise()
                .bean(reader, "importOrders")
                .id("hand-over-orders")
                .end()
                .bean(reader, "archive")
                .id("archive-file");
    }

    /**
     * No limit of files for each poll and no name is evaluated as an expression: the gate takes one file of each
     * connection, so a limit would only hide the files of those who come last in the list.
     */
    private String droppedFiles() {
        return "file:%s?recursive=true&minDepth=2&maxDepth=3&filter=#file-drop-gate".formatted(settings.folder())
                + "&exclusiveReadLockStrategy=#file-drop-gate&noop=true&idempotent=false"
                + "&sortBy=file:modified;file:name&probeContentType=false"
                + "&delay=%1$d&initialDelay=%1$d&greedy=true&runLoggingLevel=%2$s"
                        .formatted(settings.pollInterval().toMillis(), LoggingLevel.TRACE);
    }

    private ExecutorService pool(String name, int threads) {
        return getContext().getExecutorServiceManager().newFixedThreadPool(this, name, threads);
    }
}
