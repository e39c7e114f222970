package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A thousand changes of one SKU are one call, made once the SKU rests; one that does not come to rest is told every two
 * seconds nevertheless. The changes are a thousand orders of it, whose units are reserved one by one.
 */
@OnSandboxHub
class StockDebounceTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static final String SKU = "CAP-BLACK";
    private static final int CHANGES = 1_000;

    /**
     * @param shop what the paths of its calls have in them: other tests' shops are told the same stock
     * @param call what in the sandbox's log is a call that sets stock
     */
    @ParameterizedTest
    @CsvSource({
        "shopify, quayside-demo.myshopify.com, mutation QuaysideSetQuantities",
        "woocommerce, demo.woo-sandbox.example, /products/batch",
        "bigcommerce, stores, /inventory/adjustments/absolute"
    })
    void aThousandChangesOfOneSkuBecomeOneCall(String platform, String shop, String call, SandboxHub.Stage stage) {
        HubClient merchant = stage.merchant();
        EveryPlatformTest.stock(merchant, 5_000);
        stage.connected(
                platform,
                EveryPlatformTest.platforms()
                        .filter(known -> known.name().equals(platform))
                        .findFirst()
                        .orElseThrow()
                        .entered());
        String files = merchant.connectsFiles("a thousand for " + platform, Map.of("currency", "USD"))
                .path("id")
                .asText();
        merchant.setsStock(SKU, 50_000);
        awaitStock(stage, platform);
        int reserved = merchant.stockOf(SKU).path("reserved").asInt();

        Instant from = Instant.now();
        long begun = System.nanoTime();
        merchant.handsIn(files, platform + ".csv", orders(platform));
        await().atMost(A_WHILE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> merchant.stockOf(SKU).path("reserved").asInt() == reserved + CHANGES);
        double seconds = (System.nanoTime() - begun) / 1e9;
        awaitStock(stage, platform);

        long calls = calls(stage, platform, shop, call, from);
        System.out.printf("%s: %,d changes of one SKU in %.1f s became %d calls%n", platform, CHANGES, seconds, calls);
        assertThat(calls).as("in %.1f s", seconds).isBetween(1L, 1 + (long) Math.ceil(seconds / 2));
    }

    private static byte[] orders(String prefix) {
        StringBuilder csv = new StringBuilder(
                "order_number,email,name,address1,city,postal_code,country,sku,quantity,unit_price\n");
        IntStream.range(0, CHANGES).forEach(order -> csv.append(prefix)
                .append('-')
                .append(order)
                .append(",ann@example.com,Ann Lee,1 Elm,Austin,78701,US,")
                .append(SKU)
                .append(",1,19.00\n"));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitStock(SandboxHub.Stage stage, String platform) {
        await().atMost(A_WHILE).untilAsserted(() -> assertThat(stage.stockOn(platform, SKU))
                .isEqualTo(stage.merchant().stockOf(SKU).path("available").asInt()));
    }

    private static long calls(SandboxHub.Stage stage, String platform, String shop, String call, Instant from) {
        long count = 0;
        for (JsonNode request : stage.log(platform).path("requests")) {
            boolean sets = request.path("operation").asText().equals(call)
                    || request.path("path").asText().endsWith(call);
            boolean since = Instant.parse(request.path("at").asText()).isAfter(from);
            boolean there = request.path("path").asText().contains(shop);
            count += sets && since && there ? 1 : 0;
        }
        return count;
    }
}
