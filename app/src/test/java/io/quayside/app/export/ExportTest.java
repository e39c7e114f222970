package io.quayside.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.TenantId;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest extends ApiTest {
    private TenantId merchant;

    @BeforeEach
    void aMerchantWithOrders() {
        merchant = newMerchant();
        stock(merchant, "MUG-1", 5);
        send(merchant, "/api/v1/orders", order("X-1", "MUG-1", 2)).mustBe(201);
        send(
                        merchant,
                        "/api/v1/orders",
                        order("X-2", "=cmd|calc", 1)
                                .replace("Erika Mustermann", "@SUM(\\\"1\\\",2)\\nnext line")
                                .replaceFirst("\\{", "{\"note\":\"-12.50\","))
                .mustBe(201);
    }

    @Test
    void writesOrdersAsRfc4180WithHarmlessCells() {
        Answer answer = read(merchant, "/api/v1/export/orders?format=csv").mustBe(200);

        assertThat(answer.response().getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.response().getHeader("Content-Disposition")).startsWith("attachment; filename=\"orders-");
        assertThat(answer.text()).contains("\r\n");
        List<CSVRecord> rows = parsed(answer);
        assertThat(rows).hasSize(2);
        CSVRecord newest = rows.get(0);
        assertThat(newest.get("customer_name")).isEqualTo("'@SUM(\"1\",2)\nnext line");
        assertThat(newest.get("note")).isEqualTo("-12.50");
        assertThat(newest.get("grand_total")).isEqualTo("10.00");
        assertThat(newest.get("shipping_city")).isEqualTo("Köln");
        assertThat(rows.get(1).get("external_id")).isEqualTo("X-1");
        assertThat(rows.get(1).get("status")).isEqualTo("ALLOCATED");
    }

    @Test
    void writesTheSameOrdersAsJsonLinesInTheirWholeForm() throws IOException {
        List<String> lines = read(merchant, "/api/v1/export/orders?format=jsonl")
                .mustBe(200)
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        JsonNode order = json.readTree(lines.get(1));
        assertThat(order)
                .isEqualTo(
                        read(merchant, "/api/v1/orders/{id}", order.path("id").asText())
                                .body());
    }

    @Test
    void narrowsLikeTheListAndRefusesWhatDoesNotBelongToIt() {
        assertThat(parsed(read(merchant, "/api/v1/export/order-lines?q=x-1")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("sku")).isEqualTo("MUG-1");
                    assertThat(line.get("allocated_quantity")).isEqualTo("2");
                    assertThat(line.get("total")).isEqualTo("20.00");
                });
        assertThat(parsed(read(merchant, "/api/v1/export/order-lines?flag=UNMAPPED_SKU")))
                .singleElement()
                .satisfies(line -> assertThat(line.get("sku")).isEqualTo("'=cmd|calc"));
        assertThat(read(merchant, "/api/v1/export/products?stage=import&q=x")
                        .mustBe(400)
                        .wrongFields())
                .containsExactlyInAnyOrder("stage", "q");
        assertThat(read(merchant, "/api/v1/export/orders?status=SENT")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("status");
        assertThat(read(merchant, "/api/v1/export/orders?format=xlsx")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("format");
        assertThat(read(merchant, "/api/v1/export/everything").mustBe(404).text())
                .contains("order-lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "order-lines", "inventory", "movements", "products", "dead-letters", "activity"})
    void everyKindComesInBothFormsAndOfTheCallersOwnTenantOnly(String kind) {
        TenantId other = newMerchant();

        assertThat(parsed(read(other, "/api/v1/export/" + kind).mustBe(200))).isEmpty();
        assertThat(read(other, "/api/v1/export/" + kind + "?format=jsonl")
                        .mustBe(200)
                        .text())
                .isEmpty();
        Merchant nobody = new Merchant(merchant, "a key", false, Set.of("reviews:read"));
        call(nobody, get("/api/v1/export/" + kind)).mustBe(403);
    }

    @Test
    void writesStockAndItsMovements() {
        assertThat(parsed(read(merchant, "/api/v1/export/inventory?sku=MUG-1")))
                .singleElement()
                .satisfies(level -> {
                    assertThat(level.get("on_hand")).isEqualTo("5");
                    assertThat(level.get("available")).isEqualTo("3");
                });
        assertThat(parsed(read(merchant, "/api/v1/export/movements?sku=MUG-1")))
                .extracting(movement -> movement.get("reserved_delta"))
                .containsExactly("0", "2");
        assertThat(parsed(read(merchant, "/api/v1/export/products")))
                .extracting(row -> row.get("sku"))
                .isNotNull();
    }

    @Test
    void readsMoreRowsThanOneFetchOfTheCursorHolds() {
        String orders = IntStream.range(0, 450)
                .mapToObj(n -> order("B-" + n, "BULK", 1))
                .collect(Collectors.joining(","));
        send(merchant, "/api/v1/orders/batch", "[" + orders + "]").mustBe(207);

        assertThat(parsed(read(merchant, "/api/v1/export/orders"))).hasSize(452);
    }

    private static List<CSVRecord> parsed(Answer answer) {
        try {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new StringReader(answer.mustBe(200).text()))
                    .getRecords();
        } catch (IOException e) {
            throw new AssertionError("not CSV", e);
        }
    }
}
