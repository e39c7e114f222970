package io.quayside.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.HubProcess;
import io.quayside.e2e.Shop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Webhooks through the whole hub: verified, made durable, normalized, imported with stock reserved. Prints rates,
 * acknowledgement times and what they rest on; judges only that nothing was lost. Rates of machines can't be compared,
 * so each is also printed against baselines of the same run: orders entered one by one, and synced writes of the disk.
 */
class ImportBenchmark {
    private static final int SHOPS = 10;
    private static final int SKUS = 50;
    private static final int STOCK = 10_000_000;
    private static final int WARM_UP = Integer.getInteger("quayside.bench.warm-up", 6_000);
    private static final int ORDERS = Integer.getInteger("quayside.bench.orders", 20_000);
    private static final int OPEN_CALLS = Integer.getInteger("quayside.bench.open-calls", 64);
    private static final int SECONDS_AT_HALF_RATE = 20;
    private static final int ONE_BY_ONE = 300;
    private static final int SYNCS = 300;
    private static final int PAGE_OF_A_JOURNAL = 4_096;

    @TempDir
    Path home;

    private int reservedBefore;

    @Test
    void importsWebhooks() throws IOException {
        try (HubProcess hub = HubProcess.start(home, Map.of())) {
            HubClient merchant = new HubClient(hub);
            List<String> skus =
                    IntStream.range(0, SKUS).mapToObj(i -> "SKU-" + i).toList();
            skus.forEach(sku -> merchant.setsStock(sku, STOCK));
            List<Shop> shops = IntStream.range(0, SHOPS)
                    .mapToObj(i -> merchant.connectsShopify("bench-" + i))
                    .toList();
            WebhookLoad load = new WebhookLoad(shops, skus);

            run(merchant, load, WARM_UP);
            double oneByOne = enteredOneByOne(merchant, skus.get(0));
            Result full = run(merchant, load, ORDERS);
            int half = Math.max(1, (int) full.importedPerSecond() / 2);
            WebhookLoad.Outcome calm = load.atRate(load.orders(half * SECONDS_AT_HALF_RATE), half);
            Duration behind = awaitReserved(merchant, half * SECONDS_AT_HALF_RATE);

            report(hub, oneByOne, full, half, calm, behind);
            assertThat(full.outcome().refused() + calm.refused())
                    .as("webhooks without their 200")
                    .isZero();
        }
    }

    private record Result(WebhookLoad.Outcome outcome, Duration untilImported, int orders) {
        double importedPerSecond() {
            return orders * 1e9 / untilImported.toNanos();
        }
    }

    private Result run(HubClient merchant, WebhookLoad load, int orders) {
        var requests = load.orders(orders);
        long start = System.nanoTime();
        WebhookLoad.Outcome outcome = load.asFastAsAnswered(requests, OPEN_CALLS);
        awaitReserved(merchant, orders);
        return new Result(outcome, Duration.ofNanos(System.nanoTime() - start), orders);
    }

    /** @return how long it took from now until so many more units were reserved */
    private Duration awaitReserved(HubClient merchant, int more) {
        long start = System.nanoTime();
        int expected = reservedBefore + more;
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> reserved(merchant) >= expected);
        reservedBefore = reserved(merchant);
        assertThat(reservedBefore).as("reserved once each").isEqualTo(expected);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int reserved(HubClient merchant) {
        int sum = 0;
        for (JsonNode item :
                merchant.get("/api/v1/inventory?limit=200").expect(200).path("items")) {
            sum += item.path("reserved").asInt();
        }
        return sum;
    }

    private double enteredOneByOne(HubClient merchant, String sku) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < ONE_BY_ONE; i++) {
            long start = System.nanoTime();
            merchant.post(
                            "/api/v1/orders",
                            Map.of(
                                    "externalId",
                                    "one-" + i,
                                    "currency",
                                    "USD",
                                    "lines",
                                    List.of(Map.of("sku", sku, "quantity", 1, "unitPrice", "10.00")),
                                    "shippingAddress",
                                    Map.of(
                                            "name", "Ada Example",
                                            "line1", "1 Main St",
                                            "city", "Springfield",
                                            "postalCode", "12345",
                                            "countryCode", "US")))
                    .expect(201);
            nanos.add(System.nanoTime() - start);
        }
        reservedBefore += ONE_BY_ONE;
        return ONE_BY_ONE * 1e9 / nanos.stream().mapToLong(Long::longValue).sum();
    }

    private double syncsPerSecond() throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE_OF_A_JOURNAL);
        try (FileChannel file =
                FileChannel.open(home.resolve("syncs"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < SYNCS; i++) {
                file.write(page.rewind());
                file.force(false);
            }
            return SYNCS * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
        }
    }

    private void report(
            HubProcess hub, double oneByOne, Result full, int half, WebhookLoad.Outcome calm, Duration behind)
            throws IOException {
        double syncs = syncsPerSecond();
        String durability = hub.log()
                .lines()
                .filter(line -> line.contains("synchronous_commit"))
                .map(line -> line.substring(line.lastIndexOf(" : ") + 3))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the hub did not say how durable it is"));
        Histogram ack = calm.acknowledgement();
        System.out.printf(
                Locale.ROOT,
                """

                Import benchmark: %d webhooks of %d shops, %d open calls, %d processors for hub and load together
                  durability           %s
                  acknowledged         %8.0f webhooks/s
                  imported, reserved   %8.0f orders/s
                  acknowledgement at half that rate (%d/s for %d s)
                    p50 %.1f ms   p95 %.1f ms   p99 %.1f ms   p99.9 %.1f ms   slowest %.1f ms
                    last order imported %d ms after the last acknowledgement
                  baselines of this run
                    orders entered one by one  %6.0f/s   ratio %.1f
                    synced 4 KiB writes        %6.0f/s   ratio %.2f

                """,
                ORDERS,
                SHOPS,
                OPEN_CALLS,
                Runtime.getRuntime().availableProcessors(),
                durability,
                ORDERS * 1e9 / full.outcome().took().toNanos(),
                full.importedPerSecond(),
                half,
                SECONDS_AT_HALF_RATE,
                ack.getValueAtPercentile(50) / 1e3,
                ack.getValueAtPercentile(95) / 1e3,
                ack.getValueAtPercentile(99) / 1e3,
                ack.getValueAtPercentile(99.9) / 1e3,
                ack.getMaxValue() / 1e3,
                behind.toMillis(),
                oneByOne,
                full.importedPerSecond() / oneByOne,
                syncs,
                full.importedPerSecond() / syncs);
    }
}
