package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Platforms promise neither "once" nor "in order". */
@ExtendWith(RunningHub.class)
class RepeatedAndDisorderedTest {
    private static final Instant EARLIER = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant LATER = EARLIER.plusSeconds(60);

    @Test
    void theSameWebhookAHundredTimesInParallelIsOneOrder(HubClient merchant) throws Exception {
        Shop shop = merchant.connectsShopify("hundred");
        merchant.setsStock("IVY", 100);
        HttpRequest webhook = shop.webhook("orders/create", "same", Shop.order(1001, "IVY", 2, EARLIER));

        List<Integer> answers = atOnce(IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i -> () -> merchant.send(webhook).status())
                .toList());

        assertThat(answers).containsOnly(200);
        assertOneOrderReserves(merchant, shop, "1001", "IVY", 2);
    }

    @Test
    void ahundredDeliveriesOfOneOrderAreOneOrder(HubClient merchant) throws Exception {
        Shop shop = merchant.connectsShopify("hundred-ids");
        merchant.setsStock("MOSS", 100);

        List<Integer> answers = atOnce(IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i -> () -> merchant.send(shop.webhook(
                                i % 2 == 0 ? "orders/create" : "orders/updated",
                                "delivery-" + i,
                                Shop.order(1002, "MOSS", 3, EARLIER)))
                        .status())
                .toList());

        assertThat(answers).containsOnly(200);
        assertOneOrderReserves(merchant, shop, "1002", "MOSS", 3);
    }

    @Test
    void anUpdateThatOvertakesItsCreateStays(HubClient merchant) {
        Shop shop = merchant.connectsShopify("overtaken");
        merchant.setsStock("OAK", 100);

        merchant.send(shop.webhook("orders/updated", "u", Shop.order(1003, "OAK", 5, LATER)))
                .expect(200);
        merchant.awaitOrder(shop.connectionId(), "1003");
        merchant.send(shop.webhook("orders/create", "c", Shop.order(1003, "OAK", 1, EARLIER)))
                .expect(200);

        JsonNode order = assertOneOrderReserves(merchant, shop, "1003", "OAK", 5);
        assertThat(order.path("lines").path(0).path("quantity").asInt()).isEqualTo(5);
    }

    /** Waits for a later order of the shop, behind which nothing of the earlier ones can still be under way. */
    private static JsonNode assertOneOrderReserves(
            HubClient merchant, Shop shop, String externalId, String sku, int units) {
        JsonNode order = merchant.awaitOrder(shop.connectionId(), externalId);
        merchant.send(shop.webhook("orders/create", "last", Shop.order(9_999, sku, 1, LATER)))
                .expect(200);
        merchant.awaitOrder(shop.connectionId(), "9999");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        merchant.stockOf(sku).path("reserved").asInt())
                .isEqualTo(units + 1));
        assertThat(merchant.get("/api/v1/orders?connectionId=" + shop.connectionId())
                        .expect(200)
                        .path("items"))
                .hasSize(2);
        assertThat(merchant.stockOf(sku).path("available").asInt()).isEqualTo(100 - units - 1);
        return order;
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(32);
        try {
            List<Future<Integer>> answers = senders.invokeAll(calls);
            List<Integer> statuses = new java.util.ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            senders.shutdownNow();
        }
    }
}
