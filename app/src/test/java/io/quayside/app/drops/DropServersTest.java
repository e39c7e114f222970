package io.quayside.app.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.receive.DropFolder;
import io.quayside.routes.receive.DropUploads;
import io.quayside.routes.receive.FileDropSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Real FTP and SFTP clients against the real servers. */
class DropServersTest {
    private static final byte[] CONTENT = "order_number\nA-1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final ConnectionId ada = new ConnectionId(UUID.randomUUID());
    private final ConnectionId bob = new ConnectionId(UUID.randomUUID());
    private final Map<String, ConnectionId> accounts = Map.of("drop-ada:secret-a", ada, "drop-bob:secret-b", bob);
    private Path root;
    private FtpDropServer ftp;
    private SftpDropServer sftp;
    private SshClient ssh;

    @BeforeEach
    void start() {
        root = directory.resolve("drops");
        DropServerSettings settings = settings(new DropServerSettings.Ftp(0, "0", null, null, "", false));
        ftp = new FtpDropServer(settings, logins(), homes());
        ftp.start();
        sftp = new SftpDropServer(settings, logins(), homes());
        sftp.start();
        ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
    }

    private DropServerSettings settings(DropServerSettings.Ftp ftpSettings) {
        return new DropServerSettings(
                "localhost",
                "127.0.0.1",
                20,
                5,
                Duration.ofMinutes(1),
                directory.resolve("keys"),
                ftpSettings,
                new DropServerSettings.Sftp(0));
    }

    private DropLogins logins() {
        return (name, password, address) -> Optional.ofNullable(accounts.get(name + ":" + password));
    }

    private DropHomes homes() {
        FileDropSettings drops = new FileDropSettings(
                root,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                1,
                1,
                DataSize.ofMegabytes(1),
                DataSize.ofKilobytes(64));
        return new DropHomes(drops, new DropUploads());
    }

    @AfterEach
    void stop() {
        ssh.stop();
        sftp.stop();
        ftp.stop();
    }

    @Test
    void ftpPutsAFileIntoTheFolderOfItsOwnConnection() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");

        assertThat(client.storeFile("orders.csv", new ByteArrayInputStream(CONTENT)))
                .isTrue();
        assertThat(client.storeFile("/inbox/more.csv", new ByteArrayInputStream(CONTENT)))
                .isTrue();

        assertThat(home(ada).resolve("orders.csv")).hasBinaryContent(CONTENT);
        assertThat(home(ada).resolve("inbox/more.csv")).hasBinaryContent(CONTENT);
        assertThat(hidden(home(ada))).isEmpty();
        assertThat(client.listNames()).contains("archive", "failed", "inbox", "orders.csv");
        client.disconnect();
    }

    @Test
    void ftpRefusesAWrongPasswordAndAnonymous() throws IOException {
        FTPClient client = new FTPClient();
        client.connect("127.0.0.1", ftp.port());

        assertThat(client.login("drop-ada", "secret-b")).isFalse();
        assertThat(client.login("anonymous", "me@example.com")).isFalse();
        client.disconnect();
    }

    @Test
    void ftpCantLeaveItsFolder() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");
        Files.createDirectories(home(bob));
        Files.write(home(bob).resolve("secret.csv"), CONTENT);

        assertThat(client.changeWorkingDirectory("..")).isTrue(); // stays at the top
        assertThat(client.printWorkingDirectory()).isEqualTo("/");
        assertThat(client.retrieveFile("/../" + bob + "/secret.csv", new ByteArrayOutputStream()))
                .isFalse();
        assertThat(client.storeFile("../../evil.csv", new ByteArrayInputStream(CONTENT)))
                .isTrue();
        assertThat(home(ada).resolve("evil.csv")).exists();
        assertThat(directory.resolve("evil.csv")).doesNotExist();
        client.disconnect();
    }

    @Test
    void ftpFollowsNoLink() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");
        Files.write(directory.resolve("secret.csv"), CONTENT);
        Files.createSymbolicLink(home(ada).resolve("link.csv"), directory.resolve("secret.csv"));
        Files.createSymbolicLink(home(ada).resolve("out"), directory);

        assertThat(client.retrieveFile("link.csv", new ByteArrayOutputStream())).isFalse();
        assertThat(client.storeFile("link.csv", new ByteArrayInputStream(new byte[] {1})))
                .isFalse();
        assertThat(client.changeWorkingDirectory("out")).isFalse();
        assertThat(client.retrieveFile("out/secret.csv", new ByteArrayOutputStream()))
                .isFalse();
        assertThat(directory.resolve("secret.csv")).hasBinaryContent(CONTENT);
        assertThat(Arrays.stream(client.listFiles()).map(FTPFile::getName)).doesNotContain("link.csv", "out");
        client.disconnect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden.csv",
                "a\\b.csv",
                "-rf.csv",
                "a\tb.csv",
                "archive/x.csv",
                "failed/x.csv",
                "sub/x.csv",
                "a..b.csv",
                "a;b.csv"
            })
    void ftpRefusesHostileNames(String name) throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");

        assertThat(client.storeFile(name, new ByteArrayInputStream(CONTENT))).isFalse();
        assertThat(client.storeFile("good.csv", new ByteArrayInputStream(CONTENT)))
                .isTrue();
        client.disconnect();
    }

    @Test
    void ftpUploadUnderWayIsMarkedAndOneThatBreaksOffStaysMarked() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");

        OutputStream out = client.storeFileStream("slow.csv");
        out.write(CONTENT);
        out.flush();
        await().until(() -> Files.exists(home(ada).resolve("slow.csv")));
        assertThat(hidden(home(ada))).containsExactly(".slow.csv.uploading");
        out.close();
        assertThat(client.completePendingCommand()).isTrue();
        await().until(() -> hidden(home(ada)).isEmpty());

        assertThat(client.storeFile("large.csv", new ByteArrayInputStream(new byte[100_000])))
                .isFalse();
        await().until(() -> hidden(home(ada)).equals(List.of(".large.csv.uploading")));
        client.disconnect();
    }

    @Test
    void ftpContinuesAnUploadThatBrokeOff() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");
        client.storeFile("orders.csv", new ByteArrayInputStream(CONTENT, 0, 5));

        client.setRestartOffset(5);
        assertThat(client.storeFile("orders.csv", new ByteArrayInputStream(CONTENT, 5, CONTENT.length - 5)))
                .isTrue();

        assertThat(home(ada).resolve("orders.csv")).hasBinaryContent(CONTENT);
        client.disconnect();
    }

    @Test
    void ftpRenamesFromATemporaryName() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");
        client.storeFile("orders.csv.part", new ByteArrayInputStream(CONTENT));

        assertThat(client.rename("orders.csv.part", "orders.csv")).isTrue();
        assertThat(client.rename("orders.csv", "archive/orders.csv")).isFalse();
        assertThat(client.deleteFile("orders.csv")).isTrue();

        assertThat(home(ada).resolve("orders.csv")).doesNotExist();
        client.disconnect();
    }

    @Test
    void ftpLetsTheSellerReadTheArchiveButNotChangeIt() throws IOException {
        FTPClient client = ftpAs("drop-ada", "secret-a");
        Path archived = home(ada).resolve("archive/2026-09-03/orders.csv");
        Files.createDirectories(archived.getParent());
        Files.write(archived, CONTENT);
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        assertThat(client.retrieveFile("/archive/2026-09-03/orders.csv", read)).isTrue();
        assertThat(client.deleteFile("/archive/2026-09-03/orders.csv")).isFalse();
        assertThat(client.makeDirectory("/mine")).isFalse();

        assertThat(read.toByteArray()).isEqualTo(CONTENT);
        assertThat(archived).exists();
        client.disconnect();
    }

    @Test
    void ftpTakesLogInsByTlsOnlyWhereThatIsRequired() throws Exception {
        Path keystore = directory.resolve("ftps.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "ftp",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
        FtpDropServer secure = new FtpDropServer(
                settings(new DropServerSettings.Ftp(0, "0", null, keystore, "changeit", true)), logins(), homes());
        secure.start();
        try {
            FTPClient plain = new FTPClient();
            plain.connect("127.0.0.1", secure.port());
            FTPSClient client = new FTPSClient(false);
            client.setTrustManager(TrustManagerUtils.getAcceptAllTrustManager());
            client.connect("127.0.0.1", secure.port());
            client.enterLocalPassiveMode();

            assertThat(plain.login("drop-ada", "secret-a")).isFalse();
            assertThat(client.login("drop-ada", "secret-a")).isTrue();
            client.execPBSZ(0);
            client.execPROT("P");
            client.setFileType(FTP.BINARY_FILE_TYPE);
            assertThat(client.storeFile("orders.csv", new ByteArrayInputStream(CONTENT)))
                    .isTrue();

            assertThat(home(ada).resolve("orders.csv")).hasBinaryContent(CONTENT);
            plain.disconnect();
            client.disconnect();
        } finally {
            secure.stop();
        }
    }

    @Test
    void sftpPutsListsRenamesAndReads() throws IOException {
        try (SftpClient client = sftpAs("drop-bob", "secret-b")) {
            try (OutputStream out = client.write("orders.csv.part")) {
                out.write(CONTENT);
            }
            client.rename("orders.csv.part", "inbox/orders.csv");

            assertThat(home(bob).resolve("inbox/orders.csv")).hasBinaryContent(CONTENT);
            assertThat(hidden(home(bob).resolve("inbox"))).isEmpty();
            assertThat(names(client, "/")).contains("archive", "failed", "inbox");
            assertThat(client.stat("/inbox/orders.csv").getSize()).isEqualTo(CONTENT.length);
            try (InputStream in = client.read("/inbox/orders.csv")) {
                assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void sftpRefusesAWrongPassword() {
        assertThatThrownBy(() -> sftpAs("drop-bob", "secret-a")).isInstanceOf(IOException.class);
    }

    @Test
    void sftpCantLeaveItsFolder() throws IOException {
        Files.createDirectories(home(ada));
        Files.write(home(ada).resolve("secret.csv"), CONTENT);
        try (SftpClient client = sftpAs("drop-bob", "secret-b")) {
            Files.createSymbolicLink(home(bob).resolve("link.csv"), home(ada).resolve("secret.csv"));

            assertThat(client.canonicalPath("../../..")).isEqualTo("/");
            assertRefused(() -> client.read("../" + ada + "/secret.csv").readAllBytes());
            assertRefused(() -> client.read("link.csv").readAllBytes());
            assertRefused(() -> client.open("link.csv", OpenMode.Write));
            assertRefused(() -> client.symLink("mine.csv", "/etc/passwd"));
            assertRefused(() -> client.mkdir("mine"));
            assertThat(names(client, "/")).doesNotContain("link.csv");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden.csv",
                "a\\b.csv",
                "-rf.csv",
                "a\rb.csv",
                "a\nb.csv",
                "archive/x.csv",
                "failed/x.csv",
                "a..b.csv"
            })
    void sftpRefusesHostileNames(String name) throws IOException {
        try (SftpClient client = sftpAs("drop-bob", "secret-b")) {
            assertRefused(
                    () -> client.open(name, OpenMode.Write, OpenMode.Create).close());
            client.open("good.csv", OpenMode.Write, OpenMode.Create).close();
        }
    }

    @Test
    void sftpUploadThatBreaksOffStaysMarkedUntilItIsSentWhole() throws IOException {
        SftpClient broken = sftpAs("drop-bob", "secret-b");
        SftpClient.CloseableHandle handle = broken.open("orders.csv", OpenMode.Write, OpenMode.Create);
        broken.write(handle, 0, CONTENT, 0, 5);
        broken.getClientSession().close(true);
        await().until(() -> hidden(home(bob)).equals(List.of(".orders.csv.uploading")));

        await().ignoreExceptions().untilAsserted(() -> {
            try (SftpClient client = sftpAs("drop-bob", "secret-b");
                    OutputStream out = client.write("orders.csv")) {
                out.write(CONTENT);
            }
        });

        assertThat(home(bob).resolve("orders.csv")).hasBinaryContent(CONTENT);
        assertThat(hidden(home(bob))).isEmpty();
    }

    @Test
    void sftpRefusesAFileThatIsTooLarge() throws IOException {
        try (SftpClient client = sftpAs("drop-bob", "secret-b")) {
            assertThatThrownBy(() -> {
                        try (OutputStream out = client.write("large.csv")) {
                            out.write(new byte[100_000]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(Files.size(home(bob).resolve("large.csv"))).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void sftpOffersNoShell() throws IOException {
        try (ClientSession session = sessionAs("drop-bob", "secret-b");
                ChannelExec command = session.createExecChannel("id")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            command.setOut(out);

            command.open().verify(Duration.ofSeconds(5));

            try (SftpClient next = SftpClientFactory.instance().createSftpClient(session)) {
                assertThat(names(next, "/")).contains("inbox");
            }
            assertThat(out.toByteArray()).isEmpty();
            assertThat(command.getExitStatus()).isNull();
        }
    }

    @Test
    void sftpKeepsItsHostKeys() throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("keys/sftp-host-ec"));
        sftp.stop();

        assertThat(Files.readAllBytes(directory.resolve("keys/sftp-host-ec"))).isEqualTo(before);
        sftp.start();

        assertThat(Files.readAllBytes(directory.resolve("keys/sftp-host-ec"))).isEqualTo(before);
    }

    private FTPClient ftpAs(String name, String password) throws IOException {
        FTPClient client = new FTPClient();
        client.connect("127.0.0.1", ftp.port());
        client.enterLocalPassiveMode();
        assertThat(client.login(name, password)).isTrue();
        client.setFileType(FTP.BINARY_FILE_TYPE);
        return client;
    }

    private ClientSession sessionAs(String name, String password) throws IOException {
        ClientSession session = ssh.connect(name, "127.0.0.1", sftp.port())
                .verify(Duration.ofSeconds(10))
                .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(Duration.ofSeconds(10));
        return session;
    }

    private SftpClient sftpAs(String name, String password) throws IOException {
        return SftpClientFactory.instance()
                .createSftpClient(sessionAs(name, password))
                .singleSessionInstance();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SftpException.class);
    }

    private static List<String> names(SftpClient client, String path) throws IOException {
        return StreamSupport.stream(client.readDir(path).spliterator(), false)
                .map(SftpClient.DirEntry::getFilename)
                .toList();
    }

    private Path home(ConnectionId connection) {
        return DropFolder.of(root, connection).home();
    }

    private static List<String> hidden(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}
