package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of a connection that was deleted: its orders, and the duty to forget their buyers. */
@OnSandboxHub
class DeletedConnectionTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);

    @Test
    void theBuyersOfAShopThatLeftAreForgottenAlthoughItsConnectionWasDeletedBefore(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        EveryPlatformTest.stock(merchant, 5_000);
        String host = "leaving.myshopify.com";
        String connection = stage.connects("shopify", Map.of("shop", host, "name", "leaving"));
        String placed =
                stage.places("shopify", Map.of("generate", 1, "shop", host)).get(0);
        String order = "/api/v1/orders/"
                + merchant.awaitOrder(connection, placed).path("id").asText();
        merchant.post(order + "/shipments", Map.of("carrier", "UPS", "trackingNumber", "1Z-LAST"))
                .expect(201);
        merchant.delete("/api/v1/integrations/" + connection).expect(204);
        assertThat(personalData(merchant, order)).isEqualTo("KEPT");
        Shop app = new Shop(host, connection, "sandbox-secret", stage.url("/webhooks/shopify"));

        merchant.send(app.webhook("shop/redact", "redact-1", "{\"shop_domain\":\"%s\"}".formatted(host)))
                .expect(200);

        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(personalData(merchant, order)).isEqualTo("ERASED"));
    }

    private static String personalData(HubClient merchant, String order) {
        return merchant.get(order).expect(200).path("personalData").asText();
    }
}
