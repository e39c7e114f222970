package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.EveryPlatformTest.Platform;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A platform does what it is asked, but its answer gets lost: asked once more, it must not do it twice. For the platform it
 * is the same as a hub that dies before it notes the answer.
 */
@OnSandboxHub
class LostAnswersTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    /** Whose parcels all have a tracking number. */
    private static final Set<String> TRACKED_ONLY = Set.of("amazon");

    private static final Map<String, String> PARCELS = Map.of(
            "shopify", "/fulfillments",
            "woocommerce", "/fulfillments",
            "bigcommerce", "/shipments",
            "ebay", "/fulfillments",
            "magento", "/shipments",
            "amazon", "/packages");
    private static final Map<String, String> REFUNDS = Map.of(
            "shopify", "/refunds",
            "woocommerce", "/refunds",
            "bigcommerce", "/refunds",
            "ebay", "/paymentSummary/refunds",
            "magento", "/creditmemos");

    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void aParcelIsAnnouncedOnceThoughNothingTellsItFromAnother(Platform platform, SandboxHub.Stage stage) {
        JsonNode order = order(platform, stage);
        Map<String, Object> parcel = new HashMap<>(Map.of("carrier", "UPS"));
        if (TRACKED_ONLY.contains(platform.name())) {
            parcel.put("trackingNumber", "1Z-LOST-" + order.path("externalId").asText());
        }

        doneThoughTheAnswerGetsLost(
                platform, stage, order, "shipments", parcel, PARCELS.getOrDefault(platform.name(), ""));
    }

    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void moneyGoesBackOnce(Platform platform, SandboxHub.Stage stage) {
        assumeTrue(stage.can(platform.name(), "REFUND_ORDERS"), "Amazon takes no refund");
        JsonNode order = RefundsTest.paid(stage, platform, order(platform, stage));
        Map<String, Object> refund = Map.of(
                "amount",
                Map.of("amount", "1.00", "currency", order.path("currency").asText()),
                "reason",
                "late");

        doneThoughTheAnswerGetsLost(
                platform, stage, order, "refunds", refund, REFUNDS.getOrDefault(platform.name(), ""));
    }

    private static JsonNode order(Platform platform, SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        if (!platform.sandbox().isEmpty()) {
            stage.control("PUT", "/_sandbox/" + platform.name() + "/settings", platform.sandbox())
                    .expect(200);
        }
        String connection = stage.connected(platform.name(), platform.entered());
        return stage.merchant()
                .awaitOrder(
                        connection,
                        stage.places(platform.name(), Map.of("generate", 1)).get(0));
    }

    private static void doneThoughTheAnswerGetsLost(
            Platform platform, SandboxHub.Stage stage, JsonNode order, String what, Object wish, String there) {
        String externalId = order.path("externalId").asText();
        String ours = "/api/v1/orders/" + order.path("id").asText() + "/" + what;
        stage.faults(platform.name(), Map.of("loseAnswers", 1.0));
        try {
            stage.merchant().post(ours, wish, what + "-" + externalId).expect(201);
            await().atMost(A_WHILE).untilAsserted(() -> assertThat(
                            stage.orderOn(platform.name(), externalId).at(there))
                    .hasSize(1));
        } finally {
            stage.faults(platform.name(), Map.of());
        }

        await().atMost(A_WHILE).untilAsserted(() -> {
            JsonNode told = stage.merchant().get(ours).expect(200).path(0);
            assertThat(told.path("announcement").asText()).as("%s", told).isEqualTo("CONFIRMED");
        });
        assertThat(stage.orderOn(platform.name(), externalId).at(there)).hasSize(1);
    }
}
