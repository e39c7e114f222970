package io.quayside.app.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ship groups over HTTP and in the database. */
class ShipGroupTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";
    private static final String ORDER = ORDERS + "/{id}";
    private static final String GROUPS = ORDER + "/ship-groups";
    private static final String SHIPMENTS = ORDER + "/shipments";
    private TenantId merchant;
    private String id;

    @BeforeEach
    void anOrderOfThreeMugsAndACupThatIsOutOfStock() {
        merchant = newMerchant();
        stock(merchant, "MUG-1", 5);
        stock(merchant, "CUP-1", 0);
        id = place(merchant);
    }

    private String place(TenantId whose) {
        return send(
                        whose,
                        ORDERS,
                        """
                        {"externalId":"G-1","currency":"EUR","lines":[
                            {"externalId":"a","sku":"MUG-1","quantity":3,"unitPrice":"10.00"},
                            {"externalId":"b","sku":"CUP-1","quantity":1,"unitPrice":"5.00"},
                            {"externalId":"c","sku":"CARD","quantity":1,"unitPrice":"5.00","giftCard":true}],
                         "customer":{"name":"Erika Mustermann","email":"erika@example.com"},
                         "shippingAddress":{"name":"Erika Mustermann","line1":"Heidestr. 17","city":"Köln",
                            "postalCode":"51147","countryCode":"DE"}}""")
                .mustBe(201)
                .body()
                .path("id")
                .asText();
    }

    private Answer split(String line, int quantity) {
        return send(
                merchant,
                GROUPS,
                "{\"version\":%d,\"note\":\"by air\",\"lines\":[{\"externalId\":\"%s\",\"quantity\":%d}]}"
                        .formatted(order().path("version").asLong(), line, quantity),
                id);
    }

    private JsonNode order() {
        return read(merchant, ORDER, id).mustBe(200).body();
    }

    /** Such as {@code "2 ALLOCATED: 2/2 a"}. */
    private List<String> groups() {
        List<String> told = new ArrayList<>();
        for (JsonNode group : order().path("shipGroups")) {
            StringBuilder text = new StringBuilder("%d %s:"
                    .formatted(
                            group.path("number").asInt(), group.path("status").asText()));
            group.path("lines")
                    .forEach(line -> text.append(" %d/%d %s"
                            .formatted(
                                    line.path("allocatedQuantity").asInt(),
                                    line.path("quantity").asInt(),
                                    line.path("externalId").asText())));
            told.add(text.toString());
        }
        return told;
    }

    private List<String> timeline() {
        return read(merchant, ORDER + "/timeline?limit=200", id)
                .mustBe(200)
                .body()
                .path("items")
                .findValuesAsText("type");
    }

    @Test
    void anOrderThatWasNotSplitTellsOfNoGroupsAndKeepsNothingForThem() {
        assertThat(order().path("shipGroups").isArray()).isTrue();
        assertThat(groups()).isEmpty();
        assertThat(stored()).doesNotContain("shipGroup");
    }

    private String stored() {
        return unitOfWork.run(merchant, () -> jdbc.sql("SELECT state::text FROM orders WHERE id = ?::uuid")
                .param(id)
                .query(String.class)
                .single());
    }

    @Test
    void splitsShipsTheGroupAndThenTheRest() {
        Answer made = split("a", 2).mustBe(201);

        assertThat(made.body()).isEqualTo(order());
        assertThat(groups()).containsExactly("1 PARTIALLY_ALLOCATED: 1/1 a 0/1 b", "2 ALLOCATED: 2/2 a");
        assertThat(order().at("/shipGroups/1/note").asText()).isEqualTo("by air");
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(3);

        JsonNode parcel = send(
                        merchant, SHIPMENTS, "{\"carrier\":\"dhl\",\"trackingNumber\":\"T1\",\"shipGroup\":2}", id)
                .mustBe(201)
                .body();

        assertThat(parcel.path("shipGroup").asInt()).isEqualTo(2);
        assertThat(parcel.path("lines").toString()).isEqualTo("[{\"externalId\":\"a\",\"quantity\":2}]");
        send(merchant, SHIPMENTS, "{\"carrier\":\"dhl\",\"trackingNumber\":\"T1\",\"shipGroup\":2}", id)
                .mustBe(200);
        assertThat(order().path("status").asText()).isEqualTo("PARTIALLY_SHIPPED");
        assertThat(stockOf(merchant, "MUG-1").path("onHand").asInt()).isEqualTo(3);
        assertThat(groups()).isEmpty();

        stock(merchant, "CUP-1", 1);
        send(merchant, SHIPMENTS, "{\"trackingNumber\":\"T2\"}", id).mustBe(201);

        assertThat(order().path("status").asText()).isEqualTo("SHIPPED");
        assertThat(timeline()).contains("OrderSplit");
    }

    @Test
    void ofAMerchantWhoTakesAllOrNothingTheGroupThatIsHereLeavesAndTheOtherWaits() {
        replace(merchant, "/api/v1/allocation-rule", "{\"rule\":\"ALL_OR_NOTHING\"}")
                .mustBe(200);
        send(merchant, GROUPS, "{\"version\":1,\"lines\":[{\"externalId\":\"b\",\"quantity\":1}]}", id)
                .mustBe(201);

        assertThat(groups()).containsExactly("1 ALLOCATED: 3/3 a", "2 BACKORDERED: 0/1 b");

        assertThat(send(merchant, SHIPMENTS, "{\"shipGroup\":2}", id)
                        .mustBe(409)
                        .text())
                .contains("ship group 2 can't leave yet: only 0 of 1 units of 'CUP-1' are reserved");
        send(merchant, SHIPMENTS, "{\"trackingNumber\":\"T1\"}", id).mustBe(201);
        assertThat(groups()).containsExactly("2 BACKORDERED: 0/1 b");

        stock(merchant, "CUP-1", 1);
        assertThat(groups()).containsExactly("2 ALLOCATED: 1/1 b");
        send(merchant, SHIPMENTS, "{\"trackingNumber\":\"T2\",\"shipGroup\":2}", id)
                .mustBe(201);
        assertThat(order().path("status").asText()).isEqualTo("SHIPPED");
    }

    @Test
    void choosesTheRule() {
        assertThat(read(merchant, "/api/v1/allocation-rule").mustBe(200).text()).isEqualTo("{\"rule\":\"PARTIAL\"}");
        replace(merchant, "/api/v1/allocation-rule", "{\"rule\":\"ALL_OR_NOTHING\"}")
                .mustBe(200);

        String later = send(merchant, ORDERS, order("G-2", "MUG-1", 9))
                .mustBe(201)
                .body()
                .path("id")
                .asText();

        assertThat(read(merchant, ORDER, later).body().path("status").asText()).isEqualTo("BACKORDERED");
        assertThat(replace(merchant, "/api/v1/allocation-rule", "{\"rule\":\"SOME\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("rule");
        assertThat(read(newMerchant(), "/api/v1/allocation-rule").text()).contains("PARTIAL");
    }

    @Test
    void holdsReleasesAndMergesAGroup() {
        split("a", 2).mustBe(201);

        send(merchant, GROUPS + "/2/hold", "{\"reason\":\"The engraver is ill.\"}", id)
                .mustBe(200);
        assertThat(groups()).last().isEqualTo("2 ON_HOLD: 2/2 a");
        Answer refused = send(merchant, SHIPMENTS, "{\"shipGroup\":2}", id).mustBe(409);
        assertThat(refused.text()).contains("/problems/not-shippable", "The engraver is ill.");

        send(merchant, GROUPS + "/2/release", "{}", id).mustBe(200);
        assertThat(groups()).last().isEqualTo("2 ALLOCATED: 2/2 a");

        long version = order().path("version").asLong();
        assertThat(call(merchant, delete(GROUPS + "/2?version=" + (version - 1), id))
                        .mustBe(409)
                        .wrongFields())
                .containsExactly("version");
        JsonNode merged = call(merchant, delete(GROUPS + "/2?version=" + version, id))
                .mustBe(200)
                .body();

        assertThat(merged.path("shipGroups")).isEmpty();
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(3);
        assertThat(timeline()).contains("OrderSplit", "ShipGroupHeld", "ShipGroupReleased", "ShipGroupMerged");
        call(merchant, delete(GROUPS + "/2", id)).mustBe(404);
        split("a", 1).mustBe(201);
        call(merchant, delete(GROUPS + "/3", id)).mustBe(200);
        assertThat(groups()).isEmpty();
    }

    @Test
    void saysWhichFieldIsWrongAndWhatToDo() {
        assertThat(send(merchant, GROUPS, "{\"lines\":[{\"externalId\":\"a\",\"quantity\":1}]}", id)
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("version");
        assertThat(split("a", 0).mustBe(400).wrongFields()).containsExactly("lines[0].quantity");
        assertThat(split("a", 4).mustBe(400).wrongFields()).containsExactly("lines[0].quantity");
        assertThat(split("z", 1).mustBe(400).wrongFields()).containsExactly("lines[0].externalId");
        assertThat(split("c", 1).mustBe(400).text()).contains("lines[0].externalId", "is not shipped: leave it out");
        assertThat(send(merchant, GROUPS, "{\"version\":1,\"lines\":[]}", id)
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("lines");
        assertThat(call(merchant, delete(GROUPS + "/1?version=1", id))
                        .mustBe(409)
                        .text())
                .contains("/problems/not-splittable");
        assertThat(send(merchant, GROUPS + "/1/hold", "{}", id).mustBe(409).text())
                .contains("hold the order itself");
        assertThat(send(
                                merchant,
                                GROUPS,
                                "{\"version\":1,\"note\":\"%s\",\"lines\":[{\"externalId\":\"a\",\"quantity\":1}]}"
                                        .formatted("x".repeat(501)),
                                id)
                        .mustBe(400)
                        .text())
                .contains("at most 500 characters");
        assertThat(order().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void theChannelsNewsTrimsGroupsAndIsNeverRefused() {
        split("a", 2).mustBe(201);

        send(
                        merchant,
                        ORDERS,
                        """
                        {"externalId":"G-1","currency":"EUR","lines":[
                            {"externalId":"a","sku":"MUG-1","quantity":1,"unitPrice":"10.00"}],
                         "shippingAddress":{"name":"Erika Mustermann","line1":"Heidestr. 17","city":"Köln",
                            "postalCode":"51147","countryCode":"DE"}}""")
                .mustBe(200);

        assertThat(groups()).containsExactly("2 ALLOCATED: 1/1 a");
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(1);
        assertThat(timeline()).contains("ShipGroupChanged");
    }

    @Test
    void isNotThereForAnotherMerchantNorForAKeyThatOnlyReads() {
        split("a", 1).mustBe(201);
        TenantId stranger = newMerchant();
        String wish = "{\"version\":1,\"lines\":[{\"externalId\":\"a\",\"quantity\":1}]}";

        assertThat(List.of(
                        send(stranger, GROUPS, wish, id).status(),
                        call(stranger, delete(GROUPS + "/2?version=2", id)).status(),
                        send(stranger, GROUPS + "/2/hold", "{}", id).status(),
                        send(stranger, GROUPS + "/2/release", "{}", id).status()))
                .containsOnly(404);
        Merchant reader = new Merchant(merchant, "report key", false, Set.of("orders:read"));
        assertThat(call(reader, post(GROUPS + "/2/hold", id)).mustBe(403).text())
                .contains("orders:write");
        assertThat(groups()).hasSize(2);
    }
}
