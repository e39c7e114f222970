package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.EveryPlatformTest.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Money goes back through the platform, once, and the platform's news of it changes nothing twice. */
@OnSandboxHub
class RefundsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);

    @ParameterizedTest
    @MethodSource("io.quayside.e2e.EveryPlatformTest#platforms")
    void aRefundIsMadeOnceConfirmedByThePlatformAndCountedOnce(Platform platform, SandboxHub.Stage stage) {
        assumeTrue(stage.can(platform.name(), "REFUND_ORDERS"), "whatAmazonTakesNoRefundOfIsRecordedAsNotTold has it");
        HubClient merchant = stage.merchant();
        EveryPlatformTest.stock(merchant, 5_000);
        String connection = stage.connected(platform.name(), platform.entered());
        String externalId = stage.places(platform.name(), Map.of("generate", 1)).get(0);
        JsonNode order = paid(stage, platform, merchant.awaitOrder(connection, externalId));
        String refunds = "/api/v1/orders/" + order.path("id").asText() + "/refunds";
        JsonNode line = order.path("lines").path(0);
        Map<String, Object> wish = Map.of(
                "lines",
                List.of(Map.of("externalId", line.path("externalId").asText(), "quantity", 1)),
                "reason",
                "one was broken");
        int movements = movements(merchant, line.path("sku").asText());

        JsonNode made = merchant.post(refunds, wish, "first-" + externalId).expect(201);
        assertThat(made.path("announcement").asText()).isEqualTo("WAITING");
        merchant.post(refunds, wish, "first-" + externalId).expect(200);

        await().atMost(A_WHILE).untilAsserted(() -> assertThat(merchant.get(refunds)
                        .expect(200)
                        .path(0)
                        .path("announcement")
                        .asText())
                .as("%s", merchant.get(refunds).body())
                .isEqualTo("CONFIRMED"));
        assertThat(merchant.get(refunds).expect(200)).hasSize(1);
        await().atMost(A_WHILE).untilAsserted(() -> {
            JsonNode now = merchant.order(connection, externalId).expect(200);
            assertThat(now.at("/totals/refunded/amount").asText())
                    .isEqualTo(line.at("/unitPrice/amount").asText());
            assertThat(now.path("refunds")).hasSize(1);
            assertThat(now.path("flags")).isEmpty();
        });

        String left = merchant.order(connection, externalId)
                .expect(200)
                .at("/totals/grandTotal/amount")
                .asText();
        merchant.post(
                        refunds,
                        Map.of("amount", Map.of("amount", "99" + left, "currency", "USD"), "reason", "all"),
                        "too-much-" + externalId)
                .expect(400);
        assertThat(movements(merchant, line.path("sku").asText()) - movements)
                .as("stock is not put back; what is not to be shipped any more is at most released")
                .isBetween(0, 1);
    }

    /** Money that was only authorized is taken by the shop's owner first. */
    static JsonNode paid(SandboxHub.Stage stage, Platform platform, JsonNode order) {
        if (!order.path("financialStatus").asText().equals("AUTHORIZED")) {
            return order;
        }
        String externalId = order.path("externalId").asText();
        stage.control("POST", "/_sandbox/%s/orders/%s/invoice".formatted(platform.name(), externalId), null)
                .expect(200);
        return await().atMost(A_WHILE)
                .until(
                        () -> stage.merchant()
                                .get("/api/v1/orders/" + order.path("id").asText())
                                .expect(200),
                        now -> now.path("financialStatus").asText().equals("PAID"));
    }

    /** Sellers refund in Seller Central; the Selling Partner API has no call for it. */
    @Test
    void whatAmazonTakesNoRefundOfIsRecordedAsNotTold(SandboxHub.Stage stage) {
        Platform amazon = EveryPlatformTest.platforms()
                .filter(platform -> platform.name().equals("amazon"))
                .findFirst()
                .orElseThrow();
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        stage.control("PUT", "/_sandbox/amazon/settings", amazon.sandbox()).expect(200);
        String connection = stage.connected("amazon", amazon.entered());
        String externalId = stage.places("amazon", Map.of("generate", 1)).get(0);
        JsonNode order = stage.merchant().awaitOrder(connection, externalId);
        String refunds = "/api/v1/orders/" + order.path("id").asText() + "/refunds";

        assertThat(stage.can("amazon", "REFUND_ORDERS")).isFalse();
        stage.merchant()
                .post(
                        refunds,
                        Map.of("amount", Map.of("amount", "1.00", "currency", "USD"), "reason", "late"),
                        "amazon-" + externalId)
                .expect(201);

        await().atMost(A_WHILE).untilAsserted(() -> assertThat(stage.merchant()
                        .get(refunds)
                        .expect(200)
                        .path(0)
                        .path("announcement")
                        .asText())
                .isEqualTo("NOT_TOLD"));
    }

    private static int movements(HubClient merchant, String sku) {
        return merchant.get("/api/v1/inventory/" + sku + "/movements?limit=200")
                .expect(200)
                .path("items")
                .size();
    }
}
