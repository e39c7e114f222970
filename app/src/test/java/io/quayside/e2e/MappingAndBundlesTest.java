package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A shop calls our products by names of its own, and sells sets of them. */
@OnSandboxHub
class MappingAndBundlesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anOrderOfAnUnknownSkuIsHeldAndGoesOnOnceItIsMapped(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        String host = "mapping-demo.myshopify.com";
        String connection = stage.connects("shopify", Map.of("shop", host, "name", "mapping demo"));
        merchant.setsStock("OUR-LAMP", 7);

        String id = places(stage, host, 8_100_000_001L, "CAP-BLACK-OF-THE-SHOP", 2);

        JsonNode held = merchant.awaitOrder(connection, id);
        assertThat(held.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(held.path("flags").findValuesAsText("code")).containsExactly("UNMAPPED_SKU");
        JsonNode waiting = merchant.get("/api/v1/integrations/" + connection + "/unmapped")
                .expect(200)
                .at("/items/0");
        assertThat(waiting.path("channelSku").asText()).isEqualTo("CAP-BLACK-OF-THE-SHOP");
        assertThat(waiting.path("units").asInt()).isEqualTo(2);

        merchant.put(
                        "/api/v1/products/OUR-LAMP/mappings",
                        Map.of("connectionId", connection, "channelSku", "CAP-BLACK-OF-THE-SHOP"))
                .expect(200);

        assertThat(merchant.order(connection, id).expect(200).path("status").asText())
                .isEqualTo("ALLOCATED");
        assertThat(merchant.stockOf("OUR-LAMP").path("reserved").asInt()).isEqualTo(2);
        assertThat(merchant.get("/api/v1/integrations/" + connection + "/unmapped")
                        .expect(200)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aCustomLineGoesOnOnceItIsSaidToNeedNoStock(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        String host = "custom-demo.myshopify.com";
        String connection = stage.connects("shopify", Map.of("shop", host, "name", "custom demo"));
        String id = places(stage, host, 8_200_000_001L, null, 1);
        assertThat(merchant.awaitOrder(connection, id).path("flags").findValuesAsText("code"))
                .containsExactly("MISSING_SKU");
        assertThat(merchant.get("/api/v1/integrations/" + connection + "/unmapped")
                        .expect(200)
                        .at("/items/0/title")
                        .asText())
                .isEqualTo("Print");

        merchant.post(
                        "/api/v1/mappings",
                        Map.of(
                                "mappings",
                                List.of(Map.of(
                                        "connectionId", connection, "title", "Print", "use", "SHIP_WITHOUT_STOCK"))))
                .expect(207);

        JsonNode order = merchant.order(connection, id).expect(200);
        assertThat(order.path("flags")).isEmpty();
        merchant.post("/api/v1/orders/" + order.path("id").asText() + "/shipments", Map.of("carrier", "UPS"))
                .expect(201);
        assertThat(merchant.order(connection, id).expect(200).path("status").asText())
                .isEqualTo("SHIPPED");
    }

    @Test
    void theChannelIsToldTheStockUnderItsOwnNames(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        String host = "names-demo.myshopify.com";
        String connection = stage.connects("shopify", Map.of("shop", host, "name", "names demo"));
        merchant.setsStock("OUR-SHIRT", 31);

        for (String name : List.of("TEE-S", "TEE-M")) {
            merchant.put("/api/v1/products/OUR-SHIRT/mappings", Map.of("connectionId", connection, "channelSku", name))
                    .expect(200);
        }
        awaitStock(stage, host, "TEE-S", 31);
        awaitStock(stage, host, "TEE-M", 31);

        merchant.setsStock("OUR-SHIRT", 12);
        awaitStock(stage, host, "TEE-S", 12);
        awaitStock(stage, host, "TEE-M", 12);

        JsonNode settings = patch(merchant, connection, Map.of("stockBuffer", 2, "stockCap", 9));
        assertThat(settings.at("/settings/stockBuffer").asText()).isEqualTo("2");
        awaitStock(stage, host, "TEE-S", 9);
    }

    @Test
    void aBundleTakesItsComponentsAndItsStockFollowsThem(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        String host = "bundle-demo.myshopify.com";
        String connection = stage.connects("shopify", Map.of("shop", host, "name", "bundle demo"));
        merchant.setsStock("OUR-MUG", 20);
        merchant.setsStock("OUR-TRAY", 6);
        merchant.put(
                        "/api/v1/products/OUR-SET",
                        Map.of(
                                "title",
                                "Gift set",
                                "components",
                                List.of(
                                        Map.of("sku", "OUR-MUG", "quantity", 3),
                                        Map.of("sku", "OUR-TRAY", "quantity", 1))))
                .expect(201);
        merchant.put("/api/v1/products/OUR-SET/mappings", Map.of("connectionId", connection, "channelSku", "POSTER-A2"))
                .expect(200);
        awaitStock(stage, host, "POSTER-A2", 6);

        String id = places(stage, host, 8_300_000_001L, "POSTER-A2", 2);

        JsonNode order = merchant.awaitOrder(connection, id);
        assertThat(order.path("status").asText()).isEqualTo("ALLOCATED");
        assertThat(merchant.stockOf("OUR-MUG").path("reserved").asInt()).isEqualTo(6);
        assertThat(merchant.stockOf("OUR-TRAY").path("reserved").asInt()).isEqualTo(2);
        awaitStock(stage, host, "POSTER-A2", 4);

        merchant.setsStock("OUR-MUG", 9);
        awaitStock(stage, host, "POSTER-A2", 1);

        String number = "1Z-SET-" + id;
        merchant.post(
                        "/api/v1/orders/" + order.path("id").asText() + "/shipments",
                        Map.of("carrier", "UPS", "trackingNumber", number))
                .expect(201);
        assertThat(merchant.stockOf("OUR-MUG").path("onHand").asInt()).isEqualTo(3);
        assertThat(merchant.stockOf("OUR-TRAY").path("onHand").asInt()).isEqualTo(4);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(stage.orderOn("shopify", id).toString()).contains(number));
    }

    private static JsonNode patch(HubClient merchant, String connection, Map<String, Object> settings) {
        return merchant.patch("/api/v1/integrations/" + connection, Map.of("settings", settings))
                .expect(200);
    }

    private static void awaitStock(SandboxHub.Stage stage, String host, String sku, int units) {
        await("%d of %s in the shop".formatted(units, sku)).atMost(SOON).untilAsserted(() -> assertThat(
                        stage.stockOn("shopify", sku + "?shop=" + host))
                .isEqualTo(units));
    }

    private static String places(SandboxHub.Stage stage, String host, long id, @Nullable String sku, int quantity) {
        try {
            ObjectNode order = (ObjectNode) JSON.readTree(Shop.order(id, "" + sku, quantity, Instant.now()));
            ((ObjectNode) order.at("/line_items/0")).put("sku", sku);
            return stage.places("shopify", Map.of("shop", host, "order", order)).get(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
