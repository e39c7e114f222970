package io.quayside.connectors.csv;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.orders.Flag;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code csv/orders/<case>.in.*} becomes the orders, problems and summary of its {@code <case>.out.json}. */
class GoldenFilesTest {
    record Case(String file, Map<String, String> settings) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("shopify-export.in.csv", Map.of()),
                new Case("amazon-report.in.txt", Map.of()),
                new Case("woocommerce-packed.in.csv", Map.of("timeZone", "Europe/Vienna")),
                new Case("woocommerce-rows.in.csv", Map.of()),
                new Case("shipstation.in.csv", Map.of("currency", "USD", "timeZone", "America/Los_Angeles")),
                new Case("standard.in.csv", Map.of()),
                new Case(
                        "erp-custom.in.csv",
                        Map.of(
                                "currency",
                                "EUR",
                                "timeZone",
                                "Europe/Berlin",
                                "columns",
                                "{\"Bestellnummer\":\"order_number\",\"Bestelldatum\":\"ordered_at\",\"Artikel\":\"sku\","
                                        + "\"Bezeichnung\":\"title\",\"Menge\":\"quantity\",\"Einzelpreis\":\"unit_price\","
                                        + "\"Versand\":\"shipping\",\"Empfänger\":\"name\",\"Straße\":\"address1\","
                                        + "\"Ort\":\"city\",\"PLZ\":\"postal_code\",\"Land\":\"country\"}")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translates(Case golden) throws IOException {
        Found found = read(golden);

        Map<String, Object> all = new LinkedHashMap<>();
        all.put("orders", found.orders);
        all.put(
                "problems",
                found.problems.stream()
                        .map(problem -> problem.line() + " " + problem.field() + ": " + problem.reason())
                        .toList());
        all.put("summary", found.summary());
        String expected = new String(resource(golden.file().replaceFirst("\\.in\\..*", ".out.json")), "UTF-8");
        assertThatJson(CanonicalJson.mapper().writeValueAsString(all))
                .whenIgnoringPaths(
                        "orders[*].cancelled",
                        "orders[*].shippingAddress.deliverable",
                        "orders[*].billingAddress.deliverable")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsUpOrSaysSo(Case golden) throws IOException {
        assertThat(read(golden).orders).isNotEmpty().allSatisfy(order -> {
            boolean flagged = order.flags().stream().anyMatch(flag -> flag.code() == Flag.Code.TOTAL_MISMATCH);
            assertThat(order.totals()
                            .expected(order.taxesIncluded())
                            .equals(order.totals().grandTotal()))
                    .isNotEqualTo(flagged);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachKeptOrderReadsTheSameAlone(Case golden) throws IOException {
        Found found = read(golden);

        for (int i = 0; i < found.orders.size(); i++) {
            assertThat(Found.in(found.raws.get(i).getBytes("UTF-8"), settings(golden))
                            .only())
                    .isEqualTo(found.orders.get(i));
        }
    }

    private static Found read(Case golden) throws IOException {
        return Found.in(resource(golden.file()), settings(golden));
    }

    private static String[] settings(Case golden) {
        return golden.settings().entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/csv/orders/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
