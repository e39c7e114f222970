package io.quayside.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
        /** The shop's owner corrects the address. */
        CHANGE_VISIBLE,
        /** The shop's owner gives money back. */
        REFUND_VISIBLE,
        TRACKING_PUSHED,
        REFUND_PUSHED_AND_VISIBLE,
        STOCK_PUSHED
    }

    public ChannelLatency(SandboxHub.Stage stage, String platform, String connection) {
        this.stage = stage;
        this.platform = platform;
        this.connection = connection;
    }

    /** One event of each kind that the platform has after the other, so many times. */
    public Map<Event, List<Duration>> measure(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            String lost = place();
            byOwner(Event.CANCEL_VISIBLE, lost, "cancel", Map.of(), order -> order.path("status")
                    .asText()
                    .equals("CANCELLED"));
            String good = place();
            ship(good, i);
            refund(good);
            stock(i);
            String moved = place();
            String street = i + " New Street";
            byOwner(
                    Event.CHANGE_VISIBLE,
                    moved,
                    "change",
                    Map.of("shippingAddress", Map.of("line1", street), "note", "leave it at the door"),
                    order -> order.at("/shippingAddress/line1").asText().equals(street));
            byOwner(
                    Event.REFUND_VISIBLE,
                    moved,
                    "refund",
                    Map.of("amount", "1.00"),
                    order -> new BigDecimal(order.at("/totals/refunded/amount").asText("0")).signum() > 0);
        }
        return taken;
    }

    /** In another second than what went before: platforms tell whole ones, and no owner is that quick. */
    private void byOwner(
            Event kind, String externalId, String deed, Map<String, Object> wish, Predicate<JsonNode> seen) {
        long second = Instant.now().getEpochSecond();
        Awaitility.await().pollInterval(LOOK).until(() -> Instant.now().getEpochSecond() > second);
        long begun = System.nanoTime();
        HubClient.Answer done =
                stage.control("POST", "/_sandbox/%s/orders/%s/%s".formatted(platform, externalId, deed), wish);
        if (done.status() != 409) { // where the platform has no such thing
            done.expect(200);
            awaited(kind, begun, () -> seen.test(order(externalId)));
        }
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
        if (!stage.can(platform, "REFUND_ORDERS")
                || order.path("financialStatus").asText().equals("AUTHORIZED")) {
            return; // there is nothing to give back yet
        }
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
        awaited(kind, begun, event.call());
    }

    private void awaited(Event kind, long begun, Callable<Boolean> seen) {
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
