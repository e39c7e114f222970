package io.quayside.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.e2e.FreePort;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.HubProcess;
import io.quayside.e2e.Shop;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order list of one merchant, over HTTP, with a thousand orders and then with a million: what each look at it takes,
 * and how many times as long. Judges only that each finds what is there.
 */
class OrderListBenchmark {
    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("quayside.bench.listed-orders", 1_000_000);
    private static final int LOOKS = Integer.getInteger("quayside.bench.looks", 60);
    private static final int WARM_UP = 20;

    @TempDir
    Path home;

    @Test
    void looksAtAMillionOrders() throws Exception {
        int port = FreePort.draw();
        try (HubProcess hub = HubProcess.start(home, Map.of("quayside.database.port", "" + port))) {
            HubClient merchant = new HubClient(hub);
            Shop shop = merchant.connectsShopify("listed");
            merchant.send(shop.webhook("orders/create", "first", Shop.order(1, "FERN", 1, Instant.now())))
                    .expect(200);
            merchant.awaitOrder(shop.connectionId(), "1");
            Map<String, String> looks = looks(shop);

            copies(port, 2, FEW);
            Map<String, Histogram> few = taken(merchant, looks);
            copies(port, FEW + 1, MANY);
            Map<String, Histogram> many = taken(merchant, looks);

            many.forEach((name, histogram) -> System.out.printf(
                    Locale.ROOT,
                    "Order list of %,d: %-34s p50 %6.1f ms  p99 %6.1f ms  %5.1f times that of %,d%n",
                    MANY,
                    name,
                    histogram.getValueAtPercentile(50) / 1e3,
                    histogram.getValueAtPercentile(99) / 1e3,
                    (double) histogram.getValueAtPercentile(50)
                            / Objects.requireNonNull(few.get(name)).getValueAtPercentile(50),
                    FEW));
            assertThat(merchant.get("/api/v1/orders/by-external-id?connectionId=" + shop.connectionId() + "&externalId="
                                    + MANY)
                            .status())
                    .isEqualTo(200);
        }
    }

    /** What a person asks for; every order has the SKU, half of them the city, one in five hundred a name, one a number. */
    private static Map<String, String> looks(Shop shop) {
        Map<String, String> looks = new LinkedHashMap<>();
        looks.put("newest", "");
        looks.put("a page of a year ago", "to=2025-11-20");
        looks.put("one status", "status=ON_HOLD");
        looks.put("several statuses", "status=BACKORDERED,ALLOCATED,SHIPPED");
        looks.put("a connection, a month", "connectionId=" + shop.connectionId() + "&from=2026-03-01&to=2026-03-31");
        looks.put("a channel", "channel=shopify");
        looks.put("a flag of one in two hundred", "flag=BACKORDERED");
        looks.put("a number", "q=" + word("no500"));
        looks.put("a word of every order", "q=fern");
        looks.put("a word of every second order", "q=springfield");
        looks.put("a name of one in five hundred", "q=name77x");
        looks.put("two words", "q=" + word("name77x springfield"));
        looks.put("the beginning of a word", "q=name4");
        looks.put("a word of no order", "q=nowhere");
        looks.put("a name, a status, a month", "q=name77x&status=SHIPPED&from=2026-03-01&to=2026-03-31");
        return looks;
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, Histogram> taken(HubClient merchant, Map<String, String> looks) {
        Map<String, Histogram> taken = new LinkedHashMap<>();
        looks.forEach((name, query) -> taken.put(name, taken(merchant, "/api/v1/orders?limit=50&" + query)));
        taken.put("a hundred pages on, one after the other", pages(merchant));
        taken.put("the counts above the list", taken(merchant, "/api/v1/orders/summary"));
        return taken;
    }

    private static Histogram taken(HubClient merchant, String path) {
        Histogram histogram = new Histogram(3);
        for (int i = -WARM_UP; i < LOOKS; i++) {
            long begun = System.nanoTime();
            merchant.get(path).expect(200);
            if (i >= 0) {
                histogram.recordValue((System.nanoTime() - begun) / 1_000);
            }
        }
        return histogram;
    }

    private static Histogram pages(HubClient merchant) {
        Histogram histogram = new Histogram(3);
        String cursor = "";
        for (int i = 0; i < 100; i++) {
            long begun = System.nanoTime();
            JsonNode page = merchant.get("/api/v1/orders?limit=10" + cursor).expect(200);
            histogram.recordValue((System.nanoTime() - begun) / 1_000);
            if (!page.path("nextCursor").isTextual()) {
                break;
            }
            cursor = "&cursor=" + page.path("nextCursor").asText();
        }
        return histogram;
    }

    /** Orders like the first, of other days, people and states: the list does not look whether their stock adds up. */
    private void copies(int port, int from, int to) throws IOException, SQLException {
        String password =
                Files.readString(home.resolve("keys/postgres-superuser")).strip();
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/quayside", "postgres", password);
                Statement sql = database.createStatement()) {
            sql.execute(
                    """
                    INSERT INTO orders (tenant_id, id, connection_id, channel, external_id, number, version, status,
                        financial_status, placed_at, changed_at, imported_at, modified_at, currency, grand_total, test,
                        flag_codes, search, done_at, personal_data, state)
                    SELECT o.tenant_id, md5('order' || n)::uuid, o.connection_id, o.channel, n::text, '#' || n, o.version,
                        CASE WHEN n %% 100 = 0 THEN 'ON_HOLD' WHEN n %% 200 = 1 THEN 'BACKORDERED' WHEN n %% 10 = 3
                            THEN 'ALLOCATED' ELSE 'SHIPPED' END,
                        o.financial_status, at, at, at, at, o.currency, o.grand_total, o.test,
                        CASE WHEN n %% 200 = 1 THEN '{BACKORDERED}'::text[] ELSE '{}' END,
                        array_to_tsvector(array_remove(ARRAY['fern', 'no' || n, n::text, 'name' || n %% 500 || 'x',
                            CASE WHEN n %% 2 = 0 THEN 'springfield' ELSE 'portland' END,
                            CASE WHEN n %% 200 = 1 THEN '!backordered' END], NULL)),
                        CASE WHEN n %% 10 = 3 OR n %% 100 = 0 OR n %% 200 = 1 THEN NULL ELSE at END, o.personal_data,
                        o.state
                    FROM (SELECT * FROM orders WHERE external_id = '1') o,
                        LATERAL (SELECT n, now() - make_interval(mins => (n::bigint * 7919 %% 800000)::int) AS at
                            FROM generate_series(%d, %d) n) made"""
                            .formatted(from, to));
            sql.execute("VACUUM ANALYZE orders");
        }
    }
}
