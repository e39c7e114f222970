package io.quayside.routes.receive;

import io.quayside.connectors.csv.CsvOrderReader;
import io.quayside.connectors.csv.CsvOrderReader.Summary;
import io.quayside.connectors.csv.CsvSettings;
import io.quayside.connectors.csv.UnreadableFile;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of reading one dropped file. Each can be repeated after a crash: the file leaves its place only once its job
 * is at its end, and what was queued before is cut by its delivery id. Thread-safe.
 */
public final class FileDropReader {
    private static final Logger LOG = LoggerFactory.getLogger(FileDropReader.class);
    /** How often a file that trips the program is tried. */
    private static final int ATTEMPTS = 3;

    private final FileDropGate gate;
    private final ConnectionDirectory connections;
    private final DropJobs jobs;
    private final OrderHandOver.Factory handOvers;
    private final Clock clock;
    private final CsvOrderReader orders = new CsvOrderReader();

    FileDropReader(
            FileDropGate gate,
            ConnectionDirectory connections,
            DropJobs jobs,
            OrderHandOver.Factory handOvers,
            Clock clock) {
        this.gate = gate;
        this.connections = connections;
        this.jobs = jobs;
        this.handOvers = handOvers;
        this.clock = clock;
    }

    /** Knows the file by its content and takes up its job. */
    public FileDrop checkIn(@Body File dropped) throws IOException {
        Path file = dropped.toPath().toAbsolutePath().normalize();
        DropFolder folder = gate.folderOf(file).create();
        KnownConnection connection = DropFolder.connectionOf(folder.home())
                .flatMap(connections::find)
                .orElseThrow(() -> new IOException("the connection of " + file + " was deleted meanwhile"));
        ConnectionId id = connection.access().id();
        Instant now = clock.instant();
        String content = contentOf(file, connection);
        SyncJob job = jobs.begin(connection.tenant(), id, file.getFileName().toString(), content, now);
        endJobsWithoutFile(folder, connection, job);
        return new FileDrop(folder, file, connection, content, job, now);
    }

    /** Idempotent Consumer: whether this very content was imported before, without an error. */
    public boolean isKnown(@Body FileDrop drop) {
        return jobs.imported(drop.tenant(), connectionOf(drop), drop.content()).isPresent();
    }

    /** Ends the job of a file that was imported before. */
    public void recognize(@Body FileDrop drop) {
        String earlier = jobs.imported(drop.tenant(), connectionOf(drop), drop.content())
                .map(job -> "%s of %s".formatted(job.name(), job.startedAt().truncatedTo(ChronoUnit.SECONDS)))
                .orElse("an earlier file");
        String told = "nothing was imported: the same content came before as " + earlier;
        jobs.end(drop.tenant(), drop.job().duplicate(told, clock.instant()), "%s: %s".formatted(drop.name(), told));
    }

    /**
     * Sends the file's orders to the import, a hundred at a time, and writes the report of the rows left out.
     *
     * @throws UnreadableFile when nothing could be imported
     * @throws OrderHandOver.HandOverInterrupted when the pipeline does not take orders now
     */
    public void importOrders(@Body FileDrop drop) throws IOException {
        CsvSettings settings = CsvSettings.of(drop.connection().access().settings());
        DropUploads.Sighting before = DropUploads.Sighting.of(drop.file());
        Summary summary;
        SyncJob job;
        try (OrderHandOver handOver = handOvers.of(drop)) {
            summary = orders.read(drop.file(), drop.name(), settings, drop.receivedAt(), handOver);
            job = handOver.finish();
        }
        if (!DropUploads.Sighting.of(drop.file()).equals(before)) {
            throw new IOException("the file was changed while it was read");
        }
        SyncJob told = withMessage(job, summary, drop);
        jobs.end(drop.tenant(), told.finish(clock.instant()), activity(drop, told, summary));
        LOG.info(
                "Read {} of {}: {} orders, {} rows left out",
                drop.name(),
                connectionOf(drop),
                job.imported(),
                job.failed());
    }

    /** Puts a file that was read into the archive. */
    public void archive(@Body FileDrop drop) throws IOException {
        drop.folder().archive(drop.file(), LocalDate.ofInstant(drop.receivedAt(), ZoneOffset.UTC));
        gate.settled(drop.file());
    }

    /** Puts a file that can't be read aside, with the reason for its sender. */
    public void refuse(@Body FileDrop drop, @ExchangeException Exception problem) throws IOException {
        setAside(drop, String.valueOf(problem.getMessage()));
    }

    /** Leaves the file where it is, to be tried again later and later; one that trips the program is set aside at last. */
    public void postpone(@Body FileDrop drop, @ExchangeException Exception problem) throws IOException {
        boolean willPass = problem instanceof OrderHandOver.HandOverInterrupted || problem instanceof IOException;
        if (gate.pause(drop.file()) >= ATTEMPTS && !willPass) {
            LOG.error("{} trips the reader and is set aside", drop.file(), problem);
            setAside(
                    drop,
                    "the file could not be read because of an error in the program (%s); tell whoever runs it"
                            .formatted(problem.getClass().getSimpleName()));
            return;
        }
        LOG.warn("{} could not be read now and will be tried again", drop.file(), problem);
    }

    /** As {@link #postpone}, before the file has a job. */
    public void postponeUnknown(@Body File dropped, @ExchangeException Exception problem) {
        gate.pause(dropped.toPath().toAbsolutePath().normalize());
        LOG.warn("{} could not be checked in now and will be tried again", dropped, problem);
    }

    private void setAside(FileDrop drop, String reason) throws IOException {
        jobs.end(
                drop.tenant(),
                drop.job().fail(reason, clock.instant()),
                "%s could not be read: %s".formatted(drop.name(), reason));
        drop.folder().fail(drop.file(), reason);
        gate.settled(drop.file());
        LOG.info("{} of {} can't be read: {}", drop.name(), connectionOf(drop), reason);
    }

    /** A file that was handed over or half read, and then taken back or replaced by its owner. */
    private void endJobsWithoutFile(DropFolder folder, KnownConnection connection, SyncJob current) {
        TenantId tenant = connection.tenant();
        for (SyncJob job : jobs.running(tenant, connection.access().id())) {
            if (!job.id().equals(current.id()) && !folder.holds(job.name())) {
                String reason = "the file was removed or replaced before it was read to its end";
                jobs.end(tenant, job.fail(reason, clock.instant()), "%s: %s".formatted(job.name(), reason));
            }
        }
    }

    private static SyncJob withMessage(SyncJob job, Summary summary, FileDrop drop) {
        StringBuilder message = new StringBuilder();
        if (job.failed() > 0) {
            message.append("%s left out: see %s"
                    .formatted(job.failed(), DropFolder.errorReport(drop.file()).getFileName()));
        }
        for (String warning : summary.warnings()) {
            message.append(message.isEmpty() ? "" : "; ").append(warning);
        }
        return new SyncJob(
                job.id(),
                job.connectionId(),
                job.kind(),
                job.name(),
                job.status(),
                job.read(),
                job.imported(),
                job.failed(),
                job.startedAt(),
                job.finishedAt(),
                message.toString());
    }

    private static String activity(FileDrop drop, SyncJob job, Summary summary) {
        String details =
                "read as %s, %s, layout %s".formatted(summary.charset(), summary.delimiter(), summary.layout());
        return "%s: %s taken from %s (%s)%s"
                .formatted(
                        drop.name(),
                        counted(job.imported(), "order"),
                        counted(summary.rows(), "row"),
                        details,
                        job.message().isEmpty() ? "" : "; " + job.message());
    }

    private static String counted(long count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    private static ConnectionId connectionOf(FileDrop drop) {
        return drop.connection().access().id();
    }

    private static String contentOf(Path file, KnownConnection connection) throws IOException {
        ContentHash hash = new ContentHash();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
        return hash.readWith(connection.access().settings());
    }
}
