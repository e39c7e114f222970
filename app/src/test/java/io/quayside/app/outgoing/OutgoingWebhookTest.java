package io.quayside.app.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.quayside.app.http.HttpStage;
import io.quayside.app.persistence.JdbcOutbox;
import io.quayside.connectors.payload.StandardSignature;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Against a receiver on a real port, from the outbox to the signature that the receiver checks. */
class OutgoingWebhookTest extends HttpStage {
    private static final String ENDPOINTS = "/api/v1/webhook-endpoints";
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static final HttpServer RECEIVER = receiver();
    /** What the receiver answers to the path; 200 when nothing is said. */
    private static final Map<String, Integer> ANSWERS = new java.util.concurrent.ConcurrentHashMap<>();

    @Autowired
    private JdbcOutbox outbox;

    @Autowired
    private UnitOfWork unitOfWork;

    @Autowired
    private JdbcClient jdbc;

    private final ObjectMapper mapper = new ObjectMapper();
    private String session = "";
    private TenantId tenant = new TenantId(new UUID(0, 0));
    private String path = "";

    private record Received(String path, Map<String, String> headers, byte[] body) {
        String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            server.createContext("/", exchange -> {
                Map<String, String> headers = new HashMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
                String path = exchange.getRequestURI().getPath();
                RECEIVED.add(
                        new Received(path, headers, exchange.getRequestBody().readAllBytes()));
                byte[] answer = "heard".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(ANSWERS.getOrDefault(path, 200), answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void whereTheReceiverIs(DynamicPropertyRegistry properties) {
        properties.add(
                "quayside.platform-calls.aliases[hooks.example.com]",
                () -> "http://localhost:" + RECEIVER.getAddress().getPort());
        properties.add("quayside.outgoing-webhooks.look-every", () -> "50ms");
        properties.add("quayside.alerts.check-every", () -> "300ms");
    }

    @AfterAll
    static void stop() {
        RECEIVER.stop(0);
    }

    @BeforeEach
    void aMerchant() {
        User user = newMerchant(Role.MERCHANT);
        tenant = user.tenantId();
        session = logIn(user);
        path = "/" + UUID.randomUUID();
    }

    private JsonNode endpoint(String... types) {
        Answer made = post(
                ENDPOINTS, session, Map.of("url", "https://hooks.example.com" + path, "eventTypes", List.of(types)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body();
    }

    private static String id(JsonNode made) {
        return made.path("endpoint").path("id").asText();
    }

    /** As a unit of work leaves it in the outbox, and the relay takes it from there. */
    private UUID happens(TenantId whose, String type, String payload) {
        UUID event = UUID.randomUUID();
        unitOfWork.execute(whose, () -> jdbc.sql(
                        """
                        INSERT INTO outbox (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_version, type, payload,
                            occurred_at) VALUES (?, ?, 'order', 'o-1', 3, ?, ?::jsonb, '2026-05-01T10:00:00Z')""")
                .params(whose.value(), event, type, payload)
                .update());
        while (outbox.relay(500, events -> {}) > 0) {
            // until it is empty
        }
        return event;
    }

    private List<Received> received() {
        return RECEIVED.stream().filter(call -> call.path().equals(path)).toList();
    }

    private List<Received> awaitReceived(int calls) {
        await().atMost(Duration.ofSeconds(20)).until(() -> received().size() >= calls);
        return received();
    }

    private static Optional<String> problem(Received call, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return StandardSignature.problem(
                new WebhookGate.Request(call.headers(), call.body(), Instant.now()), key, Instant.now());
    }

    private JsonNode delivery(String endpoint, UUID event) {
        return get(ENDPOINTS + "/" + endpoint + "/deliveries/" + event, session).body();
    }

    private void awaitStatus(String endpoint, UUID event, String status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> delivery(endpoint, event)
                .path("delivery")
                .path("status")
                .asText()
                .equals(status));
    }

    private void becomesDue() {
        unitOfWork.execute(tenant, () -> {
            jdbc.sql("UPDATE webhook_delivery SET next_at = now() WHERE tenant_id = ? AND status = 'PENDING'")
                    .param(tenant.value())
                    .update();
            jdbc.sql("UPDATE webhook_endpoint SET waits_until = '-infinity' WHERE tenant_id = ?")
                    .param(tenant.value())
                    .update();
        });
    }

    @Test
    void anEventReachesTheReceiverSignedAndInItsEnvelope() throws IOException {
        JsonNode made = endpoint("OrderReceived");

        UUID event = happens(tenant, "OrderReceived", "{\"orderId\":\"o-1\"}");

        Received call = awaitReceived(1).get(0);
        assertThat(call.id()).isEqualTo(event.toString());
        assertThat(problem(call, made.path("secret").asText())).isEmpty();
        JsonNode body = mapper.readTree(call.body());
        assertThat(body.path("type").asText()).isEqualTo("OrderReceived");
        assertThat(body.path("aggregateVersion").asLong()).isEqualTo(3);
        assertThat(body.path("occurredAt").asText()).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(body.path("data").path("orderId").asText()).isEqualTo("o-1");
        awaitStatus(id(made), event, "DELIVERED");
        JsonNode shown = delivery(id(made), event);
        assertThat(shown.path("attempts").path(0).path("status").asInt()).isEqualTo(200);
        assertThat(shown.path("attempts").path(0).path("answer").asText()).isEqualTo("heard");
        assertThat(shown.path("data").path("orderId").asText()).isEqualTo("o-1");
    }

    @Test
    void tellsOnlyWhatWasAskedForAndOnlyItsOwnMerchantsEvents() {
        JsonNode made = endpoint("OrderCancelled");

        happens(tenant, "OrderReceived", "{}");
        happens(newMerchant(Role.MERCHANT).tenantId(), "OrderCancelled", "{}");
        UUID wanted = happens(tenant, "OrderCancelled", "{}");

        assertThat(awaitReceived(1)).extracting(Received::id).containsExactly(wanted.toString());
        assertThat(get(ENDPOINTS + "/" + id(made) + "/deliveries", session)
                        .body()
                        .path("items")
                        .findValuesAsText("eventId"))
                .containsExactly(wanted.toString());
        String stranger = newSession();
        assertThat(get(ENDPOINTS + "/" + id(made), stranger).status()).isEqualTo(404);
        assertThat(get(ENDPOINTS + "/" + id(made) + "/deliveries/" + wanted, stranger)
                        .status())
                .isEqualTo(404);
        assertThat(post(ENDPOINTS + "/" + id(made) + "/deliveries/" + wanted + "/replay", stranger, Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(send("DELETE", ENDPOINTS + "/" + id(made), stranger, null).status())
                .isEqualTo(404);
    }

    @Test
    void aFailureIsTriedAgainOnTheScheduleUnderTheSameId() {
        JsonNode made = endpoint();
        ANSWERS.put(path, 500);
        UUID event = happens(tenant, "OrderReceived", "{}");
        awaitReceived(1);
        await().until(() ->
                delivery(id(made), event).path("delivery").path("attempts").asInt() == 1);
        JsonNode failed = delivery(id(made), event).path("delivery");
        assertThat(failed.path("status").asText()).isEqualTo("PENDING");
        assertThat(failed.path("lastError").asText()).isEqualTo("HTTP 500");
        assertThat(Instant.parse(failed.path("nextAt").asText()))
                .isAfter(Instant.now().minusSeconds(1));
        assertThat(get(ENDPOINTS + "/" + id(made), session)
                        .body()
                        .path("failingSince")
                        .isNull())
                .isFalse();

        ANSWERS.put(path, 204);
        becomesDue();

        awaitStatus(id(made), event, "DELIVERED");
        assertThat(received()).extracting(Received::id).containsOnly(event.toString());
        assertThat(delivery(id(made), event).path("attempts")).hasSize(2);
        assertThat(get(ENDPOINTS + "/" + id(made), session)
                        .body()
                        .path("failingSince")
                        .isNull())
                .isTrue();
    }

    @Test
    void afterARotationBothSecretsSignForAWhile() {
        JsonNode made = endpoint();
        Answer rotated = post(ENDPOINTS + "/" + id(made) + "/rotate-secret", session, Map.of());

        post(ENDPOINTS + "/" + id(made) + "/test", session, Map.of());

        Received call = awaitReceived(1).get(0);
        assertThat(call.headers().getOrDefault("webhook-signature", "").split(" "))
                .hasSize(2);
        assertThat(problem(call, made.path("secret").asText())).isEmpty();
        assertThat(problem(call, rotated.body().path("secret").asText())).isEmpty();
        assertThat(problem(call, "whsec_" + Base64.getEncoder().encodeToString(new byte[32])))
                .isPresent();
        assertThat(get(ENDPOINTS, session).text()).doesNotContain("whsec_");
    }

    @Test
    void aReceiverThatIsGoneIsTurnedOffAndTheMerchantIsTold() {
        JsonNode made = endpoint();
        ANSWERS.put(path, 410);

        post(ENDPOINTS + "/" + id(made) + "/test", session, Map.of());

        await().atMost(Duration.ofSeconds(20)).until(() -> get(ENDPOINTS + "/" + id(made), session)
                .body()
                .path("status")
                .asText()
                .equals("DISABLED"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/api/v1/alerts", session).text().contains("WEBHOOK_DISABLED"));
        Answer again = send("PATCH", ENDPOINTS + "/" + id(made), session, Map.of("active", true));
        assertThat(again.body().path("status").asText()).isEqualTo("ACTIVE");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !get("/api/v1/alerts", session).text().contains("WEBHOOK_DISABLED"));
    }

    @Test
    void failingForFiveDaysTurnsAnEndpointOff() {
        JsonNode made = endpoint();
        ANSWERS.put(path, 503);
        unitOfWork.execute(
                tenant, () -> jdbc.sql("UPDATE webhook_endpoint SET failing_since = now() - interval '6 days'"
                                + " WHERE tenant_id = ?")
                        .param(tenant.value())
                        .update());

        happens(tenant, "OrderReceived", "{}");

        await().atMost(Duration.ofSeconds(20)).until(() -> get(ENDPOINTS + "/" + id(made), session)
                .body()
                .path("statusReason")
                .asText()
                .contains("5 days"));
    }

    @Test
    void sendsAgainOneEventOrAllOfATime() {
        JsonNode made = endpoint();
        UUID event = happens(tenant, "OrderReceived", "{}");
        awaitStatus(id(made), event, "DELIVERED");

        assertThat(post(ENDPOINTS + "/" + id(made) + "/deliveries/" + event + "/replay", session, Map.of())
                        .status())
                .isEqualTo(202);
        awaitReceived(2);
        awaitStatus(id(made), event, "DELIVERED");
        String since = Instant.now().minusSeconds(3600).toString();
        assertThat(post(ENDPOINTS + "/" + id(made) + "/replay", session, Map.of("since", since))
                        .body()
                        .path("count")
                        .asInt())
                .as("nothing failed")
                .isZero();
        assertThat(post(ENDPOINTS + "/" + id(made) + "/replay", session, Map.of("since", since, "delivered", true))
                        .body()
                        .path("count")
                        .asInt())
                .isEqualTo(1);

        assertThat(awaitReceived(3)).extracting(Received::id).containsOnly(event.toString());
    }

    @Test
    void neverCallsAPrivateAddress() {
        path = "";
        Answer made = post(
                ENDPOINTS,
                session,
                Map.of("url", "https://127.0.0.1:" + RECEIVER.getAddress().getPort() + "/secret"));
        String endpoint = id(made.body());
        UUID event = UUID.fromString(post(ENDPOINTS + "/" + endpoint + "/test", session, Map.of())
                .body()
                .path("eventId")
                .asText());

        await().atMost(Duration.ofSeconds(20)).until(() -> delivery(endpoint, event)
                .path("delivery")
                .path("lastError")
                .asText()
                .contains("not a public host"));
        assertThat(RECEIVED).noneMatch(call -> call.path().equals("/secret"));
    }

    @Test
    void refusesAddressesAndEventsThatCanNotBe() {
        assertThat(refusedField(Map.of("url", "http://erp.example.com/in"))).isEqualTo("url");
        assertThat(refusedField(Map.of("url", "https://me:secret@erp.example.com/")))
                .isEqualTo("url");
        assertThat(refusedField(Map.of("url", "nonsense"))).isEqualTo("url");
        assertThat(refusedField(Map.of("url", "https://erp.example.com", "eventTypes", List.of("Nothing"))))
                .isEqualTo("eventTypes");
        assertThat(get("/api/v1/webhook-event-types", session).text()).contains("OrderReceived", "InventoryChanged");
    }

    private @Nullable String refusedField(Map<String, Object> body) {
        return post(ENDPOINTS, session, body)
                .body()
                .path("errors")
                .path(0)
                .path("field")
                .asText();
    }

    @Test
    void aPausedEndpointIsToldNothing() {
        JsonNode made = endpoint();
        send("PATCH", ENDPOINTS + "/" + id(made), session, Map.of("active", false));

        happens(tenant, "OrderReceived", "{}");

        assertThat(get(ENDPOINTS + "/" + id(made) + "/deliveries", session)
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(post(ENDPOINTS + "/" + id(made) + "/test", session, Map.of()).problem())
                .isEqualTo("not-active");
    }
}
