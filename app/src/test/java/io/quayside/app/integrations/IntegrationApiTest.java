package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.embedded.TestDatabase;
import io.quayside.app.http.HttpStage;
import io.quayside.connectors.spi.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class IntegrationApiTest extends HttpStage {
    private static final String TOKEN = "canary-7f3a-secret";

    @AfterEach
    void allIsWellAgain() {
        FakePlatform.TROUBLE.set(null);
    }

    @Test
    void makesAConnectionAndShowsWhereWebhooksGo() {
        Answer made = create(newSession(), "first");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("status").asText()).isEqualTo("ACTIVE");
        assertThat(made.body().path("webhookUrl").asText())
                .endsWith("/webhooks/simple/" + made.body().path("id").asText());
    }

    @Test
    void secretsGoInAndNeverComeOut(CapturedOutput log) {
        String session = newSession();
        Answer made = create(session, "secretive");
        String path = path(made);

        Answer shown = get(path, session);
        Answer changed = send("PATCH", path, session, Map.of("credentials", Map.of("token", TOKEN + "-2")));
        Answer list = get("/api/v1/integrations", session);
        Answer activity = get(path + "/activity", session);

        for (Answer answer : List.of(made, shown, changed, list, activity)) {
            assertThat(answer.status()).isIn(200, 201);
            assertThat(answer.text()).doesNotContain(TOKEN);
        }
        assertThat(shown.body().path("credentials").path("shop").asText()).isEqualTo("shop-1");
        assertThat(log).doesNotContain(TOKEN);
        assertThat(everySecretInTheDatabase()).isNotEmpty().noneMatch(bytes -> bytes.contains(TOKEN));
    }

    @Test
    void wrongEntriesAreNamedOneByOne() {
        Answer answer = post(
                "/api/v1/integrations",
                newSession(),
                Map.of(
                        "platform",
                        "simple",
                        "name",
                        "x",
                        "credentials",
                        Map.of("shop", "s", "tokn", "typo"),
                        "settings",
                        Map.of()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactlyInAnyOrder("credentials.token", "credentials.tokn");
        Answer settings = post(
                "/api/v1/integrations",
                newSession(),
                Map.of(
                        "platform",
                        "simple",
                        "name",
                        "x",
                        "credentials",
                        Map.of("shop", "s", "token", "t"),
                        "settings",
                        Map.of("speed", "warp")));
        assertThat(fields(settings)).containsExactly("settings.speed");
    }

    @Test
    void anUnknownPlatformIsRefusedWithThoseThereAre() {
        Answer answer = post("/api/v1/integrations", newSession(), Map.of("platform", "fax", "name", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("shopify");
    }

    @Test
    void anotherMerchantsConnectionIsNotThereForMe() {
        String path = path(create(newSession(), "theirs"));
        String me = newSession();

        assertThat(get(path, me).status()).isEqualTo(404);
        assertThat(send("PATCH", path, me, Map.of("name", "mine")).status()).isEqualTo(404);
        assertThat(send("DELETE", path, me, null).status()).isEqualTo(404);
        for (String act : List.of("test", "pause", "resume", "sync")) {
            assertThat(post(path + "/" + act, me, Map.of()).status()).as(act).isEqualTo(404);
        }
        for (String list : List.of("sync-jobs", "activity")) {
            assertThat(get(path + "/" + list, me).status()).as(list).isEqualTo(404);
        }
        assertThat(get("/api/v1/integrations", me).body().path("items")).isEmpty();
    }

    @Test
    void patchChangesWhatIsNamedAndLeavesTheRest() {
        String session = newSession();
        String path = path(create(session, "before"));

        Answer changed = send("PATCH", path, session, Map.of("name", "after", "settings", Map.of("speed", "fast")));

        assertThat(changed.body().path("name").asText()).isEqualTo("after");
        assertThat(changed.body().path("settings").path("speed").asText()).isEqualTo("fast");
        assertThat(changed.body().path("credentials").path("shop").asText()).isEqualTo("shop-1");
        Answer cleared = send("PATCH", path, session, "{\"settings\":{\"speed\":null}}");
        assertThat(cleared.body().path("settings").has("speed")).isFalse();
    }

    @Test
    void everyChannelThatIsToldOfStockHasItsSettingsAndOthersHaveNot() {
        JsonNode platforms = get("/api/v1/platforms", newSession()).body().path("items");

        for (JsonNode platform : platforms) {
            boolean told = platform.path("capabilities").toString().contains("PUSH_STOCK");
            assertThat(platform.path("settings")
                            .findValuesAsText("name")
                            .containsAll(
                                    List.of("stockSync", "stockBuffer", "stockCap", "stockPercent", "stockLocations")))
                    .as(platform.path("platform").asText())
                    .isEqualTo(told);
        }
        assertThat(platforms.findValuesAsText("platform")).contains("shopify", "csv");
    }

    @Test
    void settingsOfStockAreCheckedAndTellTheChannelAgain() {
        String session = newSession();
        Map<String, Object> shop = Map.of(
                "platform",
                "shopify",
                "name",
                "stocked",
                "credentials",
                Map.of("shop", "stocked.myshopify.com", "accessToken", "t", "clientSecret", "s"));
        Answer made = post("/api/v1/integrations", session, shop);
        assertThat(made.status()).as(made.text()).isEqualTo(201);

        Answer wrong = send(
                "PATCH",
                path(made),
                session,
                Map.of("settings", Map.of("stockPercent", 150, "stockBuffer", "two", "stockSync", "perhaps")));
        assertThat(fields(wrong)).contains("settings.stockSync");
        wrong = send(
                "PATCH", path(made), session, Map.of("settings", Map.of("stockPercent", 150, "stockLocations", "a b")));
        assertThat(fields(wrong)).containsExactly("settings.stockPercent", "settings.stockLocations");

        Answer changed = send("PATCH", path(made), session, Map.of("settings", Map.of("stockPercent", 50)));

        assertThat(changed.body().at("/settings/stockPercent").asText()).isEqualTo("50");
        assertThat(eventsOf(made.body().path("id").asText())).containsExactly("ConnectionConfigured");
    }

    @Test
    void settingsThatAreObjectsStayObjects() {
        Answer made = post(
                "/api/v1/integrations",
                newSession(),
                Map.of(
                        "platform", "csv",
                        "name", "files",
                        "settings", Map.of("columns", Map.of("Bestellnr", "order_id"))));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/settings/columns/Bestellnr").asText()).isEqualTo("order_id");
        assertThat(made.body().at("/drop/ftp/password").asText()).isEqualTo("drop-password");
        assertThat(made.body().path("webhookUrl").isMissingNode()).isTrue();
    }

    @Test
    void aDeletedConnectionIsGoneAndItsSecretsErased() {
        String session = newSession();
        Answer made = create(session, "short-lived");

        assertThat(send("DELETE", path(made), session, null).status()).isEqualTo(204);

        assertThat(get(path(made), session).status()).isEqualTo(404);
        assertThat(secretsOf(made.body().path("id").asText())).isZero();
    }

    @Test
    void pausesAndResumes() {
        String session = newSession();
        String path = path(create(session, "resting"));

        assertThat(post(path + "/pause", session, Map.of())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("PAUSED");
        assertThat(post(path + "/resume", session, Map.of())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(get(path + "/activity", session).body().path("items").findValuesAsText("kind"))
                .containsExactly("RESUMED", "PAUSED", "CONNECTED");
    }

    @Test
    void aSyncHandsEveryPageToThePipelineAndStartsTheNextWithAnOverlap() {
        String session = newSession();
        Answer made = create(session, "fetched");
        String id = made.body().path("id").asText();

        Answer started = post(path(made) + "/sync", session, Map.of());

        assertThat(started.status()).isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(lastJob(made, session).path("status").asText()).isEqualTo("DONE"));
        assertThat(lastJob(made, session).path("imported").asInt()).isEqualTo(2);
        assertThat(deliveredTo(id)).hasSize(2).allMatch(delivery -> delivery.startsWith("fetch/"));
        post(path(made) + "/sync", session, Map.of());
        await().untilAsserted(() -> assertThat(deliveredTo(id)).hasSize(4));
    }

    @Test
    void aPlatformThatRefusesUsBreaksTheConnectionWithAReason() {
        String session = newSession();
        Answer made = create(session, "revoked");
        FakePlatform.TROUBLE.set(new ConnectorException.MerchantMustAct("the token was revoked: connect again"));

        Answer test = post(path(made) + "/test", session, Map.of());

        assertThat(test.status()).isEqualTo(200);
        assertThat(test.body().path("ok").asBoolean()).isFalse();
        Answer broken = get(path(made), session);
        assertThat(broken.body().path("status").asText()).isEqualTo("BROKEN");
        assertThat(broken.body().path("statusReason").asText()).contains("connect again");
        Answer mended = send("PATCH", path(made), session, Map.of("credentials", Map.of("token", "new")));
        assertThat(mended.body().path("status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void aPlatformWithoutOrdersToFetchSaysSo() {
        String session = newSession();
        Answer made = post("/api/v1/integrations", session, Map.of("platform", "rest", "name", "x"));

        Answer sync = post(path(made) + "/sync", session, Map.of());

        assertThat(sync.status()).isEqualTo(409);
        assertThat(sync.problem()).isEqualTo("not-supported");
        assertThat(sync.text()).contains("REST API");
    }

    @Test
    void activityComesInPages() {
        String session = newSession();
        String path = path(create(session, "busy"));
        post(path + "/pause", session, Map.of());
        post(path + "/resume", session, Map.of());

        Answer first = get(path + "/activity?limit=2", session);
        Answer second = get(
                path + "/activity?limit=2&cursor="
                        + first.body().path("nextCursor").asText(),
                session);

        assertThat(first.body().path("items").findValuesAsText("kind")).containsExactly("RESUMED", "PAUSED");
        assertThat(second.body().path("items").findValuesAsText("kind")).containsExactly("CONNECTED");
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void platformsTellWhatTheyNeedAndCan() {
        JsonNode platforms = get("/api/v1/platforms", newSession()).body().path("items");

        assertThat(platforms.findValuesAsText("platform")).contains("csv", "rest", "shopify", "simple");
        assertThat(platforms.toString()).contains("CONNECT_BY_CONSENT", "Admin API access token");
    }

    private Answer create(String session, String name) {
        return post(
                "/api/v1/integrations",
                session,
                Map.of("platform", "simple", "name", name, "credentials", Map.of("shop", "shop-1", "token", TOKEN)));
    }

    private static String path(Answer made) {
        return "/api/v1/integrations/" + made.body().path("id").asText();
    }

    private JsonNode lastJob(Answer made, String session) {
        return get(path(made) + "/sync-jobs", session).body().path("items").path(0);
    }

    private static List<String> fields(Answer answer) {
        return StreamSupport.stream(answer.body().path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    private static List<String> deliveredTo(String connection) {
        return FakePlatform.DELIVERED.stream()
                .filter(delivery -> delivery.connection().toString().equals(connection))
                .map(delivery -> delivery.deliveryId())
                .toList();
    }

    private static JdbcTemplate owner() {
        return new JdbcTemplate(TestDatabase.shared().owner());
    }

    private static List<String> everySecretInTheDatabase() {
        return bypassingTenants("SELECT ciphertext FROM connection_secret").stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static int secretsOf(String connection) {
        return bypassingTenants("SELECT ciphertext FROM connection_secret WHERE connection_id = '" + connection + "'")
                .size();
    }

    /** The owner may switch its own policies off for a moment; the program may not. */
    private static List<byte[]> bypassingTenants(String query) {
        JdbcTemplate owner = owner();
        owner.execute("ALTER TABLE connection_secret NO FORCE ROW LEVEL SECURITY");
        try {
            return owner.queryForList(query, byte[].class);
        } finally {
            owner.execute("ALTER TABLE connection_secret FORCE ROW LEVEL SECURITY");
        }
    }

    private static List<String> eventsOf(String aggregate) {
        JdbcTemplate owner = owner();
        owner.execute("ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY");
        try {
            return owner.queryForList("SELECT type FROM outbox WHERE aggregate_id = ?", String.class, aggregate);
        } finally {
            owner.execute("ALTER TABLE outbox FORCE ROW LEVEL SECURITY");
        }
    }
}
