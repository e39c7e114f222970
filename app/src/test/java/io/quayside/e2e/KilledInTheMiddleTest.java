package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of 5,000 webhooks, then a start on what is left: every webhook that got its 200 is an
 * order exactly once, and the stock adds up.
 */
class KilledInTheMiddleTest {
    private static final int WEBHOOKS = 5_000;
    private static final int KILL_AFTER = 2_000;
    private static final int SENDERS = 8;
    private static final int STOCK = 1_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void everyAcknowledgedWebhookIsAnOrderExactlyOnce() throws Exception {
        Shop shop;
        HubProcess hub = HubProcess.start(home, Map.of());
        try {
            HubClient merchant = new HubClient(hub);
            shop = merchant.connectsShopify("killed");
            merchant.setsStock("FERN", STOCK);
            CountDownLatch enough = new CountDownLatch(KILL_AFTER);
            ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
            send(merchant, shop, senders, enough);
            assertThat(enough.await(60, TimeUnit.SECONDS))
                    .as("webhooks were acknowledged")
                    .isTrue();

            hub.kill();

            senders.shutdown();
            assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(acknowledged).hasSizeBetween(KILL_AFTER, WEBHOOKS - 1);
        } finally {
            hub.kill();
        }

        try (HubProcess again = HubProcess.start(home, Map.of())) {
            HubClient merchant = new HubClient(again);
            merchant.send(shop.on(again)
                            .webhook("orders/create", "after", Shop.order(9_999_999, "FERN", 1, Instant.now())))
                    .expect(200);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        Set<Long> held = externalIds(merchant, shop);
                        assertThat(held).contains(9_999_999L).containsAll(acknowledged);
                    });
            List<Long> all = allExternalIds(merchant, shop);
            assertThat(all).doesNotHaveDuplicates();
            JsonNode stock = merchant.stockOf("FERN");
            assertThat(stock.path("reserved").asInt()).isEqualTo(all.size());
            assertThat(stock.path("available").asInt()).isEqualTo(STOCK - all.size());
        }
    }

    private void send(HubClient merchant, Shop shop, ExecutorService senders, CountDownLatch enough) {
        AtomicLong next = new AtomicLong();
        for (int sender = 0; sender < SENDERS; sender++) {
            senders.execute(() -> {
                for (long id = next.incrementAndGet(); id <= WEBHOOKS; id = next.incrementAndGet()) {
                    try {
                        int status = merchant.send(shop.webhook(
                                        "orders/create", "w-" + id, Shop.order(id, "FERN", 1, Instant.now())))
                                .status();
                        if (status == 200) {
                            acknowledged.add(id);
                            enough.countDown();
                        }
                    } catch (java.io.UncheckedIOException killed) {
                        return;
                    }
                }
            });
        }
    }

    private static Set<Long> externalIds(HubClient merchant, Shop shop) {
        return Set.copyOf(allExternalIds(merchant, shop));
    }

    private static List<Long> allExternalIds(HubClient merchant, Shop shop) {
        return merchant.orders(shop.connectionId()).stream()
                .map(order -> order.path("externalId").asLong())
                .toList();
    }
}
