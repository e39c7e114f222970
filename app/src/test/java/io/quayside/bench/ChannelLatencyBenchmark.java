package io.quayside.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.e2e.ChannelLatency;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * From an event to its being seen on the other side, for each kind of event and platform; events one after the other, as
 * the platforms' own limits allow. Judges only that none was lost. Which platforms, {@code quayside.bench.platforms} says,
 * by default those that tell the hub of orders; what one of them tells nothing of is seen by the poll, every 3 s here.
 */
@OnSandboxHub
class ChannelLatencyBenchmark {
    private static final int TIMES = Integer.getInteger("quayside.bench.times", 200);
    private static final int WARM_UP = 10;
    /** What their connect forms ask for. */
    private static final Map<String, Map<String, String>> FORMS = Map.of(
            "shopify", Map.of("shop", "quayside-demo.myshopify.com"),
            "woocommerce", Map.of("storeUrl", "https://demo.woo-sandbox.example"),
            "bigcommerce", Map.of(),
            "ebay", Map.of(),
            "amazon", Map.of("marketplace", "US"),
            "magento", Map.of("storeUrl", "https://demo.magento-sandbox.example"));

    private static final List<String> PLATFORMS =
            List.of(System.getProperty("quayside.bench.platforms", "shopify,woocommerce,bigcommerce,amazon,ebay")
                    .split(","));

    @Test
    void measuresEveryPlatform(SandboxHub.Stage stage) throws Exception {
        HubClient merchant = stage.merchant();
        for (String sku :
                List.of("MUG-RED", "MUG-BLUE", "TEE-S", "TEE-M", "TEE-L", "POSTER-A2", "CAP-BLACK", "TOTE-01")) {
            merchant.post("/api/v1/products", Map.of("sku", sku, "title", sku));
            merchant.setsStock(sku, 100_000);
        }
        // at Amazon's own pace two orders a second would wait for each other
        stage.control("PUT", "/_sandbox/amazon/settings", Map.of("limitFactor", 100))
                .expect(200);
        for (String platform : PLATFORMS) {
            Map<String, String> form = Objects.requireNonNull(FORMS.get(platform), platform);
            String connection = stage.connected(platform, form);
            new ChannelLatency(stage, platform, connection).measure(WARM_UP);

            Map<ChannelLatency.Event, List<Duration>> taken =
                    new ChannelLatency(stage, platform, connection).measure(TIMES);

            ChannelLatency.print(platform, taken);
            assertThat(taken.values()).allSatisfy(all -> assertThat(all).hasSizeGreaterThanOrEqualTo(TIMES));
        }
    }
}
