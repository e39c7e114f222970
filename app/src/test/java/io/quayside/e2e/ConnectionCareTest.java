package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.e2e.EveryPlatformTest.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hub does by itself to keep connections working, and what it tells of it. */
@OnSandboxHub
class ConnectionCareTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static final Map<String, String> WOO = Map.of("storeUrl", "https://demo.woo-sandbox.example");
    private static final Map<String, String> SHOPIFY = Map.of("shop", "quayside-demo.myshopify.com");

    private static JsonNode connection(SandboxHub.Stage stage, String id) {
        return stage.merchant().get("/api/v1/integrations/" + id).expect(200);
    }

    private static String activity(SandboxHub.Stage stage, String id) {
        return stage.merchant()
                .get("/api/v1/integrations/" + id + "/activity?limit=50")
                .expect(200)
                .toString();
    }

    private static String connected(Platform platform, SandboxHub.Stage stage) {
        if (!platform.sandbox().isEmpty()) {
            stage.control("PUT", "/_sandbox/" + platform.name() + "/settings", platform.sandbox())
                    .expect(200);
        }
        return stage.connected(platform.name(), platform.entered());
    }

    /** Field-lessons 7 and 8: subscriptions are removed silently, and nobody hears of it. */
    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void webhooksThatThePlatformRemovedAreRegisteredAgainAndTheOutageIsFetched(
            Platform platform, SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String id = connected(platform, stage);
        String webhooks = "/_sandbox/" + platform.name() + "/webhooks";
        if (stage.control("GET", webhooks, null).status() != 200
                || stage.control("GET", webhooks, null).body().path("webhooks").isEmpty()) {
            return; // it has none that could be removed
        }
        stage.merchant()
                .awaitOrder(
                        id, stage.places(platform.name(), Map.of("generate", 1)).get(0));
        int registered =
                stage.control("GET", webhooks, null).body().path("webhooks").size();

        stage.control("DELETE", webhooks, null).expect(200);
        List<String> unheard = stage.places(platform.name(), Map.of("generate", 3));

        await().atMost(A_WHILE).untilAsserted(() -> {
            assertThat(stage.control("GET", webhooks, null).body().path("webhooks"))
                    .hasSize(registered);
            assertThat(activity(stage, id)).contains("are in place again", "What webhooks missed since");
        });
        unheard.forEach(order -> stage.merchant().awaitOrder(id, order));
    }

    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void theCertificateSaysThatNothingIsMissing(Platform platform, SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String id = connected(platform, stage);
        List<String> ids = places(platform, stage);
        ids.forEach(order -> stage.merchant().awaitOrder(id, order));

        await().atMost(A_WHILE).untilAsserted(() -> {
            JsonNode certificate = stage.merchant()
                    .get("/api/v1/integrations/" + id + "/completeness")
                    .expect(200);
            assertThat(certificate.at("/totals/seen").asInt())
                    .as("%s", certificate)
                    .isGreaterThanOrEqualTo(10);
            assertThat(certificate.at("/totals/missing").asInt()).isZero();
            assertThat(certificate.path("items").path(0).path("status").asText())
                    .isIn("RUNNING", "COMPLETE");
        });
    }

    /** What Amazon shows three minutes late is counted only then; these are shown soon, whichever hour they are of. */
    private static List<String> places(Platform platform, SandboxHub.Stage stage) {
        List<String> ids = stage.places(platform.name(), Map.of("generate", 10));
        if (!platform.name().equals("amazon")) {
            return ids;
        }
        ArrayNode earlier = JsonNodeFactory.instance.arrayNode();
        for (String id : ids) {
            ObjectNode order = ((ObjectNode) stage.orderOn("amazon", id)).deepCopy();
            order.remove("orderId");
            earlier.add(order.put("createdTime", Instant.now().minusSeconds(170).toString()));
        }
        return stage.places("amazon", earlier);
    }

    /** Field-lesson 14: a second way to look finds what the first can't see. */
    @Test
    void anOrderThatPollingCannotSeeIsFoundByTheCountAndFetched(SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String id = stage.connected("woocommerce", WOO);
        String known = stage.places("woocommerce", Map.of("generate", 1)).get(0);
        stage.merchant().awaitOrder(id, known);
        ObjectNode hidden = ((ObjectNode) stage.orderOn("woocommerce", known)).deepCopy();
        hidden.remove(List.of("id", "number", "fulfillments", "notes"));
        hidden.put("date_created_gmt", local(Instant.now()));
        hidden.put("date_modified_gmt", local(Instant.now().minusSeconds(7_200))); // before all that is still polled
        stage.faults("woocommerce", Map.of("dropWebhooks", 1.0));
        String unseen;
        try {
            unseen = stage.places("woocommerce", Map.of("order", hidden)).get(0);
        } finally {
            stage.faults("woocommerce", Map.of());
        }

        Awaitility.await("the count to repair it")
                .atMost(A_WHILE)
                .until(() -> stage.merchant().order(id, unseen).status() == 200);
        Awaitility.await("the certificate to tell")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(stage.merchant()
                                .get("/api/v1/integrations/" + id + "/completeness")
                                .expect(200)
                                .at("/totals/repaired")
                                .asInt())
                        .isPositive());
    }

    private static String local(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    /** A platform whose consent alone gives keys: nobody tries for ever, and a new consent is all that it takes. */
    @Test
    void aRevokedKeyBreaksTheConnectionAndANewConsentMendsIt(SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String id = stage.connected("woocommerce", WOO);
        stage.faults("woocommerce", Map.of("expireTokens", true));
        List<String> meanwhile;
        try {
            await().atMost(A_WHILE).untilAsserted(() -> assertThat(
                            connection(stage, id).path("status").asText())
                    .isEqualTo("BROKEN"));
            assertThat(connection(stage, id).path("statusReason").asText()).contains("connect it again");
            meanwhile = stage.places("woocommerce", Map.of("generate", 3));
        } finally {
            stage.faults("woocommerce", Map.of());
        }

        stage.reconnects(id);

        assertThat(connection(stage, id).path("status").asText()).isEqualTo("ACTIVE");
        meanwhile.forEach(order -> stage.merchant().awaitOrder(id, order));
        Instant from = Instant.now();
        stage.places("woocommerce", Map.of("generate", 1));
        await("webhooks that are signed as before")
                .atMost(A_WHILE)
                .until(() -> stage.taken("woocommerce", "order.created", id, from) > 0);
    }

    /** Where a token can be renewed, nobody notices that it died before its time. */
    @Test
    void anExpiredTokenIsRenewedOnTheWay(SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String id = stage.connected("shopify", SHOPIFY);
        stage.faults("shopify", Map.of("expireTokens", true, "dropWebhooks", 1.0));
        try {
            String order = stage.places("shopify", Map.of("generate", 1)).get(0);

            stage.merchant().awaitOrder(id, order); // by polling, with the new token
            assertThat(connection(stage, id).path("status").asText()).isEqualTo("ACTIVE");
        } finally {
            stage.faults("shopify", Map.of());
        }
    }

    @Test
    void theLimitsOfAConnectionAreShown(SandboxHub.Stage stage) {
        String id = stage.connected("shopify", SHOPIFY);

        await().atMost(A_WHILE).untilAsserted(() -> {
            JsonNode limits = stage.merchant()
                    .get("/api/v1/integrations/" + id + "/limits")
                    .expect(200);
            assertThat(limits.path("breaker").asText()).isEqualTo("CLOSED");
            assertThat(limits.path("buckets").toString()).contains("graphql");
            assertThat(limits.path("buckets").path(0).path("capacity").asDouble())
                    .as("as the platform tells it: %s", limits)
                    .isEqualTo(2_000);
        });
    }
}
