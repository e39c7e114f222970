package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.app.http.HttpStage;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.domain.integrations.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a draw of tokens costs: what every call would pay if instances did not hold shares. */
class SharedLimitsBenchmark extends HttpStage {
    private static final int DRAWS = 3_000;
    private static final Bucket ENDLESS = new Bucket("endless", 1e9, 1e6);

    @Autowired
    private JdbcSharedLimits limits;

    @Test
    void measuresDraws() throws Exception {
        ConnectionId connection = ConnectionId.of(post(
                        "/api/v1/integrations",
                        newSession(),
                        Map.of(
                                "platform", "simple",
                                "name", "Bench",
                                "credentials", Map.of("shop", "b", "token", "t")))
                .body()
                .path("id")
                .asText());
        draws(connection, DRAWS);
        Histogram alone = draws(connection, DRAWS);
        Histogram together = new Histogram(3);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Histogram>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> draws(connection, DRAWS / 4)));
            }
            for (Future<Histogram> one : all) {
                together.add(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        print("one caller", alone);
        print("eight callers of one bucket", together);
        assertThat(together.getTotalCount()).isEqualTo(8L * (DRAWS / 4));
    }

    private Histogram draws(ConnectionId connection, int times) {
        Histogram taken = new Histogram(3);
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            assertThat(limits.draw(connection, ENDLESS, 1, 1, Optional.empty())
                            .orElseThrow()
                            .tokens())
                    .isEqualTo(1);
            taken.recordValue((System.nanoTime() - begun) / 1_000);
        }
        return taken;
    }

    private static void print(String what, Histogram taken) {
        System.out.printf(
                "A draw of tokens, %s: p50 %d µs, p99 %d µs%n",
                what, taken.getValueAtPercentile(50), taken.getValueAtPercentile(99));
    }
}
