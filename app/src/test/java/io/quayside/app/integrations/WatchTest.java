package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class WatchTest extends HttpStage {
    @Autowired
    private Watchdog watchdog;

    @Autowired
    private WebhookPulse pulse;

    @Autowired
    private ConnectionWatch watch;

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private UnitOfWork unitOfWork;

    @Autowired
    private JdbcClient jdbc;

    private TenantId tenant = new TenantId(new java.util.UUID(0, 0));
    private ConnectionId connection = new ConnectionId(new java.util.UUID(0, 0));
    private String session = "";
    private String path = "";

    @BeforeEach
    void aConnectionWithCredentialsByHand() {
        User user = newMerchant(Role.MERCHANT);
        tenant = user.tenantId();
        session = logIn(user);
        JsonNode made = post(
                        "/api/v1/integrations",
                        session,
                        Map.of(
                                "platform", "simple",
                                "name", "Watched",
                                "credentials", Map.of("shop", "w-" + tenant, "token", "t")))
                .body();
        connection = ConnectionId.of(made.path("id").asText());
        path = "/api/v1/integrations/" + connection;
    }

    private String activity() {
        return get(path + "/activity", session).text();
    }

    private void importsOrders() {
        post(path + "/sync", session, Map.of());
        await().untilAsserted(() -> assertThat(get(path + "/sync-jobs", session)
                        .body()
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("DONE"));
    }

    @Test
    void theWebhooksOfAConnectionMadeByHandAreRegisteredToo() {
        watchdog.startDue();

        await().untilAsserted(() -> assertThat(activity()).contains("Webhooks are registered."));
        assertThat(FakePlatform.SUBSCRIBED).anyMatch(url -> url.toString().contains(connection.toString()));
    }

    @Test
    void silenceWhilePollingFindsOrdersIsLookedIntoAtOnceAndTheOutageIsFetched() {
        watchdog.startDue();
        await().untilAsserted(() -> assertThat(activity()).contains("Webhooks are registered."));
        importsOrders();
        Instant lastWebhook = Instant.now().minus(Duration.ofHours(2));
        watch.heard(List.of(new ConnectionWatch.Beat(connection, lastWebhook, 1)));
        watch.missed(tenant, connection, 3);

        watchdog.startDue(); // the schedule would look in a quarter of an hour

        await().untilAsserted(() -> assertThat(activity()).contains("are in place again: orders"));
        assertThat(watch.toRecover(tenant, connection))
                .hasValueSatisfying(since -> assertThat(since).isBefore(lastWebhook));
        post(path + "/sync", session, Map.of());
        await().untilAsserted(() -> assertThat(activity()).contains("What webhooks missed since"));
        assertThat(watch.toRecover(tenant, connection)).isEmpty();
        assertThat(get(path + "/sync-jobs", session).body().at("/items/0/kind").asText())
                .isEqualTo("BACKFILL");
    }

    @Test
    void anHourIsNotClosedBeforeThePlatformShowsAllItsOrders() {
        importsOrders();
        post(path + "/completeness", session, Map.of());

        watchdog.startDue();

        await().untilAsserted(() -> assertThat(
                        get(path + "/completeness", session).body().path("items"))
                .isNotEmpty());
        assertThat(FakePlatform.COUNTED_UNTIL.get("w-" + tenant))
                .isBefore(Instant.now().minus(FakePlatform.SHOWN_AFTER));
        assertThat(get(path + "/completeness", session).body().path("items")).allSatisfy(hour -> {
            Instant end = Instant.parse(hour.path("hour").asText()).plus(Duration.ofHours(1));
            assertThat(hour.path("status").asText().equals("COMPLETE"))
                    .isEqualTo(end.isBefore(
                            Instant.parse(hour.path("checkedAt").asText()).minus(FakePlatform.SHOWN_AFTER)));
        });
    }

    @Test
    void afterALongPauseItIsCountedFromWhereItStoppedAndNotOnlyTheLastHours() {
        importsOrders();
        Instant stopped = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(5));
        connectedBefore(stopped);
        counted(stopped.minus(Duration.ofHours(1)), "COMPLETE");
        counted(stopped, "RUNNING");
        post(path + "/completeness", session, Map.of());

        watchdog.startDue();

        await().untilAsserted(() -> assertThat(hours()).hasSizeGreaterThan(5 * 24 - 2));
        assertThat(hours()).contains(stopped).contains(stopped.plus(Duration.ofHours(60)));
        assertThat(statusOf(stopped)).isEqualTo("COMPLETE");
    }

    @Test
    void whatIsMissingForLongIsStillCountedUntilItIsThere() {
        importsOrders();
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(4));
        connectedBefore(hour);
        counted(hour, "MISSING");
        counted(hour.plus(Duration.ofHours(1)), "COMPLETE");
        assertThat(get(path, session).body().path("alarms").toString()).contains("ORDERS_MISSING");
        post(path + "/completeness", session, Map.of());

        watchdog.startDue(); // the platform shows it no more

        await().untilAsserted(() -> assertThat(statusOf(hour)).isEqualTo("COMPLETE"));
        assertThat(get(path, session).body().path("alarms").toString()).doesNotContain("ORDERS_MISSING");
    }

    private void connectedBefore(Instant time) {
        unitOfWork.run(tenant, () -> jdbc.sql("UPDATE connection SET created_at = ? WHERE tenant_id = ? AND id = ?")
                .params(time.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC), tenant.value(), connection.value())
                .update());
    }

    private void counted(Instant hour, String status) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO completeness (tenant_id, connection_id, hour, seen, held, checks, checked_at, status)
                        VALUES (?, ?, ?, 1, 0, 9, now(), ?)""")
                .params(tenant.value(), connection.value(), hour.atOffset(ZoneOffset.UTC), status)
                .update());
    }

    private List<Instant> hours() {
        return items().map(hour -> Instant.parse(hour.path("hour").asText())).toList();
    }

    private String statusOf(Instant hour) {
        return items().filter(item -> item.path("hour").asText().equals(hour.toString()))
                .map(item -> item.path("status").asText())
                .findFirst()
                .orElse("not counted");
    }

    private Stream<JsonNode> items() {
        JsonNode items = get(path + "/completeness?limit=200", session).body().path("items");
        return StreamSupport.stream(items.spliterator(), false);
    }

    @Test
    void webhooksThatComeAreNoSilence() {
        watchdog.startDue();
        await().untilAsserted(() -> assertThat(activity()).contains("Webhooks are registered."));
        watch.heard(List.of(new ConnectionWatch.Beat(connection, Instant.now().minusSeconds(7_200), 1)));
        watch.missed(tenant, connection, 3);

        pulse.heard(connection, Instant.now());
        pulse.note();

        assertThat(watch.dueToEnsure(new String[] {"simple"}, Duration.ofMinutes(1)))
                .extracting(ConnectionWatch.Due::connection)
                .doesNotContain(connection);
        assertThat(Instant.parse(
                        get(path, session).body().path("lastDeliveryAt").asText()))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void stockThatNobodyConfirmsRaisesAnAlarmOnce() {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO stock_push (tenant_id, connection_id, sku, due_at, due_since, problem)
                        VALUES (?, ?, 'MUG', NULL, now() - interval '2 hours', 'no such item')""")
                .params(tenant.value(), connection.value())
                .update());

        watchdog.startDue();
        watchdog.startDue();

        assertThat(get(path, session).body().path("alarms").toString()).contains("STOCK_UNCONFIRMED");
        assertThat(activity()).containsOnlyOnce("has not confirmed the stock of 1 SKUs");
        JsonNode level = get(path + "/stock", session).body().path("items").path(0);
        assertThat(level.path("stale").asBoolean()).isTrue();
        assertThat(level.path("problem").asText()).isEqualTo("no such item");
    }

    @Test
    void aBrokenConnectionIsReconnectedByConsentAsTheSameOne() {
        health.broken(tenant, connection, "the token was revoked");
        assertThat(get(path, session).body().path("status").asText()).isEqualTo("BROKEN");

        String page = post(path + "/reconnect", session, Map.of())
                .body()
                .path("authorizeUrl")
                .asText();
        String state = page.replaceFirst(".*state=([A-Za-z0-9_-]+)&.*", "$1");
        get("/integrations/simple/callback?code=fresh&state=" + state, null);

        JsonNode mended = get(path, session).body();
        assertThat(mended.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(mended.path("statusReason").asText()).isEmpty();
        assertThat(get("/api/v1/integrations", session).body().path("items")).hasSize(1);
        await().untilAsserted(() -> assertThat(
                        get(path + "/sync-jobs", session).body().path("items"))
                .isNotEmpty());
    }

    @Test
    void aConsentForAnotherShopMendsNothing() {
        health.broken(tenant, connection, "the token was revoked");
        String page = post(path + "/reconnect", session, Map.of("shop", "another"))
                .body()
                .path("authorizeUrl")
                .asText();
        String state = page.replaceFirst(".*state=([A-Za-z0-9_-]+)&.*", "$1");

        Answer answer = get("/integrations/simple/callback?code=fresh&state=" + state, null);

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(get(path, session).body().path("status").asText()).isEqualTo("BROKEN");
    }

    @Test
    void aRefusedTokenBreaksTheConnectionAndIsNotTriedForEver() {
        FakePlatform.TROUBLE.set(new ConnectorException.MerchantMustAct("revoked: connect it again"));
        try {
            post(path + "/sync", session, Map.of());
            await().untilAsserted(() -> assertThat(
                            get(path, session).body().path("status").asText())
                    .isEqualTo("BROKEN"));
        } finally {
            FakePlatform.TROUBLE.set(null);
        }
        assertThat(watch.dueToEnsure(new String[] {"simple"}, Duration.ofMinutes(1)))
                .extracting(ConnectionWatch.Due::connection)
                .doesNotContain(connection);
    }
}
