package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.EveryPlatformTest.Platform;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of what platforms tell a fifth is lost, a fifth comes twice, the others come in any order; a platform more is a row
 * more. Magento tells nothing, so there all rests on the poll.
 */
@OnSandboxHub
class FaultyWebhooksTest {
    /** Patience for a busy machine, and no promise of the hub's. */
    private static final Duration A_POLL_OR_TWO = Duration.ofMinutes(3);

    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void afterTheNextPollEveryOrderIsThereOnceInItsFinalState(Platform platform, SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        EveryPlatformTest.stock(merchant, 5_000);
        if (!platform.sandbox().isEmpty()) {
            stage.control("PUT", "/_sandbox/" + platform.name() + "/settings", platform.sandbox())
                    .expect(200);
        }
        String connection = stage.connected(platform.name(), platform.entered());
        stage.faults(platform.name(), Map.of("dropWebhooks", 0.2, "duplicateWebhooks", 0.2, "reorderWebhooks", 1.0));
        List<String> ids;
        Set<String> cancelled = new HashSet<>();
        try {
            ids = stage.places(platform.name(), Map.of("generate", 60));
            for (String id : ids.subList(0, 15)) {
                String path = "/_sandbox/" + platform.name() + "/orders/" + id + "/cancel";
                if (stage.control("POST", path, null).status() == 200) {
                    cancelled.add(id);
                }
            }
            assertThat(cancelled).as("cancelled in the shop").hasSize(15);

            await().atMost(A_POLL_OR_TWO).untilAsserted(() -> {
                for (String id : ids) {
                    assertThat(merchant.order(connection, id)
                                    .body()
                                    .path("status")
                                    .asText())
                            .as("order %s", id)
                            .isEqualTo(cancelled.contains(id) ? "CANCELLED" : "ALLOCATED");
                }
            });
        } finally {
            stage.faults(platform.name(), Map.of());
        }

        assertThat(externalIds(merchant, connection))
                .as("each once")
                .doesNotHaveDuplicates()
                .containsAll(ids);
    }

    private static List<String> externalIds(HubClient merchant, String connection) {
        List<String> ids = new java.util.ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = merchant.get("/api/v1/orders?limit=200&connectionId=" + connection
                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.path("items").forEach(order -> ids.add(order.path("externalId").asText()));
            cursor = page.path("nextCursor").asText("");
            cursor = cursor.equals("null") ? "" : cursor;
        } while (!cursor.isEmpty());
        return ids;
    }
}
