package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of the first import: its progress is seen, and it goes on where it was. */
class KilledBackfillTest {
    private static final int PAGE = 25;
    private static final int ORDERS = 400;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void theFirstImportGoesOnWhereItWas() throws Exception {
        try (Sandbox platforms = Sandbox.start(0)) {
            Map<String, String> settings = Map.of(
                    "quayside.platform-calls.aliases[*.myshopify.com]", platforms.url() + "/shopify",
                    "quayside.shopify.client-id", "quayside-sandbox",
                    "quayside.shopify.client-secret", "sandbox-secret",
                    "quayside.integrations.poll-every", "2s");
            JsonNode begun;
            String connection;
            try (HubProcess hub = HubProcess.start(home, settings)) {
                HubClient merchant = new HubClient(hub);
                place(merchant, platforms.url());
                SandboxHub.Stage.approve(merchant.post(
                                "/api/v1/integrations/shopify/connect",
                                Map.of("shop", "quayside-demo.myshopify.com", "name", "killed"))
                        .expect(200)
                        .path("authorizeUrl")
                        .asText());
                connection = merchant.get("/api/v1/integrations")
                        .expect(200)
                        .at("/items/0/id")
                        .asText();
                begun = await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(100))
                        .until(
                                () -> job(merchant, connection),
                                job -> job.path("read").asInt() >= 100);
                assertThat(begun.path("status").asText()).isEqualTo("RUNNING");

                hub.kill();
            }

            try (HubProcess again = HubProcess.start(home, settings)) {
                HubClient merchant = new HubClient(again);
                JsonNode done = await().atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(500))
                        .until(
                                () -> job(merchant, connection),
                                job -> job.path("status").asText().equals("DONE"));

                assertThat(done.path("id")).isEqualTo(begun.path("id"));
                assertThat(done.path("kind").asText()).isEqualTo("BACKFILL");
                assertThat(done.path("read").asInt())
                        .as("the page that was being read is counted twice, or not where its orders were in already")
                        .isBetween(ORDERS - PAGE, ORDERS + PAGE);
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(merchant.orders(connection))
                        .hasSize(ORDERS));
            }
        }
    }

    private static void place(HubClient merchant, URI platforms) {
        merchant.send(HttpRequest.newBuilder(platforms.resolve("/_sandbox/shopify/orders"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"generate\":%d}".formatted(ORDERS)))
                        .build())
                .expect(201);
    }

    private static JsonNode job(HubClient merchant, String connection) {
        JsonNode jobs = merchant.get("/api/v1/integrations/" + connection + "/sync-jobs?limit=200")
                .expect(200)
                .path("items");
        for (JsonNode job : jobs) {
            if (job.path("kind").asText().equals("BACKFILL")) {
                return job;
            }
        }
        return jobs.path(0);
    }
}
