package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a merchant does on each platform: connect with one click, receive orders, ship, count stock, cancel. */
@OnSandboxHub
class EveryPlatformTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /**
     * @param entered what its connect form asks for
     * @param sandbox what is set in its simulator first; empty where its own limits let a test through
     * @param totalAt where the platform's own order holds its total
     * @param isCancelled of the platform's own order
     */
    record Platform(
            String name,
            Map<String, String> entered,
            Map<String, Object> sandbox,
            String totalAt,
            Predicate<JsonNode> isCancelled) {
        Platform(String name, Map<String, String> entered, String totalAt, Predicate<JsonNode> isCancelled) {
            this(name, entered, Map.of(), totalAt, isCancelled);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Platform> platforms() {
        return Stream.of(
                new Platform(
                        "shopify",
                        Map.of("shop", "quayside-demo.myshopify.com"),
                        "/total_price",
                        order -> order.hasNonNull("cancelled_at")),
                new Platform(
                        "woocommerce",
                        Map.of("storeUrl", "https://demo.woo-sandbox.example"),
                        "/total",
                        order -> order.path("status").asText().equals("cancelled")),
                new Platform(
                        "bigcommerce",
                        Map.of(),
                        "/total_inc_tax",
                        order -> order.path("status_id").asInt() == 5),
                new Platform(
                        "ebay", Map.of(), "/pricingSummary/total/value", order -> order.at("/cancelStatus/cancelState")
                                .asText()
                                .equals("CANCELED")),
                new Platform(
                        "magento",
                        Map.of("storeUrl", "https://demo.magento-sandbox.example"),
                        "/grand_total",
                        order -> order.path("state").asText().equals("canceled")),
                new Platform(
                        "amazon",
                        Map.of("marketplace", "US"),
                        // at Amazon's own pace 50 orders take 40 seconds, and a list shows them after two minutes
                        Map.of("limitFactor", 100, "lagSeconds", 0),
                        "/proceeds/grandTotal/amount",
                        order -> order.at("/fulfillment/fulfillmentStatus")
                                .asText()
                                .equals("CANCELLED")));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void fromTheOneClickToTheTrackingNumberInTheShop(Platform platform, SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        stock(merchant, 5_000);
        if (!platform.sandbox().isEmpty()) {
            stage.control("PUT", "/_sandbox/" + platform.name() + "/settings", platform.sandbox())
                    .expect(200);
        }
        Map<String, String> entered = new HashMap<>(platform.entered());
        entered.put("name", "every " + platform.name());
        String connection = stage.connects(platform.name(), entered);

        List<String> ids = stage.places(platform.name(), Map.of("generate", 50));

        assertThat(ids).hasSize(50);
        for (String id : ids) {
            JsonNode order = merchant.awaitOrder(connection, id);
            assertThat(new BigDecimal(order.at("/totals/grandTotal/amount").asText()))
                    .as("total of %s", id)
                    .isEqualByComparingTo(stage.orderOn(platform.name(), id)
                            .at(platform.totalAt())
                            .asText());
            assertThat(order.path("status").asText()).as("%s", order).isEqualTo("ALLOCATED");
        }

        ships(platform, stage, merchant.awaitOrder(connection, ids.get(0)));
        cancels(platform, stage, merchant.awaitOrder(connection, ids.get(1)));
        counts(platform, stage);
    }

    private static void ships(Platform platform, SandboxHub.Stage stage, JsonNode order) {
        String id = order.path("id").asText();
        String number = "1Z-" + platform.name() + "-" + order.path("externalId").asText();
        JsonNode shipped = stage.merchant()
                .post("/api/v1/orders/" + id + "/shipments", Map.of("carrier", "UPS", "trackingNumber", number))
                .expect(201);
        assertThat(shipped.path("announcement").asText()).isEqualTo("WAITING");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        stage.orderOn(platform.name(), order.path("externalId").asText())
                                .toString())
                .contains(number));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode shipment = stage.merchant()
                    .get("/api/v1/orders/" + id + "/shipments")
                    .expect(200)
                    .path(0);
            assertThat(shipment.path("announcement").asText())
                    .as("%s", shipment)
                    .isEqualTo("CONFIRMED");
            assertThat(stage.merchant()
                            .get("/api/v1/orders/" + id)
                            .expect(200)
                            .path("status")
                            .asText())
                    .isEqualTo("SHIPPED");
        });
    }

    private static void cancels(Platform platform, SandboxHub.Stage stage, JsonNode order) {
        stage.merchant()
                .delete("/api/v1/orders/" + order.path("id").asText() + "?reason=customer")
                .expect(200);

        await().atMost(SOON).untilAsserted(() -> assertThat(platform.isCancelled()
                        .test(stage.orderOn(
                                platform.name(), order.path("externalId").asText())))
                .isTrue());
    }

    private static void counts(Platform platform, SandboxHub.Stage stage) {
        stage.merchant().setsStock("TOTE-01", 4_321);
        int available = stage.merchant().stockOf("TOTE-01").path("available").asInt();

        await().atMost(SOON).untilAsserted(() -> assertThat(stage.stockOn(platform.name(), "TOTE-01"))
                .isEqualTo(available));
    }

    static void stock(HubClient merchant, int units) {
        for (String sku :
                List.of("MUG-RED", "MUG-BLUE", "TEE-S", "TEE-M", "TEE-L", "POSTER-A2", "CAP-BLACK", "TOTE-01")) {
            merchant.post("/api/v1/products", Map.of("sku", sku, "title", sku));
            merchant.setsStock(sku, units);
        }
    }
}
