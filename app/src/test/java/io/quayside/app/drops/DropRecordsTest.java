package io.quayside.app.drops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.app.embedded.TestDatabase;
import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.integrations.DropAccounts.DropAccess;
import io.quayside.app.persistence.SpringUnitOfWork;
import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.csv.CsvConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.integrations.SyncJob.Status;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.receive.DropFolder;
import io.quayside.routes.receive.DropUploads;
import io.quayside.routes.receive.FileDropSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** Log-ins, jobs and files that were handed over, on the real database. */
class DropRecordsTest {
    private static final Instant NOW = Instant.parse("2026-09-03T10:00:00Z");
    private static final String CONTENT = "ab".repeat(32);
    private static final String OTHER_CONTENT = "cd".repeat(32);

    @TempDir
    Path root;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
    private final PasswordEncoder passwords = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private JdbcClient jdbc;
    private SpringUnitOfWork unitOfWork;
    private JdbcDropLogins logins;
    private JdbcDropAccounts accounts;
    private JdbcDropJobs jobs;

    @BeforeEach
    void connect() {
        JdbcTemplate template = new JdbcTemplate(TestDatabase.shared().app());
        jdbc = JdbcClient.create(template);
        PlatformTransactionManager transactions =
                new DataSourceTransactionManager(TestDatabase.shared().app());
        unitOfWork = new SpringUnitOfWork(transactions, template);
        SystemWork system = new SystemWork(transactions, template);
        logins = new JdbcDropLogins(system, jdbc, passwords);
        accounts = new JdbcDropAccounts(
                unitOfWork, jdbc, passwords, root, () -> new JdbcDropAccounts.Ports("files.example.com", 2121, 2222));
        jobs = new JdbcDropJobs(
                unitOfWork,
                jdbc,
                new ConnectionActivity(unitOfWork, jdbc, UUID::randomUUID, Clock.systemUTC()),
                UUID::randomUUID);
        system.run(() -> jdbc.sql("INSERT INTO tenant (tenant_id, name, created_at) VALUES (?, 'Ada', now())")
                .param(tenant.value())
                .update());
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO connection (tenant_id, id, platform, name, status, created_at)
                        VALUES (?, ?, 'csv', 'Files', 'ACTIVE', now())""")
                .params(tenant.value(), connection.value())
                .update());
    }

    @Test
    void aNewAccountSignsInWithThePasswordThatWasShownOnce() {
        DropAccess access = accounts.create(tenant, connection);

        String name = access.sftp().username();
        assertThat(logins.check(name, access.sftp().password(), "192.0.2.1")).contains(connection);
        assertThat(logins.check(name, "wrong", "192.0.2.1")).isEmpty();
        assertThat(logins.check("drop-nobody", access.ftp().password(), "192.0.2.1"))
                .isEmpty();
        assertThat(access.ftp().host()).isEqualTo("files.example.com");
        assertThat(Path.of(access.folder()).resolve("inbox")).isDirectory();
        assertThat(unitOfWork.run(
                        tenant, () -> jdbc.sql("SELECT password_hash FROM drop_account WHERE connection_id = ?")
                                .param(connection.value())
                                .query(String.class)
                                .single()))
                .doesNotContain(access.ftp().password());
    }

    @Test
    void anAccountOfADeletedConnectionSignsInNoMore() {
        DropAccess access = accounts.create(tenant, connection);

        unitOfWork.run(tenant, () -> jdbc.sql("UPDATE connection SET deleted_at = now() WHERE id = ?")
                .param(connection.value())
                .update());

        assertThat(logins.check(access.ftp().username(), access.ftp().password(), "192.0.2.2"))
                .isEmpty();
    }

    @Test
    void anAddressThatGuessesIsRefusedForAWhileAndOthersAreNot() {
        DropAccess access = accounts.create(tenant, connection);
        String name = access.ftp().username();

        for (int i = 0; i < 10; i++) {
            logins.check(name, "guess-" + i, "192.0.2.3");
        }

        assertThat(logins.check(name, access.ftp().password(), "192.0.2.3")).isEmpty();
        assertThat(logins.check(name, access.ftp().password(), "192.0.2.4")).contains(connection);
    }

    @Test
    void continuesTheRunningJobOfAFileWithItsCountsAtZero() {
        SyncJob begun = jobs.begin(tenant, connection, "orders.csv", CONTENT, NOW);
        jobs.progress(tenant, begun.counted(2_000, 2_000, 0));

        SyncJob again = jobs.begin(tenant, connection, "orders.csv", CONTENT, NOW.plusSeconds(60));
        SyncJob other = jobs.begin(tenant, connection, "orders.csv", OTHER_CONTENT, NOW);

        assertThat(again).isEqualTo(begun);
        assertThat(other.id()).isNotEqualTo(begun.id());
        assertThat(jobs.running(tenant, connection)).containsExactlyInAnyOrder(begun, other);
    }

    @Test
    void knowsContentThatWasImportedWithoutAnError() {
        SyncJob begun = jobs.begin(tenant, connection, "monday.csv", CONTENT, NOW);
        SyncJob withErrors = jobs.begin(tenant, connection, "tuesday.csv", OTHER_CONTENT, NOW);

        jobs.end(tenant, begun.counted(2, 2, 0).finish(NOW), "monday.csv: 2 orders");
        jobs.end(tenant, withErrors.counted(2, 1, 1).finish(NOW), "tuesday.csv: 1 order");

        assertThat(jobs.imported(tenant, connection, CONTENT)).get().satisfies(job -> {
            assertThat(job.status()).isEqualTo(Status.DONE);
            assertThat(job.imported()).isEqualTo(2);
            assertThat(job.finishedAt()).isEqualTo(NOW);
        });
        assertThat(jobs.imported(tenant, connection, OTHER_CONTENT)).isEmpty();
        assertThat(jobs.imported(new TenantId(UUID.randomUUID()), connection, CONTENT))
                .isEmpty();
        assertThat(jobs.running(tenant, connection)).isEmpty();
        assertThat(unitOfWork.run(
                        tenant, () -> jdbc.sql("SELECT detail FROM connection_activity WHERE connection_id = ?")
                                .param(connection.value())
                                .query(String.class)
                                .list()))
                .containsExactlyInAnyOrder("monday.csv: 2 orders", "tuesday.csv: 1 order");
    }

    @Test
    void handsAFileOverUnderAHarmlessNameThatNoOtherFileHas() throws IOException {
        FileDropSettings settings = new FileDropSettings(
                root,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                1,
                1,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1));
        FileHandOver handOver = new FileHandOver(settings, new DropUploads(), jobs, Clock.systemUTC());
        KnownConnection known = new KnownConnection(
                tenant, CsvConnector.PLATFORM, true, new ConnectionAccess(connection, Map.of(), Map.of()));

        SyncJob first = handOver.take(known, "../../evil/orders.csv", bytes("a"));
        SyncJob second = handOver.take(known, "orders.csv", bytes("b"));
        SyncJob nameless = handOver.take(known, "", bytes("c"));

        Path inbox = DropFolder.of(root, connection).inbox();
        assertThat(first.name()).isEqualTo("orders.csv");
        assertThat(second.name()).isEqualTo("orders (2).csv");
        assertThat(nameless.name()).isEqualTo("orders (3).csv");
        assertThat(inbox.resolve("orders (2).csv")).hasContent("b");
        assertThat(jobs.running(tenant, connection)).hasSize(3);
        try (var found = Files.list(inbox)) {
            assertThat(found).hasSize(3);
        }
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
