package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.embedded.SharedServers;
import io.quayside.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs in processes of their own on one PostgreSQL and one Artemis, started at the same moment: they share the work,
 * and when one is killed in the middle of it the other brings it to its end.
 */
class SeveralInstancesTest {
    private static final int ORDERS = 200;
    private static final String SHOP = "quayside-demo.myshopify.com";
    private static final Duration POLL = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private URI platforms = URI.create("http://localhost");

    @Test
    void shareTheWorkAndOutliveEachOther() throws Exception {
        try (Sandbox sandbox = Sandbox.start(0);
                SharedServers servers = SharedServers.start(directory.resolve("servers"), FreePort.draw())) {
            platforms = sandbox.url();
            Map<String, String> settings = settings(servers);
            CompletableFuture<HubProcess> begun = CompletableFuture.supplyAsync(() -> hub("first", settings));
            try (HubProcess second = hub("second", settings);
                    HubProcess first = begun.join()) {
                HubClient there = new HubClient(first);
                HubClient here = new HubClient(second);
                EveryPlatformTest.stock(here, 100_000);
                String connection = connects(there);

                List<String> ids = new ArrayList<>(places(here));
                awaitOrders(here, connection, ids);
                assertThat(imported(first)).as("orders that the first imported").isPositive();
                assertThat(imported(second))
                        .as("orders that the second imported")
                        .isPositive();
                assertThat(there.get("/api/v1/orders?limit=1").status())
                        .as("the first takes what the second signed")
                        .isEqualTo(200);
                onlyOneFetches(here);

                ids.addAll(places(here)); // whose webhooks go to the first
                first.kill();

                awaitOrders(here, connection, ids);
                JsonNode stock =
                        here.get("/api/v1/inventory?limit=200").expect(200).path("items");
                assertThat(sum(stock, "reserved")).isEqualTo(unitsOrdered(here, connection));
                ships(here, connection, ids.get(0));
            }
        }
    }

    private Map<String, String> settings(SharedServers servers) throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("quayside.master-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put(
                "quayside.jwt-key",
                Base64.getEncoder()
                        .encodeToString(rsa.generateKeyPair().getPrivate().getEncoded()));
        settings.put("quayside.platform-calls.aliases[*.myshopify.com]", platforms + "/shopify");
        settings.put("quayside.shopify.client-id", "quayside-sandbox");
        settings.put("quayside.shopify.client-secret", "sandbox-secret");
        // so that a poll that finds nothing is one call
        settings.put("quayside.integrations.overlap", "1s");
        settings.put("quayside.integrations.poll-every", POLL.toSeconds() + "s");
        return settings;
    }

    private HubProcess hub(String name, Map<String, String> settings) {
        try {
            return HubProcess.start(directory.resolve(name), settings);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static String connects(HubClient merchant) {
        SandboxHub.Stage.approve(
                merchant.post("/api/v1/integrations/shopify/connect", Map.of("shop", SHOP, "name", "shared"))
                        .expect(200)
                        .path("authorizeUrl")
                        .asText());
        return merchant.get("/api/v1/integrations")
                .expect(200)
                .at("/items/0/id")
                .asText();
    }

    private List<String> places(HubClient anybody) {
        List<String> ids = new ArrayList<>();
        anybody.send(HttpRequest.newBuilder(platforms.resolve("/_sandbox/shopify/orders"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"generate\":%d}".formatted(ORDERS)))
                        .build())
                .expect(201)
                .path("ids")
                .forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static void awaitOrders(HubClient merchant, String connection, List<String> expected) {
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            List<String> held = new ArrayList<>();
            merchant.orders(connection)
                    .forEach(order -> held.add(order.path("externalId").asText()));
            assertThat(held).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    /** Once the stock is told, what is still asked of the shop is one poller's work: two would ask twice as often. */
    private void onlyOneFetches(HubClient anybody) {
        int polls = 3;
        int[] before = {asked(anybody)};
        await().pollDelay(POLL.multipliedBy(polls))
                .pollInterval(POLL.multipliedBy(polls))
                .atMost(LONGEST)
                .until(
                        () -> {
                            int now = asked(anybody);
                            int since = now - before[0];
                            before[0] = now;
                            return since;
                        },
                        since -> since >= 1 && since <= polls + 1);
    }

    private int asked(HubClient anybody) {
        return anybody.send(HttpRequest.newBuilder(platforms.resolve("/_sandbox/shopify/log"))
                        .build())
                .expect(200)
                .path("requests")
                .size();
    }

    private void ships(HubClient merchant, String connection, String externalId) {
        String id =
                merchant.order(connection, externalId).expect(200).path("id").asText();
        merchant.post("/api/v1/orders/" + id + "/shipments", Map.of("carrier", "UPS", "trackingNumber", "SURVIVOR-1"))
                .expect(201);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(merchant.send(
                                HttpRequest.newBuilder(platforms.resolve("/_sandbox/shopify/orders/" + externalId))
                                        .build())
                        .expect(200)
                        .toString())
                .contains("SURVIVOR-1"));
    }

    private static double imported(HubProcess hub) {
        return new HubClient(hub)
                .send(HttpRequest.newBuilder(hub.url("/metrics")).build())
                .text()
                .lines()
                .filter(line -> line.startsWith("quayside_orders_imported_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int unitsOrdered(HubClient merchant, String connection) {
        int units = 0;
        for (JsonNode order : merchant.orders(connection)) {
            JsonNode whole =
                    merchant.get("/api/v1/orders/" + order.path("id").asText()).expect(200);
            units += sum(whole.path("lines"), "quantity");
        }
        return units;
    }

    private static int sum(JsonNode all, String field) {
        int sum = 0;
        for (JsonNode one : all) {
            sum += one.path(field).asInt();
        }
        return sum;
    }
}
