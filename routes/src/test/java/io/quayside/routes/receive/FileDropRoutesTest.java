package io.quayside.routes.receive;

import static io.quayside.routes.receive.DropStage.HEADER;
import static io.quayside.routes.receive.DropStage.drop;
import static io.quayside.routes.receive.DropStage.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.integrations.SyncJob.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropRoutesTest {
    @TempDir
    Path root;

    private final DropStage.Queue queue = new DropStage.Queue();
    private DropStage stage;

    @BeforeEach
    void start() {
        stage = new DropStage(root, queue);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void importsADroppedFileAndArchivesItByDate() throws IOException {
        DropFolder folder = stage.connect();

        drop(folder, "orders.csv", HEADER + row("A-1", "1") + row("A-1", "2") + row("A-2", "1"));

        SyncJob job = awaitJob(folder, Status.DONE);
        assertThat(queue.ids()).containsExactly("A-1", "A-2");
        assertThat(queue.orders)
                .allSatisfy(order -> assertThat(order.rawPayload()).isNotNull());
        assertThat(job.imported()).isEqualTo(2);
        assertThat(archived(folder)).containsExactly("orders.csv");
        assertThat(folder.home().resolve("orders.csv")).doesNotExist();
        assertThat(stage.jobs.activities).singleElement().asString().contains("orders.csv: 2 orders taken from 3 rows");
    }

    @Test
    void readsTheInboxLikeTheFolderItself() throws IOException {
        DropFolder folder = stage.connect();

        Files.writeString(folder.inbox().resolve("orders.csv"), HEADER + row("A-1", "1"));

        awaitJob(folder, Status.DONE);
        assertThat(queue.ids()).containsExactly("A-1");
    }

    @Test
    void importsNothingTwiceFromTheSameContentUnderAnotherName() throws IOException {
        DropFolder folder = stage.connect();
        drop(folder, "monday.csv", HEADER + row("A-1", "1"));
        awaitJob(folder, Status.DONE);

        drop(folder, "tuesday.csv", HEADER + row("A-1", "1"));

        SyncJob repeated = awaitJob(folder, Status.DUPLICATE);
        assertThat(repeated.message()).contains("the same content came before as monday.csv");
        assertThat(queue.ids()).containsExactly("A-1");
        assertThat(archived(folder)).containsExactlyInAnyOrder("monday.csv", "tuesday.csv");
    }

    @Test
    void reportsABadRowBesideTheGoodOnes() throws IOException {
        DropFolder folder = stage.connect();

        drop(folder, "orders.csv", HEADER + row("A-1", "1") + row("A-2", "-1") + row("A-3", "1"));

        SyncJob job = awaitJob(folder, Status.DONE_WITH_ERRORS);
        assertThat(queue.ids()).containsExactly("A-1", "A-3");
        assertThat(job.failed()).isEqualTo(1);
        assertThat(job.message()).contains("orders.csv.errors.csv");
        List<String> report = Files.readAllLines(folder.home().resolve("orders.csv.errors.csv"));
        assertThat(report.get(0)).endsWith("line,field,reason");
        assertThat(report.get(1)).contains("A-2").contains(",3,quantity,").contains("negative");
    }

    @Test
    void setsAZipAsideWithTheReasonAndGoesOn() throws IOException {
        DropFolder folder = stage.connect();

        Files.write(folder.home().resolve("a.csv"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3});
        drop(folder, "b.csv", HEADER + row("A-1", "1"));

        awaitJob(folder, Status.DONE);
        SyncJob failed = awaitJob(folder, Status.FAILED);
        assertThat(failed.name()).isEqualTo("a.csv");
        assertThat(folder.home().resolve("failed/a.csv")).exists();
        assertThat(folder.home().resolve("failed/a.csv.reason.txt")).content().containsIgnoringCase("zip");
        assertThat(queue.ids()).containsExactly("A-1");
    }

    @Test
    void setsAFileWithUnknownColumnsAside() throws IOException {
        DropFolder folder = stage.connect();

        drop(folder, "prices.csv", "colour,weight\nred,3\n");

        awaitJob(folder, Status.FAILED);
        assertThat(folder.home().resolve("failed/prices.csv.reason.txt")).exists();
        assertThat(queue.orders).isEmpty();
    }

    @Test
    void readsAFileOnlyOnceItsWriterHasFinished() throws IOException {
        DropFolder folder = stage.connect();
        DropFolder other = stage.connect();
        Path file = folder.home().resolve("slow.csv");

        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            out.write((HEADER + row("A-1", "1") + "A-2,2026").getBytes(StandardCharsets.UTF_8));
            out.flush();
            for (int i = 0; i < 6; i++) { // longer than the quiet time, but never quiet
                drop(other, "beat-%d.csv".formatted(i), HEADER + row("B-" + i, "1"));
                await().pollDelay(Duration.ofMillis(150)).until(() -> true);
                out.write('-');
                out.flush();
            }
            assertThat(queue.ids()).doesNotContain("A-1");
            out.write(("09-03T10:00:00Z,x\n").getBytes(StandardCharsets.UTF_8));
        }

        await().until(() -> queue.ids().contains("A-1"));
        assertThat(file).doesNotExist();
    }

    @Test
    void leavesAnUploadThatBrokeOffAloneUntilItIsSentAgain() throws IOException {
        DropFolder folder = stage.connect();
        Path half = folder.home().resolve("half.csv");
        stage.uploads.begin(half);
        Files.writeString(half, HEADER + row("A-1", "1"));
        stage.uploads.breakOff(half);
        drop(folder, "later.csv", HEADER + row("A-2", "1"));
        await().until(() -> queue.ids().contains("A-2"));
        assertThat(half).exists();

        stage.uploads.begin(half);
        Files.writeString(half, HEADER + row("A-1", "1") + row("A-3", "1"));
        stage.uploads.finish(half);

        await().until(() -> queue.ids().containsAll(List.of("A-1", "A-3")));
    }

    @Test
    void ignoresNamesOfUnfinishedFilesAndItsOwnReports() throws IOException {
        DropFolder folder = stage.connect();
        for (String name :
                List.of("a.csv.part", "b.tmp", "c.filepart", "d.csv.uploading", "e.csv.errors.csv", ".f.csv")) {
            Files.writeString(folder.home().resolve(name), HEADER + row("NO", "1"));
        }

        drop(folder, "z.csv", HEADER + row("A-1", "1"));

        awaitJob(folder, Status.DONE);
        assertThat(stage.jobs.of(folder)).hasSize(1);
        assertThat(queue.ids()).containsExactly("A-1");
    }

    @Test
    void followsNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
        DropFolder folder = stage.connect();
        Path secret = Files.writeString(elsewhere.resolve("secret.csv"), HEADER + row("SECRET", "1"));
        Files.createSymbolicLink(folder.home().resolve("link.csv"), secret);

        drop(folder, "z.csv", HEADER + row("A-1", "1"));

        awaitJob(folder, Status.DONE);
        assertThat(queue.ids()).containsExactly("A-1");
        assertThat(secret).exists();
    }

    @Test
    void leavesFilesOfAnUnknownConnectionAlone() throws IOException {
        DropFolder unknown =
                DropFolder.of(root, new ConnectionId(UUID.randomUUID())).create();
        DropFolder folder = stage.connect();
        drop(unknown, "orders.csv", HEADER + row("NO", "1"));

        drop(folder, "orders.csv", HEADER + row("A-1", "1"));

        awaitJob(folder, Status.DONE);
        assertThat(unknown.home().resolve("orders.csv")).exists();
        assertThat(queue.ids()).containsExactly("A-1");
    }

    @Test
    void keepsFilesOfAPausedConnectionUntilItGoesOn() throws IOException {
        DropFolder paused = stage.connect();
        DropFolder other = stage.connect();
        stage.pause(paused, true);
        drop(paused, "orders.csv", HEADER + row("A-1", "1"));
        drop(other, "orders.csv", HEADER + row("B-1", "1"));
        awaitJob(other, Status.DONE);
        assertThat(queue.ids()).containsExactly("B-1");

        stage.pause(paused, false);

        awaitJob(paused, Status.DONE);
        assertThat(queue.ids()).containsExactly("B-1", "A-1");
    }

    @Test
    void readsAFileAgainThatWasInterruptedUnderTheSameJobAndTheSameDeliveryIds() throws IOException {
        DropFolder folder = stage.connect();
        StringBuilder orders = new StringBuilder(HEADER);
        for (int i = 0; i < 150; i++) {
            orders.append(row("A-" + i, "1"));
        }
        queue.failingCalls.add(2); // the first hundred is queued, the rest is not

        drop(folder, "orders.csv", orders.toString());

        SyncJob job = awaitJob(folder, Status.DONE);
        assertThat(queue.orders).hasSize(250);
        assertThat(stage.jobs.of(folder)).containsExactly(job);
        assertThat(job.imported()).isEqualTo(150);
        assertThat(queue.orders.stream().map(order -> order.deliveryId()).distinct())
                .hasSize(150);
    }

    @Test
    void waitsForTheDoneMarkerWhereOneIsAgreed() throws IOException {
        stage.close();
        stage = new DropStage(root, queue, true);
        DropFolder folder = stage.connect();
        drop(folder, "marked.csv", HEADER + row("A-1", "1"));
        drop(folder, "unmarked.csv", HEADER + row("A-2", "1"));

        Files.createFile(folder.home().resolve("marked.csv.done"));

        awaitJob(folder, Status.DONE);
        assertThat(queue.ids()).containsExactly("A-1");
        assertThat(folder.home().resolve("unmarked.csv")).exists();
        assertThat(folder.home().resolve("marked.csv.done")).doesNotExist();
    }

    private SyncJob awaitJob(DropFolder folder, Status status) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> stage.jobs.of(folder).stream()
                                .filter(job -> job.status() == status)
                                .findFirst()
                                .orElse(null),
                        job -> job != null && stillDropped(folder, job.name()).isEmpty());
    }

    private static List<Path> stillDropped(DropFolder folder, String name) {
        return Stream.of(folder.home().resolve(name), folder.inbox().resolve(name))
                .filter(Files::exists)
                .toList();
    }

    private static List<String> archived(DropFolder folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder.home().resolve("archive"))) {
            return found.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
    }
}
