package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only Amazon has: notifications by a queue, payments that are checked first, orders that it ships itself. */
@OnSandboxHub
class AmazonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SKU = "AMAZON-LAMP";
    private static int orders = 1_000_000;
    private String connection = "";

    @BeforeEach
    void connects(SandboxHub.Stage stage) {
        // other tests let lists show orders at once, which spares the calls that are looked at here
        stage.control("PUT", "/_sandbox/amazon/settings", Map.of("limitFactor", 100, "lagSeconds", 120))
                .expect(200);
        stage.merchant().post("/api/v1/products", Map.of("sku", SKU, "title", "Lamp"));
        stage.merchant().setsStock(SKU, 1_000);
        connection = stage.connects("amazon", Map.of("marketplace", "DE", "name", "Amazon Germany"));
    }

    private static ObjectNode order(String status, String by) {
        String id = "303-%07d-0000001".formatted(++orders);
        ObjectNode order = JSON.createObjectNode()
                .put("orderId", id)
                .put("createdTime", Instant.now().toString())
                .put("lastUpdatedTime", Instant.now().toString());
        order.putObject("salesChannel").put("channelName", "AMAZON").put("marketplaceId", "A1PA6795UKMFR9");
        order.putObject("buyer").put("buyerName", "Jonas Vogt");
        order.putObject("recipient")
                .putObject("deliveryAddress")
                .put("name", "Jonas Vogt")
                .put("addressLine1", "Lindenweg 4")
                .put("city", "Kassel")
                .put("postalCode", "34117")
                .put("countryCode", "DE");
        money(order.putObject("proceeds"), "grandTotal", "39.80");
        order.putObject("fulfillment").put("fulfillmentStatus", status).put("fulfilledBy", by);
        ObjectNode item = order.putArray("orderItems")
                .addObject()
                .put("orderItemId", "9" + orders)
                .put("quantityOrdered", 2);
        item.putObject("product").put("sellerSku", SKU).put("title", "Lamp");
        ArrayNode parts = item.putObject("proceeds").putArray("breakdowns");
        money(parts.addObject().put("type", "ITEM"), "subtotal", "39.80");
        return order;
    }

    private static void money(ObjectNode into, String name, String amount) {
        into.putObject(name).put("amount", amount).put("currencyCode", "EUR");
    }

    /** Amazon tells which orders changed and no more, so that each is asked for; lists show them two minutes later. */
    @Test
    void fiftyOrdersAreSeenWithinFiveSecondsOfTheirNotifications(SandboxHub.Stage stage) {
        placed(stage, 50); // a hub that has just started takes longer

        Duration taken = placed(stage, 50);

        System.out.printf("50 Amazon orders, from the notification to the hub: %d ms%n", taken.toMillis());
        assertThat(taken).isLessThan(Duration.ofSeconds(5));
    }

    /** Thirty at once, then one in two seconds: what comes faster is refused. */
    @Test
    void ordersAreAskedForAtAmazonsOwnPace(SandboxHub.Stage stage) {
        stage.control("PUT", "/_sandbox/amazon/settings", Map.of("limitFactor", 1))
                .expect(200);
        String seller = "A1OWNPACE" + orders;
        String own =
                stage.connects("amazon", Map.of("marketplace", "DE", "name", "Own pace"), "&sandbox_seller=" + seller);
        ArrayNode placed = JSON.createArrayNode();
        for (int i = 0; i < 34; i++) {
            placed.add(order("UNSHIPPED", "MERCHANT"));
        }
        Instant from = Instant.now();

        List<String> ids = stage.places("amazon", Map.of("shop", seller, "order", placed));

        ids.forEach(id -> stage.merchant().awaitOrder(own, id));
        assertThat(refused(stage, from))
                .as("a call that overtakes the one before it may come a moment too soon")
                .isLessThanOrEqualTo(2);
        assertThat(Duration.between(from, Instant.now())).as("four had to wait").isGreaterThan(Duration.ofSeconds(6));
    }

    private static long refused(SandboxHub.Stage stage, Instant from) {
        long refused = 0;
        for (JsonNode request : stage.log("amazon").path("requests")) {
            boolean ofAnOrder = request.path("path").asText().contains("/orders/2026-01-01/orders/");
            boolean since = Instant.parse(request.path("at").asText()).isAfter(from);
            refused += ofAnOrder && since && request.path("status").asInt() == 429 ? 1 : 0;
        }
        return refused;
    }

    /** @return until all of them were seen */
    private Duration placed(SandboxHub.Stage stage, int count) {
        ArrayNode orders = JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            orders.add(order("UNSHIPPED", "MERCHANT"));
        }
        long began = System.nanoTime();
        for (String id : stage.places("amazon", orders)) {
            assertThat(stage.merchant()
                            .awaitOrder(connection, id)
                            .at("/totals/grandTotal/amount")
                            .asText())
                    .isEqualTo("39.80");
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void anOrderWhosePaymentIsCheckedIsHeldAndThenGoesOnByItself(SandboxHub.Stage stage) {
        ObjectNode order = order("PENDING", "MERCHANT");
        String id = stage.places("amazon", order).get(0);

        JsonNode held = stage.merchant().awaitOrder(connection, id);
        assertThat(held.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(held.path("flags").findValuesAsText("code")).contains("AWAITING_PAYMENT");

        ((ObjectNode) order.path("fulfillment")).put("fulfillmentStatus", "UNSHIPPED");
        stage.places(
                "amazon",
                order.put("lastUpdatedTime", Instant.now().plusSeconds(1).toString()));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode firm = stage.merchant().order(connection, id).expect(200);
            assertThat(firm.path("status").asText()).isEqualTo("ALLOCATED");
            assertThat(firm.at("/totals/grandTotal/amount").asText()).isEqualTo("39.80");
        });
    }

    @Test
    void whatAmazonShipsIsRecordedAndTakesNoStock(SandboxHub.Stage stage) {
        String ours = stage.places("amazon", order("UNSHIPPED", "MERCHANT")).get(0);
        stage.merchant().awaitOrder(connection, ours);
        int available = stage.merchant().stockOf(SKU).path("available").asInt();

        String theirs = stage.places("amazon", order("UNSHIPPED", "AMAZON")).get(0);

        JsonNode order = stage.merchant().awaitOrder(connection, theirs);
        assertThat(order.at("/lines/0/fulfilledBy").asText()).isEqualTo("CHANNEL");
        assertThat(stage.merchant().stockOf(SKU).path("available").asInt()).isEqualTo(available);
    }
}
