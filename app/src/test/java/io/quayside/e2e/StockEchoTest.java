package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shops tell of each change of their stock, our own among them. The hub's count is the truth, so the shop's word for it
 * must change nothing, or a push would answer itself for ever. eBay, Amazon and Magento tell of no stock.
 */
@OnSandboxHub
class StockEchoTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Longer than a push takes to be seen, several times over. */
    private static final Duration QUIET = Duration.ofSeconds(4);

    private static final String SKU = "MUG-BLUE";

    @ParameterizedTest
    @CsvSource({
        "shopify, inventory_levels/update",
        "woocommerce, product.updated",
        "bigcommerce, store/product/inventory/updated"
    })
    void ourOwnPushThatComesBackChangesNothing(String platform, String topic, SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String connection = stage.connected(
                platform,
                EveryPlatformTest.platforms()
                        .filter(known -> known.name().equals(platform))
                        .findFirst()
                        .orElseThrow()
                        .entered());
        stage.merchant().setsStock(SKU, 4_999); // a new connection is told of a level when it changes
        awaitTold(stage, platform);
        String webhooks = "/_sandbox/" + platform + "/webhooks";
        await("its webhooks").atMost(SOON).until(() -> stage.control("GET", webhooks, null)
                .expect(200)
                .toString()
                .contains(connection));
        stage.control("POST", webhooks, Map.of("topic", topic, "to", connection))
                .expect(200);
        try {
            Instant from = Instant.now();
            JsonNode letters = deadLetters(stage, connection);

            stage.merchant().setsStock(SKU, 4_711);

            awaitTold(stage, platform);
            await("the shop's word for it")
                    .atMost(SOON)
                    .until(() -> stage.taken(platform, topic, connection, from) > 0);
            JsonNode told = await("its confirmation")
                    .atMost(SOON)
                    .until(() -> told(stage, connection), level -> level.path("pendingSince")
                            .isNull());
            JsonNode movement = lastMovement(stage);
            int heard = stage.taken(platform, topic, connection, from);
            await("nothing follows from it").during(QUIET).atMost(SOON).untilAsserted(() -> {
                assertThat(lastMovement(stage)).as("the last movement").isEqualTo(movement);
                assertThat(told(stage, connection)).as("what the shop was told").isEqualTo(told);
                assertThat(stage.taken(platform, topic, connection, from))
                        .as("pushes")
                        .isEqualTo(heard);
            });
            assertThat(deadLetters(stage, connection)).isEqualTo(letters);
        } finally {
            stage.control("DELETE", webhooks + "?topic=" + topic, null).expect(200);
        }
    }

    private static void awaitTold(SandboxHub.Stage stage, String platform) {
        await().atMost(SOON).untilAsserted(() -> assertThat(stage.stockOn(platform, SKU))
                .isEqualTo(stage.merchant().stockOf(SKU).path("available").asInt()));
    }

    private static JsonNode lastMovement(SandboxHub.Stage stage) {
        return stage.merchant()
                .get("/api/v1/inventory/" + SKU + "/movements?limit=1")
                .expect(200)
                .path("items")
                .path(0);
    }

    private static JsonNode deadLetters(SandboxHub.Stage stage, String connection) {
        return stage.merchant()
                .get("/api/v1/dead-letters?limit=200&connectionId=" + connection)
                .expect(200)
                .path("items");
    }

    /** But for its age. */
    private static JsonNode told(SandboxHub.Stage stage, String connection) {
        for (JsonNode level : stage.merchant()
                .get("/api/v1/integrations/" + connection + "/stock?limit=200")
                .expect(200)
                .path("items")) {
            if (level.path("sku").asText().equals(SKU)) {
                return ((ObjectNode) level.deepCopy()).without("ageSeconds");
            }
        }
        throw new AssertionError("no level of " + SKU);
    }
}
