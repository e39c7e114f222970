package io.quayside.app.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mappings and bundles over HTTP, on the real database. */
class MappingApiTest extends ApiTest {
    private static final String PRODUCTS = "/api/v1/products";
    private static final String MAPPINGS = "/api/v1/mappings";
    private TenantId merchant;

    @BeforeEach
    void aMerchantWithFiveMugs() {
        merchant = newMerchant();
        send(merchant, PRODUCTS, "{\"sku\":\"MUG\",\"title\":\"Mug\",\"barcode\":\"4006381333931\"}")
                .mustBe(201);
        stock(merchant, "MUG", 5);
    }

    private JsonNode receives(String externalId, String sku, int quantity) {
        return send(merchant, "/api/v1/orders", order(externalId, sku, quantity))
                .mustBe(201)
                .body();
    }

    private JsonNode orderNow(JsonNode order) {
        return read(merchant, "/api/v1/orders/{id}", order.path("id").asText())
                .mustBe(200)
                .body();
    }

    private static String connectionOf(JsonNode order) {
        return order.path("connectionId").asText();
    }

    @Test
    void givenAnUnknownSku_whenMapped_thenTheOrderIsReleasedAndTheChannelsNameStays() {
        JsonNode order = receives("1", "shop-mug", 2);
        assertThat(order.path("status").asText()).isEqualTo("ON_HOLD");

        JsonNode mappings = replace(
                        merchant,
                        PRODUCTS + "/{sku}/mappings",
                        "{\"connectionId\":\"%s\",\"channelSku\":\"shop-mug\"}".formatted(connectionOf(order)),
                        "MUG")
                .mustBe(200)
                .body();

        assertThat(mappings.at("/items/0/origin").asText()).isEqualTo("BY_HAND");
        JsonNode released = orderNow(order);
        assertThat(released.path("status").asText()).isEqualTo("ALLOCATED");
        assertThat(released.at("/lines/0/sku").asText()).isEqualTo("shop-mug");
        assertThat(released.at("/lines/0/products").toString())
                .isEqualTo("[{\"sku\":\"MUG\",\"quantityEach\":1,\"allocatedQuantity\":2}]");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(2);
    }

    @Test
    void givenAMapping_whenTakenAway_thenTheOrderIsHeldAgain() {
        JsonNode order = receives("1", "shop-mug", 2);
        send(
                        merchant,
                        MAPPINGS,
                        "{\"mappings\":[{\"connectionId\":\"%s\",\"channelSku\":\"shop-mug\",\"sku\":\"MUG\"}]}"
                                .formatted(connectionOf(order)))
                .mustBe(207);

        call(
                        merchant,
                        delete(PRODUCTS + "/MUG/mappings")
                                .param("connectionId", connectionOf(order))
                                .param("channelSku", "shop-mug"))
                .mustBe(204);

        assertThat(orderNow(order).path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isZero();
        assertThat(read(merchant, MAPPINGS).mustBe(200).body().path("items")).isEmpty();
    }

    @Test
    void givenWaitingOrders_whenAsked_thenTellsWhatTheyWaitForAndWhatItMayBe() {
        JsonNode order = receives("1", "m-u-g", 2);
        receives("2", "m-u-g", 1);
        receives("3", "nothing-like-it", 1);

        JsonNode first = read(merchant, "/api/v1/integrations/{id}/unmapped?limit=1", connectionOf(order))
                .mustBe(200)
                .body();

        assertThat(first.at("/items/0/channelSku").asText()).isEqualTo("m-u-g");
        assertThat(first.at("/items/0/orders").asInt()).isEqualTo(2);
        assertThat(first.at("/items/0/units").asInt()).isEqualTo(3);
        assertThat(first.at("/items/0/suggestions").toString())
                .isEqualTo("[{\"sku\":\"MUG\",\"title\":\"Mug\",\"reason\":\"SIMILAR_SKU\"}]");
        JsonNode second = read(
                        merchant,
                        "/api/v1/integrations/{id}/unmapped?limit=1&cursor={c}",
                        connectionOf(order),
                        first.path("nextCursor").asText())
                .mustBe(200)
                .body();
        assertThat(second.at("/items/0/channelSku").asText()).isEqualTo("nothing-like-it");
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void anotherMerchantsConnectionIsNotThere() {
        String connection = connectionOf(receives("1", "X", 1));
        TenantId other = newMerchant();
        stock(other, "MUG", 1);

        read(other, "/api/v1/integrations/{id}/unmapped", connection).mustBe(404);
        assertThat(replace(
                                other,
                                PRODUCTS + "/MUG/mappings",
                                "{\"connectionId\":\"%s\",\"channelSku\":\"X\"}".formatted(connection))
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("connectionId");
    }

    @Test
    void givenManyMappings_thenABadOneIsToldAndTheOthersAreMade() {
        String connection = connectionOf(receives("1", "a", 1));

        JsonNode results = send(
                        merchant,
                        MAPPINGS,
                        """
                        {"mappings":[
                          {"connectionId":"%1$s","channelSku":"a","sku":"MUG"},
                          {"connectionId":"%1$s","channelSku":"b","sku":"NOWHERE"},
                          {"connectionId":"%1$s","channelSku":"c","title":"d","sku":"MUG"},
                          {"connectionId":"%1$s","title":"Engraving","use":"SHIP_WITHOUT_STOCK"},
                          {"connectionId":"%1$s","channelSku":"e"}]}"""
                                .formatted(connection))
                .mustBe(207)
                .body()
                .path("results");

        assertThat(results.findValuesAsText("status")).containsExactly("200", "400", "400", "200", "400");
        assertThat(results.at("/1/errors/0/field").asText()).isEqualTo("sku");
        assertThat(results.at("/2/errors/0/field").asText()).isEqualTo("channelSku");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(1);
    }

    @Test
    void givenAFileOfMappings_thenBadLinesAreToldByNumber() {
        String connection = connectionOf(receives("1", "a", 1));
        String csv =
                """
                connection;channel_sku;sku;use
                %1$s;a;MUG;
                REST API;b;MUG;
                nobody;c;MUG;
                %1$s;d;NOWHERE;
                %1$s;e;;do_not_ship
                """
                        .formatted(connection);

        JsonNode result = call(
                        merchant,
                        post(MAPPINGS + "/import")
                                .contentType("text/csv")
                                .content(csv.getBytes(StandardCharsets.UTF_8)))
                .mustBe(200)
                .body();

        assertThat(result.path("lines").asInt()).isEqualTo(5);
        assertThat(result.path("mapped").asInt()).isEqualTo(3);
        assertThat(result.path("errors").findValuesAsText("line")).containsExactly("4", "5");
        assertThat(result.path("errors").findValuesAsText("field")).containsExactly("connection", "sku");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(1);
        assertThat(read(merchant, MAPPINGS + "?connectionId={id}", connection)
                        .mustBe(200)
                        .body()
                        .path("items")
                        .findValuesAsText("channelSku"))
                .containsExactly("a", "b", "e");

        call(merchant, delete(MAPPINGS).param("connectionId", connection).param("channelSku", "a"))
                .mustBe(204);
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt())
                .as("the order waits again")
                .isZero();
    }

    @Test
    void givenOtherCapitalsOrABarcode_thenTheMappingIsFoundAndShown() {
        receives("1", "mug", 1);

        JsonNode found = read(merchant, PRODUCTS + "/MUG/mappings").mustBe(200).body();

        assertThat(found.at("/items/0/channelSku").asText()).isEqualTo("mug");
        assertThat(found.at("/items/0/origin").asText()).isEqualTo("EQUAL_SKU");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(1);
    }

    @Test
    void givenABundle_thenItsComponentsAreReservedAndWholeBundlesAreAvailable() {
        stock(merchant, "TRAY", 3);

        JsonNode set = send(
                        merchant,
                        PRODUCTS,
                        """
                        {"sku":"SET","title":"Gift set","components":[{"sku":"MUG","quantity":2},{"sku":"TRAY"}]}""")
                .mustBe(201)
                .body();
        assertThat(set.path("available").asInt()).isEqualTo(2);

        JsonNode order = receives("1", "SET", 1);

        assertThat(order.path("status").asText()).isEqualTo("ALLOCATED");
        assertThat(order.at("/lines/0/allocatedQuantity").asInt()).isEqualTo(1);
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(2);
        assertThat(stockOf(merchant, "TRAY").path("reserved").asInt()).isEqualTo(1);
        JsonNode shown = read(merchant, PRODUCTS + "/SET").mustBe(200).body();
        assertThat(shown.path("components").toString())
                .isEqualTo("[{\"sku\":\"MUG\",\"quantity\":2},{\"sku\":\"TRAY\",\"quantity\":1}]");
        assertThat(shown.path("available").asInt()).isEqualTo(1);
    }

    @Test
    void givenABundleOrder_whenTheBundleChanges_thenTheOrderFollows() {
        stock(merchant, "TRAY", 3);
        send(merchant, PRODUCTS, "{\"sku\":\"SET\",\"components\":[{\"sku\":\"MUG\",\"quantity\":2}]}")
                .mustBe(201);
        JsonNode order = receives("1", "SET", 1);

        replace(merchant, PRODUCTS + "/SET", "{\"components\":[{\"sku\":\"TRAY\",\"quantity\":2}]}")
                .mustBe(200);

        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isZero();
        assertThat(stockOf(merchant, "TRAY").path("reserved").asInt()).isEqualTo(2);

        replace(merchant, PRODUCTS + "/SET", "{\"title\":\"Stocked\"}").mustBe(200);

        assertThat(stockOf(merchant, "TRAY").path("reserved").asInt()).isZero();
        assertThat(orderNow(order).path("status").asText()).isEqualTo("BACKORDERED");
    }

    @Test
    void refusesBundlesThatCannotBe() {
        send(merchant, PRODUCTS, "{\"sku\":\"SET\",\"components\":[{\"sku\":\"MUG\"}]}")
                .mustBe(201);

        for (String components : new String[] {
            "[{\"sku\":\"SET\"}]",
            "[{\"sku\":\"NOWHERE\"}]",
            "[{\"sku\":\"BIG\"}]",
            "[{\"sku\":\"MUG\"},{\"sku\":\"MUG\"}]"
        }) {
            assertThat(send(merchant, PRODUCTS, "{\"sku\":\"BIG\",\"components\":%s}".formatted(components))
                            .mustBe(400)
                            .wrongFields())
                    .as(components)
                    .containsExactly("components");
        }
        assertThat(send(merchant, PRODUCTS, "{\"sku\":\"BIG\",\"components\":[{\"sku\":\"MUG\",\"quantity\":0}]}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("components[0].quantity");
        assertThat(replace(merchant, "/api/v1/inventory/SET/quantity", "{\"onHand\":1,\"reason\":\"count\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("sku");
        assertThat(replace(merchant, PRODUCTS + "/MUG", "{\"components\":[{\"sku\":\"SET\"}]}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("components");
    }

    @Test
    void anOrderFromBeforeMappingsExistedIsReadAndFollowsThem() {
        JsonNode order = receives("1", "shop-mug", 2);
        int stripped = unitOfWork.run(
                merchant, () -> jdbc.sql("UPDATE orders SET state = state - 'resolution' WHERE tenant_id = ?")
                        .param(merchant.value())
                        .update());
        unitOfWork.execute(merchant, () -> jdbc.sql("DELETE FROM order_open_item WHERE tenant_id = ?")
                .param(merchant.value())
                .update());
        assertThat(stripped).isEqualTo(1);

        send(
                        merchant,
                        MAPPINGS,
                        "{\"mappings\":[{\"connectionId\":\"%s\",\"channelSku\":\"shop-mug\",\"sku\":\"MUG\"}]}"
                                .formatted(connectionOf(order)))
                .mustBe(207);

        assertThat(orderNow(order).path("status").asText()).isEqualTo("ALLOCATED");
    }

    /** Whichever of the two is first, the order is resolved in the end: none slips through between look-up and commit. */
    @Test
    void givenAnOrderAndItsMappingAtTheSameMoment_thenTheOrderIsNeverLeftBehind() throws Exception {
        stock(merchant, "MUG", 1_000);
        String connection = connectionOf(receives("first", "MUG", 1));
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 40; round++) {
                String sku = "race-" + round;
                CyclicBarrier moment = new CyclicBarrier(2);
                Future<JsonNode> order = people.submit(() -> {
                    moment.await(10, TimeUnit.SECONDS);
                    return receives(sku, sku, 1);
                });
                Future<Answer> mapping = people.submit(() -> {
                    moment.await(10, TimeUnit.SECONDS);
                    return replace(
                            merchant,
                            PRODUCTS + "/MUG/mappings",
                            "{\"connectionId\":\"%s\",\"channelSku\":\"%s\"}".formatted(connection, sku));
                });
                mapping.get(20, TimeUnit.SECONDS).mustBe(200);
                assertThat(orderNow(order.get(20, TimeUnit.SECONDS))
                                .path("status")
                                .asText())
                        .as("round %d", round)
                        .isEqualTo("ALLOCATED");
            }
        } finally {
            people.shutdownNow();
        }
    }
}
