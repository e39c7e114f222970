package io.quayside.app.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.kernel.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;

class InventoryTest extends ApiTest {
    private static final String STOCK = "/api/v1/inventory";
    private static final String PRODUCTS = "/api/v1/products";
    private TenantId merchant;

    @BeforeEach
    void aMerchant() {
        merchant = newMerchant();
    }

    @Test
    void countsPerLocationAndSumsUp() {
        replace(merchant, STOCK + "/{sku}/quantity", "{\"onHand\":5,\"reason\":\"count\"}", "MUG-1")
                .mustBe(200);
        JsonNode item = replace(
                        merchant,
                        STOCK + "/{sku}/quantity",
                        "{\"locationId\":\"WIEN\",\"onHand\":3,\"reason\":\"count\"}",
                        "MUG-1")
                .mustBe(200)
                .body();

        assertThat(item.toString())
                .isEqualTo(
                        "{\"sku\":\"MUG-1\",\"title\":null,\"onHand\":8,\"reserved\":0,\"available\":8,\"locations\":["
                                + "{\"locationId\":\"MAIN\",\"onHand\":5,\"reserved\":0,\"available\":5},"
                                + "{\"locationId\":\"WIEN\",\"onHand\":3,\"reserved\":0,\"available\":3}]}");
        assertThat(read(merchant, STOCK + "?locationId=WIEN")
                        .body()
                        .path("items")
                        .path(0)
                        .path("onHand")
                        .asInt())
                .isEqualTo(3);
        assertThat(read(merchant, "/api/v1/locations")
                        .mustBe(200)
                        .body()
                        .path("items")
                        .findValuesAsText("id"))
                .contains("MAIN", "WIEN");
    }

    @Test
    void adjustsAndKeepsTheLedger() {
        stock(merchant, "MUG-1", 5);
        send(merchant, STOCK + "/{sku}/adjustments", "{\"delta\":-2,\"reason\":\"broken\"}", "MUG-1")
                .mustBe(200);

        JsonNode movements = read(merchant, STOCK + "/{sku}/movements", "MUG-1")
                .mustBe(200)
                .body()
                .path("items");

        assertThat(movements.findValuesAsText("onHandDelta")).containsExactly("-2", "5");
        assertThat(movements.findValuesAsText("reason")).containsExactly("broken", "count");
        assertThat(movements.findValuesAsText("version")).containsExactly("2", "1");
        JsonNode page =
                read(merchant, STOCK + "/{sku}/movements?limit=1", "MUG-1").body();
        assertThat(read(
                                merchant,
                                STOCK + "/{sku}/movements?limit=1&cursor={c}",
                                "MUG-1",
                                page.path("nextCursor").asText())
                        .body()
                        .path("nextCursor")
                        .isNull())
                .isTrue();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(replace(merchant, STOCK + "/A/quantity", "{\"onHand\":-1}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("onHand", "reason");
        assertThat(replace(merchant, STOCK + "/A/quantity", "{\"onHand\":1,\"reason\":\"x\",\"locationId\":\"a b\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("locationId");
        assertThat(send(merchant, STOCK + "/A/adjustments", "{\"delta\":-1,\"reason\":\"x\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("delta");
        assertThat(send(merchant, STOCK + "/A/adjustments", "{\"delta\":0,\"reason\":\"x\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("delta");
        assertThat(send(merchant, STOCK + "/A/adjustments", "{\"delta\":\"many\",\"reason\":\"x\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("delta");
    }

    @Test
    void takesSkusThatAUrlMustEncode() {
        for (String sku : new String[] {"A/B", "50% off", "ü 1", "x.y", "a+b"}) {
            stock(merchant, sku, 1);
            assertThat(stockOf(merchant, sku).path("sku").asText()).isEqualTo(sku);
            assertThat(read(merchant, STOCK + "/{sku}/movements", sku)
                            .mustBe(200)
                            .body()
                            .path("items"))
                    .hasSize(1);
        }
        call(
                        merchant,
                        org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put(
                                        URI.create(STOCK + "/quantity?sku=a%3Bb%5Cc"))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"onHand\":1,\"reason\":\"count\"}"))
                .mustBe(200);
        assertThat(stockOf(merchant, "a;b\\c").path("onHand").asInt()).isEqualTo(1);
    }

    @Test
    void pagesThroughAThousandSkus() {
        String lines = IntStream.range(0, 1_000)
                .mapToObj(n -> "S-%04d,%d".formatted(n, n))
                .collect(Collectors.joining("\n"));
        importCsv("sku,on_hand\n" + lines);

        int seen = 0;
        String cursor = "";
        do {
            JsonNode page = read(merchant, STOCK + "?limit=200&cursor={c}", cursor)
                    .mustBe(200)
                    .body();
            for (JsonNode item : page.path("items")) {
                assertThat(item.path("sku").asText()).isEqualTo("S-%04d".formatted(seen));
                assertThat(item.path("onHand").asInt()).isEqualTo(seen);
                seen++;
            }
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asText();
        } while (cursor != null);
        assertThat(seen).isEqualTo(1_000);
    }

    @Test
    void importsACountAndTellsEveryBadLine() {
        JsonNode result = importCsv(
                "\ufeffSKU;Title;On_Hand;Location\r\nMUG-1;\"Mug; blue\";5;WIEN\r\n;x;1;\r\nB;y;two;\r\n\r\nC;z;3;\r\n");

        assertThat(result.path("lines").asInt()).isEqualTo(4);
        assertThat(result.path("counted").asInt()).isEqualTo(2);
        assertThat(result.path("failed").asInt()).isEqualTo(2);
        assertThat(result.path("errors").findValuesAsText("field")).containsExactly("sku", "on_hand");
        assertThat(result.path("errors").findValuesAsText("line")).containsExactly("3", "4");
        assertThat(stockOf(merchant, "MUG-1").path("title").asText()).isEqualTo("Mug; blue");
        assertThat(stockOf(merchant, "C").path("onHand").asInt()).isEqualTo(3);
    }

    @Test
    void countsWhatStoodBeforeABrokenQuote() {
        JsonNode result = importCsv("sku,on_hand\nA,1\nB,\"2\nC,3\n");

        assertThat(result.path("counted").asInt()).isEqualTo(1);
        assertThat(result.path("failed").asInt()).isEqualTo(1);
        assertThat(result.path("errors").path(0).path("message").asText()).contains("quote");
    }

    @Test
    void takesTheFileAsAFormToo() {
        byte[] csv = "sku,on_hand\nA,1\n".getBytes(StandardCharsets.UTF_8);

        call(merchant, multipart(STOCK + "/import").file(new MockMultipartFile("file", "stock.csv", "text/csv", csv)))
                .mustBe(200);

        assertThat(stockOf(merchant, "A").path("onHand").asInt()).isEqualTo(1);
    }

    @Test
    void saysWhenAFileIsNoCount() {
        Answer refused =
                call(merchant, post(STOCK + "/import").contentType("text/csv").content("PK\u0003\u0004zip"));

        assertThat(refused.mustBe(400).wrongFields()).containsExactly("header");
        send(merchant, STOCK + "/import", "{}").mustBe(400);
    }

    @Test
    void aNewProductFreesTheOrdersThatWaitedForItsSku() {
        JsonNode held = send(merchant, "/api/v1/orders", order("U-1", "NEW-1", 2))
                .mustBe(201)
                .body();
        assertThat(held.path("flags").findValuesAsText("code")).contains("UNMAPPED_SKU");

        Answer created =
                send(merchant, PRODUCTS, "{\"sku\":\"NEW-1\",\"title\":\"New mug\",\"barcode\":\"4006381333931\"}");

        assertThat(created.mustBe(201).response().getHeader("Location")).isEqualTo("/api/v1/products/NEW-1");
        JsonNode order =
                read(merchant, "/api/v1/orders/{id}", held.path("id").asText()).body();
        assertThat(order.path("status").asText()).isEqualTo("BACKORDERED");
        assertThat(order.path("flags").findValuesAsText("code")).doesNotContain("UNMAPPED_SKU");
        stock(merchant, "NEW-1", 5);
        assertThat(read(merchant, "/api/v1/orders/{id}", held.path("id").asText())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ALLOCATED");
    }

    @Test
    void keepsTheCatalog() {
        send(merchant, PRODUCTS, "{\"sku\":\"A/1\",\"title\":\"One\"}").mustBe(201);
        send(merchant, PRODUCTS, "{\"sku\":\"A/1\",\"title\":\"Two\"}").mustBe(409);
        replace(merchant, PRODUCTS + "/{sku}", "{\"title\":\"Two\"}", "A/1").mustBe(200);
        replace(merchant, PRODUCTS + "/{sku}", "{\"title\":\"B\"}", "B").mustBe(201);

        assertThat(read(merchant, PRODUCTS).body().path("items").findValuesAsText("title"))
                .containsExactly("Two", "B");
        assertThat(read(merchant, PRODUCTS + "/{sku}", "A/1")
                        .mustBe(200)
                        .body()
                        .path("title")
                        .asText())
                .isEqualTo("Two");
        assertThat(send(merchant, PRODUCTS, "{\"title\":\"x\"}").mustBe(400).wrongFields())
                .containsExactly("sku");
        assertThat(send(merchant, PRODUCTS, "{\"sku\":\"C\",\"title\":\" \"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("title");
    }

    @Test
    void isNotThereForAnotherMerchant() {
        stock(merchant, "MUG-1", 5);
        send(merchant, PRODUCTS, "{\"sku\":\"MUG-1\",\"title\":\"Mug\"}").mustBe(201);
        TenantId stranger = newMerchant();

        read(stranger, STOCK + "/MUG-1/movements").mustBe(404);
        read(stranger, PRODUCTS + "/MUG-1").mustBe(404);
        assertThat(call(stranger, get(STOCK).param("sku", "MUG-1")).body().path("items"))
                .isEmpty();
        assertThat(read(stranger, STOCK).body().path("items")).isEmpty();
        assertThat(read(stranger, PRODUCTS).body().path("items")).isEmpty();
        stock(stranger, "MUG-1", 1);
        assertThat(stockOf(merchant, "MUG-1").path("onHand").asInt()).isEqualTo(5);
    }

    private JsonNode importCsv(String csv) {
        return call(
                        merchant,
                        post(STOCK + "/import").contentType("text/csv").content(csv.getBytes(StandardCharsets.UTF_8)))
                .mustBe(200)
                .body();
    }
}
