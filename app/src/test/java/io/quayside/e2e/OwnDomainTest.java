package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A merchant knows the shop by its own domain; webhooks come from the permanent one (field-lesson 46). */
@OnSandboxHub
class OwnDomainTest {
    @Test
    void aShopIsConnectedByTheDomainThatItsOwnerKnows(SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);

        String connection =
                stage.connects("shopify", Map.of("shop", "harbor-tea.shopify-sandbox.example", "name", "harbor tea"));

        String id = stage.places("shopify", Map.of("generate", 1, "shop", "harbor-tea.myshopify.com"))
                .get(0);
        assertThat(stage.merchant().awaitOrder(connection, id).path("status").asText())
                .isEqualTo("ALLOCATED");
    }

    @Test
    void aDomainWithoutAShopIsRefusedByItsField(SandboxHub.Stage stage) {
        JsonNode refused = stage.merchant()
                .post("/api/v1/integrations/shopify/connect", Map.of("shop", "nobody_here.shopify-sandbox.example"))
                .expect(422);

        assertThat(refused.toString()).contains("shop", "my-shop.myshopify.com");
    }
}
