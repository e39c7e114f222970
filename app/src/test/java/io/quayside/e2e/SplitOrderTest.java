package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Send what is here, let the rest wait: orders of a Shopify shop that leave in several parcels. */
@OnSandboxHub
class SplitOrderTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SKUS = List.of("SPLIT-LAMP", "SPLIT-SHADE", "SPLIT-BULB");
    private final SandboxHub.Stage stage;
    private final HubClient merchant;

    SplitOrderTest(SandboxHub.Stage stage) {
        this.stage = stage;
        this.merchant = stage.merchant();
    }

    @AfterEach
    void backToTheUsualRule() {
        rule("PARTIAL");
    }

    private void rule(String rule) {
        merchant.put("/api/v1/allocation-rule", Map.of("rule", rule)).expect(200);
    }

    @Test
    void theShopSeesAPartialFulfillmentOfExactlyTheGroupAndThenTheRest() {
        stocks(10, 10, 10);
        String connection = connects("split-demo.myshopify.com");
        String external = places("split-demo.myshopify.com", 8_400_000_001L);
        JsonNode order = merchant.awaitOrder(connection, external);

        JsonNode split = merchant.post(
                        path(order) + "/ship-groups",
                        Map.of(
                                "version",
                                order.path("version").asLong(),
                                "lines",
                                List.of(units(order, 0, 1), units(order, 2, 2))))
                .expect(201);
        assertThat(split.path("shipGroups").findValuesAsText("status")).containsExactly("ALLOCATED", "ALLOCATED");
        String first = "1Z-GROUP-" + external;
        merchant.post(path(order) + "/shipments", Map.of("carrier", "UPS", "trackingNumber", first, "shipGroup", 2))
                .expect(201);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode there = stage.orderOn("shopify", external);
            assertThat(there.path("fulfillment_status").asText()).isEqualTo("partial");
            assertThat(there.path("fulfillments")).hasSize(1);
            assertThat(there.at("/fulfillments/0/tracking_number").asText()).isEqualTo(first);
            assertThat(unitsIn(there.at("/fulfillments/0"))).isEqualTo(Map.of(SKUS.get(0), 1, SKUS.get(2), 2));
        });
        // our own parcel comes back as the shop's news and changes nothing
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode now = merchant.order(connection, external).expect(200);
            assertThat(now.at("/fulfillments/0/externalId").asText())
                    .isEqualTo(stage.orderOn("shopify", external)
                            .at("/fulfillments/0/id")
                            .asText());
            assertThat(now.path("fulfillments")).hasSize(1);
            assertThat(now.path("status").asText()).isEqualTo("PARTIALLY_SHIPPED");
        });
        assertThat(merchant.stockOf(SKUS.get(0)).path("onHand").asInt()).isEqualTo(9);
        assertThat(merchant.stockOf(SKUS.get(0)).path("reserved").asInt()).isEqualTo(1);

        String second = "1Z-REST-" + external;
        merchant.post(path(order) + "/shipments", Map.of("carrier", "UPS", "trackingNumber", second))
                .expect(201);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode there = stage.orderOn("shopify", external);
            assertThat(there.path("fulfillment_status").asText()).isEqualTo("fulfilled");
            assertThat(there.at("/fulfillments/1/tracking_number").asText()).isEqualTo(second);
            assertThat(unitsIn(there.at("/fulfillments/1"))).isEqualTo(Map.of(SKUS.get(0), 1, SKUS.get(1), 2));
        });
        assertThat(merchant.order(connection, external)
                        .expect(200)
                        .path("status")
                        .asText())
                .isEqualTo("SHIPPED");
    }

    @Test
    void whatIsHereIsSentAndTheGroupThatWaitsFollowsWhenItsStockArrives() {
        rule("ALL_OR_NOTHING");
        stocks(10, 10, 0);
        String connection = connects("split-wait.myshopify.com");
        String external = places("split-wait.myshopify.com", 8_500_000_001L);
        JsonNode order = merchant.awaitOrder(connection, external);
        assertThat(order.path("status").asText()).isEqualTo("BACKORDERED");

        JsonNode split = merchant.post(
                        path(order) + "/ship-groups",
                        Map.of(
                                "version",
                                order.path("version").asLong(),
                                "lines",
                                List.of(units(order, 2, 2)),
                                "note",
                                "when the bulbs are here"))
                .expect(201);

        assertThat(split.path("shipGroups").findValuesAsText("status")).containsExactly("ALLOCATED", "BACKORDERED");
        merchant.post(path(order) + "/shipments", Map.of("carrier", "UPS", "trackingNumber", "1Z-HERE-" + external))
                .expect(201);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode there = stage.orderOn("shopify", external);
            assertThat(there.path("fulfillment_status").asText()).isEqualTo("partial");
            assertThat(unitsIn(there.at("/fulfillments/0"))).isEqualTo(Map.of(SKUS.get(0), 2, SKUS.get(1), 2));
        });
        Map<String, Object> waiting =
                Map.of("carrier", "UPS", "trackingNumber", "1Z-LATER-" + external, "shipGroup", 2);
        merchant.post(path(order) + "/shipments", waiting).expect(409);

        merchant.setsStock(SKUS.get(2), 2);

        assertThat(merchant.order(connection, external)
                        .expect(200)
                        .path("shipGroups")
                        .findValuesAsText("status"))
                .containsExactly("ALLOCATED");
        merchant.post(path(order) + "/shipments", waiting).expect(201);
        await().atMost(SOON).untilAsserted(() -> assertThat(stage.orderOn("shopify", external)
                        .path("fulfillment_status")
                        .asText())
                .isEqualTo("fulfilled"));
    }

    private void stocks(int... units) {
        for (int i = 0; i < units.length; i++) {
            merchant.setsStock(SKUS.get(i), units[i]);
        }
    }

    private String connects(String host) {
        return stage.connects("shopify", Map.of("shop", host, "name", host));
    }

    private static String path(JsonNode order) {
        return "/api/v1/orders/" + order.path("id").asText();
    }

    private static Map<String, Object> units(JsonNode order, int line, int quantity) {
        return Map.of(
                "externalId", order.at("/lines/%d/externalId".formatted(line)).asText(), "quantity", quantity);
    }

    private static Map<String, Integer> unitsIn(JsonNode fulfillment) {
        Map<String, Integer> units = new TreeMap<>();
        fulfillment
                .path("line_items")
                .forEach(line -> units.put(
                        line.path("sku").asText(), line.path("quantity").asInt()));
        return units;
    }

    /** Two units of each of three products, placed a while ago: the shop tells times in whole seconds. */
    private String places(String host, long id) {
        try {
            ObjectNode order = (ObjectNode)
                    JSON.readTree(Shop.order(id, SKUS.get(0), 2, Instant.now().minusSeconds(60)));
            ArrayNode lines = (ArrayNode) order.path("line_items");
            for (int i = 1; i < SKUS.size(); i++) {
                ObjectNode line = lines.get(0).deepCopy();
                lines.add(line.put("id", line.path("id").asLong() * 10 + i).put("sku", SKUS.get(i)));
            }
            for (String total : List.of("subtotal_price", "current_subtotal_price", "total_line_items_price")) {
                order.put(total, "60.00");
            }
            order.put("total_tax", "3.60").put("current_total_tax", "3.60");
            order.put("total_price", "68.60").put("current_total_price", "68.60");
            return stage.places("shopify", Map.of("shop", host, "order", order)).get(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
