package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A legacy seller: an order file, an FTP or SFTP program, and nothing else. */
@ExtendWith(RunningHub.class)
class FileDropTest {
    private static final String FILE =
            """
            order_number,ordered_at,currency,email,name,address1,city,region,postal_code,country,sku,title,quantity,unit_price
            %1$s-1,2026-11-20T09:30:00Z,USD,ann@example.com,Ann Lee,1 Elm,Austin,TX,78701,US,%2$s,Lamp,2,19.99
            %1$s-2,2026-11-20T09:30:00Z,USD,tim@example.com,Tim Roe,9 Oak,Austin,TX,78702,US,%2$s,Lamp,-1,19.99
            %1$s-3,2026-11-20T09:30:00Z,USD,eva@example.com,Eva Sol,3 Ash,Austin,TX,78703,US,%2$s,Lamp,1,19.99
            """;

    @Test
    void byFtpGoodRowsAreImportedAndBadOnesComeBackAsAReport(HubClient merchant) throws IOException {
        JsonNode connection = merchant.connectsFiles("Legacy FTP", Map.of());
        String id = connection.path("id").asText();
        merchant.setsStock("LAMP-F", 10);
        FTPClient ftp = logIn(connection.path("drop").path("ftp"));
        try {
            store(ftp, "monday.csv", FILE.formatted("F", "LAMP-F"));

            assertThat(merchant.awaitOrder(id, "F-1").path("status").asText()).isEqualTo("ALLOCATED");
            merchant.awaitOrder(id, "F-3");
            awaitJobs(merchant, id, 1);
            String report = await().atMost(Duration.ofSeconds(20)).until(() -> report(ftp), text -> !text.isEmpty());
            assertThat(report).contains("F-2").contains("quantity").contains("-1 is negative");
            assertThat(report.lines().skip(1).findFirst().orElseThrow()).contains("3");
            assertThat(merchant.order(id, "F-2").status()).isEqualTo(404);

            store(ftp, "monday-again.csv", FILE.formatted("F", "LAMP-F"));

            awaitJobs(merchant, id, 2);
            assertThat(merchant.get("/api/v1/orders?connectionId=" + id)
                            .expect(200)
                            .path("items"))
                    .hasSize(2);
            assertThat(merchant.stockOf("LAMP-F").path("reserved").asInt()).isEqualTo(3);
        } finally {
            ftp.disconnect();
        }
    }

    @Test
    void bySftp(HubClient merchant) throws IOException {
        JsonNode connection = merchant.connectsFiles("Legacy SFTP", Map.of());
        String id = connection.path("id").asText();
        JsonNode server = connection.path("drop").path("sftp");
        try (SshClient ssh = SshClient.setUpDefaultClient()) {
            ssh.setServerKeyVerifier((session, address, key) -> true);
            ssh.start();
            try (ClientSession session = ssh.connect(
                            server.path("username").asText(),
                            server.path("host").asText(),
                            server.path("port").asInt())
                    .verify(Duration.ofSeconds(10))
                    .getSession()) {
                session.addPasswordIdentity(server.path("password").asText());
                session.auth().verify(Duration.ofSeconds(10));
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
                        OutputStream out = sftp.write("tuesday.csv")) {
                    out.write(FILE.formatted("S", "LAMP-S").getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        merchant.awaitOrder(id, "S-1");
        merchant.awaitOrder(id, "S-3");
    }

    @Test
    void aNewPasswordEndsTheOldOne(HubClient merchant) throws IOException {
        JsonNode connection = merchant.connectsFiles("Lost password", Map.of());
        String id = connection.path("id").asText();

        JsonNode renewed = merchant.post("/api/v1/integrations/" + id + "/drop", Map.of())
                .expect(200)
                .path("ftp");

        FTPClient old = new FTPClient();
        JsonNode before = connection.path("drop").path("ftp");
        old.connect(before.path("host").asText(), before.path("port").asInt());
        assertThat(old.login(
                        before.path("username").asText(),
                        before.path("password").asText()))
                .isFalse();
        old.disconnect();
        logIn(renewed).disconnect();
        String shop = merchant.connectsShopify("takes-no-files").connectionId();
        assertThat(merchant.post("/api/v1/integrations/" + shop + "/drop", Map.of())
                        .expect(409)
                        .path("type")
                        .asText())
                .isEqualTo("/problems/not-supported");
    }

    private static FTPClient logIn(JsonNode server) throws IOException {
        FTPClient ftp = new FTPClient();
        ftp.connect(server.path("host").asText(), server.path("port").asInt());
        assertThat(ftp.login(
                        server.path("username").asText(),
                        server.path("password").asText()))
                .isTrue();
        ftp.enterLocalPassiveMode();
        return ftp;
    }

    private static void store(FTPClient ftp, String name, String text) throws IOException {
        assertThat(ftp.storeFile(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .as(ftp.getReplyString())
                .isTrue();
    }

    private static String report(FTPClient ftp) {
        try {
            List<String> reports = Arrays.stream(ftp.listFiles())
                    .map(FTPFile::getName)
                    .filter(name -> name.endsWith(".errors.csv"))
                    .toList();
            if (reports.isEmpty()) {
                return "";
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ftp.retrieveFile(reports.get(0), text);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitJobs(HubClient merchant, String id, int finished) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            int count = 0;
            for (JsonNode job : merchant.get("/api/v1/integrations/" + id + "/sync-jobs")
                    .expect(200)
                    .path("items")) {
                count += job.hasNonNull("finishedAt") ? 1 : 0;
            }
            assertThat(count).isEqualTo(finished);
        });
    }
}
