package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One shop answers after 30 s, another gives nothing but 429; a third must not notice. */
@OnSandboxHub
class NeighborsTest {
    private static final int CHANGES = 15;

    @Test
    void aSlowAndAThrottledConnectionDelayNoOther(SandboxHub.Stage stage) {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        stage.connected("shopify", Map.of("shop", "quayside-demo.myshopify.com"));
        stage.connected("woocommerce", Map.of("storeUrl", "https://demo.woo-sandbox.example"));
        stage.connected("bigcommerce", Map.of());
        pushed(stage, 3_000); // warm

        List<Duration> alone = paces(stage, 2_000);
        stage.faults("woocommerce", Map.of("latencyMs", 30_000));
        stage.faults("bigcommerce", Map.of("failRate", 1.0, "failStatus", 429));
        List<Duration> beside;
        try {
            beside = paces(stage, 1_000);
        } finally {
            stage.faults("woocommerce", Map.of());
            stage.faults("bigcommerce", Map.of());
        }

        System.out.printf(
                "Stock to the third connection: alone median %d ms, slowest %d ms; beside a slow and a throttled one"
                        + " median %d ms, slowest %d ms%n",
                median(alone).toMillis(),
                slowest(alone).toMillis(),
                median(beside).toMillis(),
                slowest(beside).toMillis());
        assertThat(median(beside)).isLessThan(median(alone).multipliedBy(2).plusMillis(500));
        assertThat(slowest(beside)).isLessThan(Duration.ofSeconds(5));
    }

    private static List<Duration> paces(SandboxHub.Stage stage, int from) {
        List<Duration> paces = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            paces.add(pushed(stage, from + i));
        }
        return paces;
    }

    /** From the change here until the shop knows it. */
    private static Duration pushed(SandboxHub.Stage stage, int onHand) {
        stage.merchant().setsStock("POSTER-A2", onHand);
        int available = stage.merchant().stockOf("POSTER-A2").path("available").asInt();
        long begun = System.nanoTime();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stage.stockOn("shopify", "POSTER-A2") == available);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static Duration slowest(List<Duration> all) {
        return all.stream().max(Duration::compareTo).orElseThrow();
    }
}
