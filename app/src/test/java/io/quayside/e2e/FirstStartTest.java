package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer finds after the first command, and again after a restart. */
class FirstStartTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void aConnectedShopWhoseOrdersArriveAndAFileThatWasRead() throws IOException {
        String sandbox = "http://localhost:" + FreePort.draw();
        Map<String, String> settings =
                Map.of("quayside.sandbox.enabled", "true", "quayside.sandbox.port", sandbox.replaceAll(".*:", ""));
        List<String> ids = new ArrayList<>();
        try (HubProcess hub = HubProcess.startOnItsOwn(home, settings)) {
            HubClient merchant = new HubClient(hub);
            assertThat(names(merchant)).containsExactlyInAnyOrder("Demo shop", "Order files");

            ids.addAll(place(merchant, sandbox, 50));

            awaitOrders(merchant, ids);
            for (JsonNode order : orders(merchant)) {
                if (ids.contains(order.path("externalId").asText())) {
                    JsonNode placed = merchant.send(
                                    HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/shopify/orders/"
                                                    + order.path("externalId").asText()))
                                            .build())
                            .expect(200);
                    assertThat(order.path("totals")
                                    .path("grandTotal")
                                    .path("amount")
                                    .asText())
                            .isEqualTo(placed.path("total_price").asText());
                    assertThat(order.path("status").asText()).isEqualTo("ALLOCATED");
                }
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(externalIds(merchant)).contains("F-1001", "F-1002"));
        }

        try (HubProcess again = HubProcess.startOnItsOwn(home, settings)) {
            HubClient merchant = new HubClient(again);

            ids.addAll(place(merchant, sandbox, 5));

            awaitOrders(merchant, ids);
            assertThat(names(merchant)).containsExactlyInAnyOrder("Demo shop", "Order files");
        }
    }

    private static List<String> place(HubClient merchant, String sandbox, int count) {
        List<String> ids = new ArrayList<>();
        merchant.send(HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/shopify/orders"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper()
                                .createObjectNode()
                                .put("generate", count)
                                .toString()))
                        .build())
                .expect(201)
                .path("ids")
                .forEach(id -> ids.add(id.asText()));
        assertThat(ids).hasSize(count);
        return ids;
    }

    private static void awaitOrders(HubClient merchant, List<String> ids) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(externalIds(merchant)).containsAll(ids));
    }

    private static List<String> names(HubClient merchant) {
        return merchant.get("/api/v1/integrations").expect(200).path("items").findValuesAsText("name");
    }

    private static Set<String> externalIds(HubClient merchant) {
        Set<String> ids = new HashSet<>();
        orders(merchant).forEach(order -> ids.add(order.path("externalId").asText()));
        return ids;
    }

    private static JsonNode orders(HubClient merchant) {
        return merchant.get("/api/v1/orders?limit=200").expect(200).path("items");
    }
}
