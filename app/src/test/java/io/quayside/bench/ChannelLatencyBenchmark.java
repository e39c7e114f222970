package io.quayside.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.e2e.ChannelLatency;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * From an event to its being seen on the other side, for each kind of event and platform; events one after the other, as
 * the platforms' own limits allow. Judges only that none was lost.
 */
@OnSandboxHub
class ChannelLatencyBenchmark {
    private static final int TIMES = Integer.getInteger("quayside.bench.times", 200);
    private static final int WARM_UP = 10;

    @Test
    void measuresEveryPlatform(SandboxHub.Stage stage) throws Exception {
        HubClient merchant = stage.merchant();
        for (String sku :
                List.of("MUG-RED", "MUG-BLUE", "TEE-S", "TEE-M", "TEE-L", "POSTER-A2", "CAP-BLACK", "TOTE-01")) {
            merchant.post("/api/v1/products", Map.of("sku", sku, "title", sku));
            merchant.setsStock(sku, 100_000);
        }
        Map<String, Map<String, String>> platforms = Map.of(
                "shopify", Map.of("shop", "quayside-demo.myshopify.com"),
                "woocommerce", Map.of("storeUrl", "https://demo.woo-sandbox.example"),
                "bigcommerce", Map.of());
        for (Map.Entry<String, Map<String, String>> platform : platforms.entrySet()) {
            String connection = stage.connected(platform.getKey(), platform.getValue());
            new ChannelLatency(stage, platform.getKey(), connection).measure(WARM_UP);

            Map<ChannelLatency.Event, List<Duration>> taken =
                    new ChannelLatency(stage, platform.getKey(), connection).measure(TIMES);

            ChannelLatency.print(platform.getKey(), taken);
            assertThat(taken.values()).allSatisfy(all -> assertThat(all).hasSizeGreaterThanOrEqualTo(TIMES));
        }
    }
}
