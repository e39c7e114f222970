package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two channels sell the last unit at the same moment, 200 times over (field-lesson 22). */
@OnSandboxHub
class LastUnitTest {
    private static final int TIMES = 200;
    private static final int PAIRS_AT_ONCE = 8;
    private static final Duration ALL_IN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "last-unit.myshopify.com";
    private static final String STORE = "last-unit.woo-sandbox.example";

    private record Sale(String sku, String inTheShop, String inTheStore) {}

    @Test
    void oneBuyerGetsItAndTheOtherIsBackordered(SandboxHub.Stage stage) throws Exception {
        HubClient merchant = stage.merchant();
        List<String> skus =
                IntStream.range(0, TIMES).mapToObj("LAST-%03d"::formatted).toList();
        skus.forEach(sku -> merchant.setsStock(sku, 1));
        String shop = stage.connects("shopify", Map.of("shop", SHOP, "name", "last unit, shop"));
        String store =
                stage.connects("woocommerce", Map.of("storeUrl", "https://" + STORE, "name", "last unit, store"));

        List<Sale> sales = sellAll(stage, skus);

        for (Sale sale : sales) {
            List<JsonNode> orders =
                    List.of(settled(merchant, shop, sale.inTheShop()), settled(merchant, store, sale.inTheStore()));
            assertThat(orders)
                    .as("orders of %s", sale.sku())
                    .extracting(order -> order.path("status").asText())
                    .containsExactlyInAnyOrder("ALLOCATED", "BACKORDERED");
            assertThat(orders)
                    .filteredOn(order -> order.path("status").asText().equals("BACKORDERED"))
                    .allSatisfy(order -> assertThat(order.path("flags").findValuesAsText("code"))
                            .contains("BACKORDERED"));
            JsonNode stock = merchant.stockOf(sale.sku());
            assertThat(stock.path("reserved").asInt()).as(sale.sku()).isEqualTo(1);
            assertThat(stock.path("available").asInt()).as(sale.sku()).isZero();
        }
    }

    private static JsonNode settled(HubClient merchant, String connection, String order) {
        return Awaitility.await("order " + order)
                .atMost(ALL_IN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> merchant.order(connection, order), answer -> answer.status() == 200)
                .body();
    }

    private static List<Sale> sellAll(SandboxHub.Stage stage, List<String> skus) throws Exception {
        ExecutorService buyers = Executors.newFixedThreadPool(2 * PAIRS_AT_ONCE);
        try {
            List<Sale> sales = new ArrayList<>();
            for (int from = 0; from < skus.size(); from += PAIRS_AT_ONCE) {
                List<Future<String>> placed = new ArrayList<>();
                List<String> some = skus.subList(from, Math.min(skus.size(), from + PAIRS_AT_ONCE));
                CyclicBarrier moment = new CyclicBarrier(2 * some.size());
                for (String sku : some) {
                    placed.add(buyers.submit(() -> at(moment, () -> inTheShop(stage, sku))));
                    placed.add(buyers.submit(() -> at(moment, () -> inTheStore(stage, sku))));
                }
                for (int index = 0; index < some.size(); index++) {
                    sales.add(new Sale(
                            some.get(index),
                            placed.get(2 * index).get(30, TimeUnit.SECONDS),
                            placed.get(2 * index + 1).get(30, TimeUnit.SECONDS)));
                }
            }
            return sales;
        } finally {
            buyers.shutdownNow();
        }
    }

    private static String at(CyclicBarrier moment, Supplier<String> purchase) throws Exception {
        moment.await(30, TimeUnit.SECONDS);
        return purchase.get();
    }

    private static String inTheShop(SandboxHub.Stage stage, String sku) {
        long id = 7_000_000_000L + Long.parseLong(sku.replaceAll("\\D", ""));
        return stage.places("shopify", Map.of("shop", SHOP, "order", json(Shop.order(id, sku, 1, Instant.now()))))
                .get(0);
    }

    private static String inTheStore(SandboxHub.Stage stage, String sku) {
        String order =
                """
                {"number":"%1$s","status":"processing","currency":"USD","version":"10.7.0","prices_include_tax":false,
                 "date_paid_gmt":"2026-11-20T10:00:00","date_created":"2026-11-20T10:00:00","discount_total":"0.00",
                 "total":"10.00","total_tax":"0.00","customer_id":0,"customer_note":"","created_via":"checkout",
                 "payment_method":"cod","needs_processing":true,
                 "billing":{"first_name":"Li","last_name":"Wei","address_1":"77 Pier Ave","city":"Seattle","state":"WA",
                  "postcode":"98101","country":"US","email":"li.wei@example.com"},
                 "shipping":{"first_name":"Li","last_name":"Wei","address_1":"77 Pier Ave","city":"Seattle","state":"WA",
                  "postcode":"98101","country":"US"},
                 "line_items":[{"id":1,"name":"Print","product_id":7,"variation_id":0,"quantity":1,"sku":"%1$s",
                  "subtotal":"10.00","total":"10.00","total_tax":"0.00","price":10.0}],
                 "shipping_lines":[],"fee_lines":[],"coupon_lines":[],"tax_lines":[],"refunds":[],"meta_data":[]}"""
                        .formatted(sku);
        return stage.places("woocommerce", Map.of("shop", STORE, "order", json(order)))
                .get(0);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
