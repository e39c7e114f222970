package io.quayside.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * How long it takes from an event to its being seen on the other side, with webhooks at work. Seen is what the public
 * APIs of both sides show; the looks are 20 ms apart.
 */
public final class ChannelLatency {
    private static final Duration LOOK = Duration.ofMillis(20);
    private final SandboxHub.Stage stage;
    private final String platform;
    private final String connection;
    private final Map<Event, List<Duration>> taken = new EnumMap<>(Event.class);

    /** What happens. */
    public enum Event {
        ORDER_VISIBLE,
        CANCEL_VISIBLE,
        TRACKING_PUSHED,
        REFUND_PUSHED_AND_VISIBLE,
        STOCK_PUSHED
    }

    public ChannelLatency(SandboxHub.Stage stage, String platform, String connection) {
        this.stage = stage;
        this.platform = platform;
        this.connection = connection;
    }

    /** One event of each kind after the other, so many times. */
    public Map<Event, List<Duration>> measure(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            String lost = place();
            timed(Event.CANCEL_VISIBLE, () -> {
                stage.control("POST", "/_sandbox/" + platform + "/orders/" + lost + "/cancel", null)
                        .expect(200);
                return () -> order(lost).path("status").asText().equals("CANCELLED");
            });
            String good = place();
            ship(good, i);
            refund(good);
            stock(i);
        }
        return taken;
    }

    private String place() throws Exception {
        String[] id = new String[1];
        timed(Event.ORDER_VISIBLE, () -> {
            id[0] = stage.places(platform, Map.of("generate", 1)).get(0);
            return () -> stage.merchant().order(connection, id[0]).status() == 200;
        });
        return id[0];
    }

    private void ship(String externalId, int i) throws Exception {
        String number = "LATENCY" + i + "X" + externalId;
        String path = "/api/v1/orders/" + order(externalId).path("id").asText() + "/shipments";
        timed(Event.TRACKING_PUSHED, () -> {
            stage.merchant()
                    .post(path, Map.of("carrier", "UPS", "trackingNumber", number))
                    .expect(201);
            return () -> stage.orderOn(platform, externalId).toString().contains(number);
        });
    }

    private void refund(String externalId) throws Exception {
        JsonNode order = order(externalId);
        String path = "/api/v1/orders/" + order.path("id").asText() + "/refunds";
        Map<String, String> amount =
                Map.of("amount", "1.00", "currency", order.path("currency").asText());
        timed(Event.REFUND_PUSHED_AND_VISIBLE, () -> {
            stage.merchant()
                    .post(path, Map.of("amount", amount, "reason", "late"))
                    .expect(201);
            return () -> !order(externalId).path("refunds").isEmpty();
        });
    }

    private void stock(int i) throws Exception {
        timed(Event.STOCK_PUSHED, () -> {
            stage.merchant().setsStock("TEE-S", 3_000 + i);
            int available = stage.merchant().stockOf("TEE-S").path("available").asInt();
            return () -> stage.stockOn(platform, "TEE-S") == available;
        });
    }

    private JsonNode order(String externalId) {
        return stage.merchant().order(connection, externalId).body();
    }

    /** @param event does it and tells how it is seen */
    private void timed(Event kind, Callable<Callable<Boolean>> event) throws Exception {
        long begun = System.nanoTime();
        Callable<Boolean> seen = event.call();
        Awaitility.await(kind.name())
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(seen);
        taken.computeIfAbsent(kind, none -> new ArrayList<>()).add(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** The value that so many of a hundred are not above. */
    public static Duration percentile(List<Duration> all, double hundredths) {
        List<Duration> sorted = all.stream().sorted().toList();
        int index = (int) Math.ceil(hundredths / 100 * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }

    public static void print(String platform, Map<Event, List<Duration>> taken) {
        taken.forEach((event, all) -> System.out.printf(
                Locale.ROOT,
                "%-12s %-26s n=%d  p50 %5d ms  p99 %5d ms  slowest %5d ms%n",
                platform,
                event.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                all.size(),
                percentile(all, 50).toMillis(),
                percentile(all, 99).toMillis(),
                percentile(all, 100).toMillis()));
    }
}
