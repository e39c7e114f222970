package io.quayside.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.http.HttpStage;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class FlowTest extends HttpStage {
    private static final String STREAM = "/api/v1/flow/stream";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UnitOfWork unitOfWork;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private String session = "";
    private TenantId tenant = new TenantId(new UUID(0, 0));
    private UUID connection = new UUID(0, 0);

    @BeforeEach
    void aMerchantWithAConnection() {
        User user = newMerchant(Role.MERCHANT);
        tenant = user.tenantId();
        session = logIn(user);
        connection = UUID.fromString(post("/api/v1/integrations", session, Map.of("platform", "csv", "name", "Files"))
                .body()
                .path("id")
                .asText());
    }

    private void deliveries(int count) {
        unitOfWork.execute(tenant, () -> {
            for (int i = 0; i < count; i++) {
                jdbc.sql(
                                "INSERT INTO delivery (tenant_id, connection_id, delivery_id, claimed_at) VALUES (?, ?, ?, now())")
                        .params(tenant.value(), connection, "d-" + UUID.randomUUID())
                        .update();
            }
        });
    }

    private void letter(String reason) {
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO dead_letter (tenant_id, id, stage, connection_id, reason, payload, status, received_at,
                            parked_at) VALUES (?, ?, 'normalize', ?, ?, '', 'OPEN', now(), now())""")
                .params(tenant.value(), UUID.randomUUID(), connection, reason)
                .update());
    }

    @Test
    void showsRatesBacklogAndErrorsOfEachConnection() {
        deliveries(3);
        letter("the body is not valid JSON");

        JsonNode flow = get("/api/v1/flow", session).body();

        JsonNode shown = flow.path("connections").path(0);
        assertThat(shown.path("id").asText()).isEqualTo(connection.toString());
        assertThat(shown.path("rates").path("imported").asInt()).isEqualTo(3);
        assertThat(shown.path("rates").path("failed").asInt()).isEqualTo(1);
        assertThat(shown.path("backlog").path("deadLetters").asInt()).isEqualTo(1);
        assertThat(shown.path("limit").path("breaker").asText()).isEqualTo("CLOSED");
        assertThat(shown.path("lastError").asText()).isEqualTo("the body is not valid JSON");
        assertThat(flow.path("queues").isNull()).isTrue();
    }

    @Test
    void aMerchantSeesNothingOfAnotherAndOnlyOperatorsSeeQueues() {
        letter("secret of the first merchant");

        assertThat(get("/api/v1/flow", newSession()).body().path("connections")).isEmpty();
        JsonNode operators =
                get("/api/v1/flow", logIn(newMerchant(Role.OPERATOR))).body();
        assertThat(operators.path("queues").isArray()).isTrue();
        assertThat(operators.path("connections")).isEmpty();
    }

    @Test
    void tellsAgainWhatChanged() throws Exception {
        try (Stream<String> lines = stream(session)) {
            Iterator<String> events =
                    lines.filter(line -> line.startsWith("data:")).iterator();
            assertThat(imported(events.next())).isZero();

            deliveries(2);

            int seen = 0;
            for (int i = 0; i < 4 && seen == 0; i++) {
                seen = imported(events.next());
            }
            assertThat(seen).isEqualTo(2);
        }
    }

    private int imported(String line) throws Exception {
        return mapper.readTree(line.substring("data:".length()))
                .path("connections")
                .path(0)
                .path("rates")
                .path("imported")
                .asInt();
    }

    private Stream<String> stream(String who) throws Exception {
        HttpResponse<Stream<String>> response = client.send(
                request(STREAM)
                        .header("Authorization", "Bearer " + who)
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return response.body();
    }

    @Test
    void aMerchantHasTenStreamsAndThoseThatEndMakeRoom() throws Exception {
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            HttpResponse<InputStream> response = client.send(
                    request(STREAM).header("Authorization", "Bearer " + session).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            open.add(response.body());
        }

        Answer refused = get(STREAM, session);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();

        for (InputStream stream : open) {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    HttpResponse<InputStream> response = client.send(
                            request(STREAM)
                                    .header("Authorization", "Bearer " + session)
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
                    response.body().close();
                    return response.statusCode() == 200;
                });
    }

    @Test
    void nobodyLooksOnWithoutSigningIn() {
        assertThat(get(STREAM, null).status()).isEqualTo(401);
        assertThat(get("/api/v1/flow", null).status()).isEqualTo(401);
    }
}
