package io.quayside.routes.receive;

import static io.quayside.routes.receive.DropStage.HEADER;
import static io.quayside.routes.receive.DropStage.drop;
import static io.quayside.routes.receive.DropStage.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quayside.domain.integrations.SyncJob.Status;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.ingest.ImportQueue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a million lines needs no more memory than a small one, and keeps nobody waiting. */
class LargeFileDropTest {
    private static final int LINES = 1_000_000;
    private static final long ALLOWED = 64L << 20;

    @TempDir
    Path root;

    @Test
    void importsAMillionLinesInConstantMemory() throws IOException {
        CountingQueue queue = new CountingQueue();
        try (DropStage stage = new DropStage(root, queue)) {
            DropFolder folder = stage.connect();
            long before = liveBytes();

            Path file = folder.home().resolve("million.csv");
            stage.uploads.begin(file);
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write(HEADER);
                for (int i = 0; i < LINES; i++) {
                    out.write(row("A-" + i / 2, "1"));
                }
            }
            stage.uploads.finish(file);

            await().atMost(Duration.ofSeconds(120))
                    .until(() -> stage.jobs.of(folder).stream().anyMatch(job -> job.status() == Status.DONE));
            assertThat(queue.count.get()).isEqualTo(LINES / 2);
            assertThat(queue.mostLiveBytes - before).isLessThan(ALLOWED);
        }
    }

    @Test
    void aLargeFileDoesNotDelayTheFilesOfOthers() throws IOException {
        HeldQueue queue = new HeldQueue();
        try (DropStage stage = new DropStage(root, queue)) {
            DropFolder large = stage.connect();
            DropFolder many = stage.connect();
            DropFolder small = stage.connect();
            StringBuilder orders = new StringBuilder(HEADER);
            for (int i = 0; i < 20_000; i++) {
                orders.append(row("HELD-" + i, "1"));
            }
            drop(large, "large.csv", orders.toString());
            await().until(() -> queue.held.getCount() == 1 && queue.waiting.get() > 0);
            for (int i = 0; i < 50; i++) {
                drop(many, "many-%d.csv".formatted(i), HEADER + row("M-" + i, "1"));
            }

            drop(small, "small.csv", HEADER + row("S-1", "1"));

            await().until(() -> stage.jobs.of(small).stream().anyMatch(job -> job.status() == Status.DONE));
            assertThat(stage.jobs.of(large)).allMatch(job -> job.status() == Status.RUNNING);
            assertThat(stage.jobs.of(many)).hasSizeLessThan(50);
            queue.held.countDown();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stage.jobs.of(large).stream().anyMatch(job -> job.status() == Status.DONE));
        }
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Looks at what is live once in a while, as a collection stops everything. */
    private static final class CountingQueue implements ImportQueue {
        final AtomicLong count = new AtomicLong();
        volatile long mostLiveBytes;

        @Override
        public void send(TenantId tenant, List<IncomingOrder> orders) {
            if (count.addAndGet(orders.size()) % 50_000 == 0) {
                mostLiveBytes = Math.max(mostLiveBytes, liveBytes());
            }
        }
    }

    /** Doesn't take the orders of the large file for now. */
    private static final class HeldQueue implements ImportQueue {
        final CountDownLatch held = new CountDownLatch(1);
        final AtomicLong waiting = new AtomicLong();

        @Override
        public void send(TenantId tenant, List<IncomingOrder> orders) {
            if (orders.get(0).order().externalId().startsWith("HELD")) {
                waiting.incrementAndGet();
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
