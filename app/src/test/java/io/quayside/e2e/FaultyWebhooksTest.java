package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.EveryPlatformTest.Platform;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
        Map<String, Predicate<JsonNode>> changed = new HashMap<>();
        try {
            ids = stage.places(platform.name(), Map.of("generate", 60));
            for (String id : ids.subList(0, 15)) {
                if (byOwner(stage, platform, id, "cancel", Map.of())) {
                    cancelled.add(id);
                }
            }
            assertThat(cancelled).as("cancelled in the shop").hasSize(15);
            for (String id : ids.subList(15, 20)) {
                Map<String, Object> moved = Map.of("shippingAddress", Map.of("line1", "9 New Street"));
                if (byOwner(stage, platform, id, "change", moved)) {
                    changed.put(
                            id,
                            order -> order.at("/shippingAddress/line1").asText().equals("9 New Street"));
                }
            }
            for (String id : ids.subList(20, 25)) {
                if (byOwner(stage, platform, id, "refund", Map.of("amount", "1.00"))) {
                    changed.put(
                            id,
                            order -> new BigDecimal(order.at("/totals/refunded/amount")
                                                    .asText("0"))
                                            .compareTo(BigDecimal.ONE)
                                    == 0);
                }
            }

            await().atMost(A_POLL_OR_TWO).untilAsserted(() -> {
                for (String id : ids) {
                    JsonNode order = merchant.order(connection, id).body();
                    assertThat(order.path("status").asText())
                            .as("order %s", id)
                            .isEqualTo(cancelled.contains(id) ? "CANCELLED" : "ALLOCATED");
                    assertThat(changed.getOrDefault(id, unchanged -> true).test(order))
                            .as("final state of %s: %s", id, order)
                            .isTrue();
                }
            });
        } finally {
            stage.faults(platform.name(), Map.of());
        }

        assertThat(externalIds(merchant, connection))
                .as("each once")
                .doesNotHaveDuplicates()
                .containsAll(ids);
        for (String id : ids.subList(25, 40)) {
            JsonNode order = merchant.order(connection, id).body();
            assertThat(merchant.get("/api/v1/orders/%s/timeline"
                                    .formatted(order.path("id").asText()))
                            .expect(200)
                            .toString())
                    .as("told twice and polled, and nothing has changed")
                    .doesNotContain("OrderUpdated");
        }
    }

    /** @return whether the platform has such a thing */
    private static boolean byOwner(
            SandboxHub.Stage stage, Platform platform, String id, String deed, Map<String, Object> wish) {
        String path = "/_sandbox/%s/orders/%s/%s".formatted(platform.name(), id, deed);
        HubClient.Answer done = stage.control("POST", path, wish);
        if (done.status() != 409) {
            done.expect(200);
        }
        return done.status() == 200;
    }

    private static List<String> externalIds(HubClient merchant, String connection) {
        return merchant.orders(connection).stream()
                .map(order -> order.path("externalId").asText())
                .toList();
    }
}
