package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The promise: within five seconds of the event while webhooks work. The benchmark of the same name measures more. */
@OnSandboxHub
class WithinFiveSecondsTest {
    private static final Duration PROMISE = Duration.ofSeconds(5);

    @Test
    void everyEventIsSeenOnTheOtherSide(SandboxHub.Stage stage) throws Exception {
        EveryPlatformTest.stock(stage.merchant(), 5_000);
        String connection = stage.connected("shopify", Map.of("shop", "quayside-demo.myshopify.com"));

        Map<ChannelLatency.Event, List<Duration>> taken = new ChannelLatency(stage, "shopify", connection).measure(6);

        ChannelLatency.print("shopify", taken);
        assertThat(taken).containsOnlyKeys(ChannelLatency.Event.values());
        taken.forEach((event, all) ->
                assertThat(ChannelLatency.percentile(all, 100)).as("%s", event).isLessThan(PROMISE));
    }
}
