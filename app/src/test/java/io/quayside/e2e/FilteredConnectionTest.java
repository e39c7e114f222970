package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which orders of a shop are taken in, and in whose words its parcels are told, on the running hub. */
@OnSandboxHub
class FilteredConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void whatTheFilterIgnoresStaysInSightAndComesInWhenTheFilterGoes(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        stock(merchant);
        String shop = "filtered.myshopify.com";
        String id = stage.connects("shopify", Map.of("shop", shop, "name", "filtered"));
        String connection = "/api/v1/integrations/" + id;
        settings(merchant, connection, Map.of("exceptCountries", "US"));

        String placed =
                stage.places("shopify", Map.of("generate", 1, "shop", shop)).get(0);
        JsonNode ignored = merchant.awaitOrder(id, placed);
        assertThat(ignored.path("status").asText()).isEqualTo("IGNORED");
        assertThat(ignored.path("ignoredBecause").asText()).contains("orders to US are excluded");
        assertThat(ignored.path("lines").findValuesAsText("allocatedQuantity")).containsOnly("0");

        settings(merchant, connection, Map.of("exceptCountries", ""));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        merchant.awaitOrder(id, placed).path("status").asText())
                .isEqualTo("ALLOCATED"));

        settings(merchant, connection, Map.of("exceptCountries", "US"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(merchant.get("/api/v1/orders?status=IGNORED&connectionId=" + id)
                                .expect(200)
                                .path("items"))
                        .hasSize(1));
        assertThat(merchant.post("/api/v1/orders/" + ignored.path("id").asText() + "/take-in", Map.of())
                        .expect(200)
                        .path("status")
                        .asText())
                .isEqualTo("ALLOCATED");
        String exported = new String(
                merchant.get("/api/v1/export/orders?format=jsonl&connectionId=" + id)
                        .bytes(),
                StandardCharsets.UTF_8);
        assertThat(exported.lines()).singleElement().asString().contains(placed);
    }

    @Test
    void theBackFillBeginsAtTheEarliestDateAndParcelsGoByTheMerchantsChoice(SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        for (String sku :
                List.of("MUG-RED", "MUG-BLUE", "TEE-S", "TEE-M", "TEE-L", "POSTER-A2", "CAP-BLACK", "TOTE-01")) {
            merchant.post("/api/v1/products", Map.of("sku", sku, "title", sku));
            merchant.setsStock(sku, 5_000);
        }
        String today = Instant.now().toString().substring(0, 10);
        String shop = "earliest-date.myshopify.com";
        String connection =
                stage.connects("shopify", Map.of("shop", shop, "name", "earliest", "firstOrderDate", today));

        JsonNode settings =
                merchant.get("/api/v1/integrations/" + connection).expect(200).path("settings");
        assertThat(settings.path("firstOrderDate").asText()).isEqualTo(today);
        JsonNode order = merchant.awaitOrder(
                connection,
                stage.places("shopify", Map.of("generate", 1, "shop", shop)).get(0));
        assertThat(order.path("status").asText()).isEqualTo("ALLOCATED");

        merchant.put(
                        "/api/v1/integrations/" + connection + "/carriers",
                        Map.of("mappings", List.of(Map.of("carrier", "house courier", "code", "DHL Express"))))
                .expect(200);
        merchant.post(
                        "/api/v1/orders/" + order.path("id").asText() + "/shipments",
                        Map.of("carrier", "House Courier", "trackingNumber", "HC-1"))
                .expect(201);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        stage.orderOn("shopify", order.path("externalId").asText())
                                .toString())
                .contains("HC-1", "DHL Express"));
    }

    private static void stock(HubClient merchant) {
        for (String sku :
                List.of("MUG-RED", "MUG-BLUE", "TEE-S", "TEE-M", "TEE-L", "POSTER-A2", "CAP-BLACK", "TOTE-01")) {
            merchant.post("/api/v1/products", Map.of("sku", sku, "title", sku));
            merchant.setsStock(sku, 5_000);
        }
    }

    private static void settings(HubClient merchant, String connection, Map<String, String> settings) {
        merchant.patch(connection, Map.of("settings", settings)).expect(200);
    }
}
