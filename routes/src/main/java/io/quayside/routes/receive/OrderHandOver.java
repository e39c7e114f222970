package io.quayside.routes.receive;

import io.quayside.connectors.csv.CsvErrorReport;
import io.quayside.connectors.csv.CsvOrderReader;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.ingest.ImportQueue;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one file's orders and bad rows as they are read: full batches go to the import queue, bad rows to the report.
 * Holds one batch at a time, whatever the size of the file. Used by one thread.
 */
final class OrderHandOver implements CsvOrderReader.Sink, Closeable {
    private static final int BATCHES_PER_PROGRESS = 20;

    private final FileDrop drop;
    private final ImportQueue queue;
    private final DropJobs jobs;
    private final KeptRows keptRows;
    private final BooleanSupplier stopping;

    private final List<IncomingOrder> batch = new ArrayList<>(ImportQueue.LARGEST_BATCH);
    private final List<ReceivedDelivery> rows = new ArrayList<>(ImportQueue.LARGEST_BATCH);
    private SyncJob job;
    private int batches;
    private List<String> columns = List.of();
    private char delimiter = ',';
    private @Nullable CsvErrorReport report;

    /** What the hand-overs of all files have in common. */
    record Factory(ImportQueue queue, DropJobs jobs, KeptRows keptRows, BooleanSupplier stopping) {
        OrderHandOver of(FileDrop drop) {
            return new OrderHandOver(drop, queue, jobs, keptRows, stopping);
        }
    }

    private OrderHandOver(
            FileDrop drop, ImportQueue queue, DropJobs jobs, KeptRows keptRows, BooleanSupplier stopping) {
        this.drop = drop;
        this.queue = queue;
        this.jobs = jobs;
        this.keptRows = keptRows;
        this.stopping = stopping;
        this.job = drop.job();
    }

    @Override
    public void columns(List<String> names, char separator) {
        columns = List.copyOf(names);
        delimiter = separator;
    }

    @Override
    public void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows) {
        String delivery = deliveryId(order, rawRows);
        batch.add(new IncomingOrder(
                drop.connection().access().id(),
                drop.connection().platform(),
                delivery,
                drop.receivedAt(),
                null,
                order));
        rows.add(new ReceivedDelivery(
                drop.tenant(),
                drop.connection().access().id(),
                drop.connection().platform(),
                delivery,
                "",
                order.externalId(),
                drop.receivedAt(),
                rawRows.getBytes(StandardCharsets.UTF_8)));
        if (batch.size() == ImportQueue.LARGEST_BATCH) {
            send();
        }
    }

    /** The same for the same rows of the same content, so that reading a file again imports nothing twice. */
    private String deliveryId(CanonicalOrder order, String rawRows) {
        String id = order.externalId();
        return "%s:%s:%s"
                .formatted(
                        drop.content().substring(0, 16),
                        id.length() > 150 ? ContentHash.shortened(id) : id,
                        ContentHash.shortened(rawRows));
    }

    @Override
    public void problem(long line, String field, String reason, List<String> rawRow) {
        try {
            if (report == null) {
                report = new CsvErrorReport(Files.newBufferedWriter(unfinishedReport()), columns, delimiter);
            }
            report.add(line, field, reason, rawRow);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        job = job.counted(1, 0, 1);
    }

    private void send() {
        if (stopping.getAsBoolean()) {
            throw new HandOverInterrupted("the program stops; the file is read again when it starts", null);
        }
        try {
            List<UUID> claims = keptRows.keep(rows);
            List<IncomingOrder> claimed = new ArrayList<>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                IncomingOrder order = batch.get(i);
                claimed.add(new IncomingOrder(
                        order.connectionId(),
                        order.channel(),
                        order.deliveryId(),
                        order.receivedAt(),
                        claims.get(i),
                        order.order()));
            }
            queue.send(drop.tenant(), claimed);
            job = job.counted(batch.size(), batch.size(), 0);
            if (++batches % BATCHES_PER_PROGRESS == 0) {
                jobs.progress(drop.tenant(), job);
            }
        } catch (RuntimeException e) {
            throw new HandOverInterrupted("orders could not be handed to the import: " + e.getMessage(), e);
        }
        batch.clear();
        rows.clear();
    }

    /** Sends what is left and puts the report in its place; returns the job with its counts. */
    SyncJob finish() throws IOException {
        if (!batch.isEmpty()) {
            send();
        }
        if (report != null) {
            report.close();
            report = null;
            Files.move(
                    unfinishedReport(),
                    DropFolder.errorReport(drop.file()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return job;
    }

    private Path unfinishedReport() {
        return drop.file().resolveSibling("." + drop.name() + DropFolder.ERRORS);
    }

    @Override
    public void close() throws IOException {
        if (report != null) {
            report.close();
            Files.deleteIfExists(unfinishedReport());
        }
    }

    /** The pipeline did not take the orders. Nothing is wrong with the file. */
    static final class HandOverInterrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HandOverInterrupted(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
