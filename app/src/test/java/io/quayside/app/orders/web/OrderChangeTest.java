package io.quayside.app.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.app.api.ApiTest;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class OrderChangeTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";
    private static final String ORDER = ORDERS + "/{id}";
    private TenantId merchant;
    private JsonNode order;
    private String id;

    @BeforeEach
    void anOrderWithStock() {
        merchant = newMerchant();
        stock(merchant, "MUG-1", 5);
        order = send(merchant, ORDERS, order("C-1", "MUG-1", 2)).mustBe(201).body();
        id = order.path("id").asText();
    }

    @Test
    void changesAddressNoteAndTags() {
        JsonNode changed = replace(
                        merchant,
                        ORDER,
                        """
                        {"version":1,"note":"Ring twice","tags":["gift"],
                         "shippingAddress":{"name":"Max","line1":"Ring 1","city":"Wien","postalCode":"1010","countryCode":"AT"}}""",
                        id)
                .mustBe(200)
                .body();

        assertThat(changed.path("version").asLong()).isEqualTo(2);
        assertThat(changed.path("note").asText()).isEqualTo("Ring twice");
        assertThat(changed.path("tags").toString()).isEqualTo("[\"gift\"]");
        assertThat(changed.path("shippingAddress").path("city").asText()).isEqualTo("Wien");
        assertThat(timeline()).contains("OrderEdited");
    }

    @Test
    void takesTheWholeOrderBackAsItWasShown() {
        ObjectNode whole = order.deepCopy();
        whole.put("note", "new");

        JsonNode changed =
                replace(merchant, ORDER, whole.toString(), id).mustBe(200).body();

        assertThat(changed.path("note").asText()).isEqualTo("new");
    }

    @Test
    void refusesByNameWhatIsNotTheMerchantsToChange() {
        Answer refused = replace(merchant, ORDER, "{\"version\":1,\"currency\":\"USD\",\"colour\":\"red\"}", id);

        assertThat(refused.mustBe(400).wrongFields()).containsExactlyInAnyOrder("currency", "colour");
    }

    @Test
    void refusesAChangeOfAnOrderThatSomeoneElseChanged() {
        replace(merchant, ORDER, "{\"version\":1,\"note\":\"first\"}", id).mustBe(200);

        Answer refused = replace(merchant, ORDER, "{\"version\":1,\"note\":\"second\"}", id);

        assertThat(refused.mustBe(409).wrongFields()).containsExactly("version");
        assertThat(refused.body().path("type").asText()).isEqualTo("/problems/stale-version");
        assertThat(replace(merchant, ORDER, "{\"note\":\"third\"}", id)
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("version");
    }

    @Test
    void cancelsAndReleasesTheStockOnce() {
        JsonNode cancelled = call(merchant, delete(ORDER, id).param("reason", "customer"))
                .mustBe(200)
                .body();

        assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("lines").path(0).path("allocatedQuantity").asInt())
                .isZero();
        assertThat(stockOf(merchant, "MUG-1").path("available").asInt()).isEqualTo(5);

        call(merchant, delete(ORDER, id).contentType(MediaType.APPLICATION_JSON).content("{\"reason\":\"again\"}"))
                .mustBe(200);
        assertThat(stockOf(merchant, "MUG-1").path("available").asInt()).isEqualTo(5);
    }

    @Test
    void holdsAndReleases() {
        JsonNode held = call(
                        merchant,
                        post(ORDER + "/hold", id)
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"reason\":\"Customer asked to wait.\"}"))
                .mustBe(200)
                .body();
        assertThat(held.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(held.path("heldBy").toString()).contains("Customer asked to wait.");
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(2);

        JsonNode released =
                call(merchant, post(ORDER + "/release", id)).mustBe(200).body();
        assertThat(released.path("status").asText()).isEqualTo("ALLOCATED");
        assertThat(released.path("heldBy")).isEmpty();
    }

    @Test
    void tellsWhatHappenedInOrder() {
        call(merchant, post(ORDER + "/hold", id)).mustBe(200);
        call(merchant, delete(ORDER, id)).mustBe(200);

        assertThat(timeline())
                .startsWith("OrderReceived")
                .contains("StockReserved", "OrderHeld", "OrderCancelled", "StockReleased");
        JsonNode first =
                read(merchant, ORDER + "/timeline?limit=1", id).mustBe(200).body();
        assertThat(first.path("items").path(0).path("data").path("externalId").asText())
                .isEqualTo("C-1");
        JsonNode second = read(
                        merchant,
                        ORDER + "/timeline?limit=200&cursor={c}",
                        id,
                        first.path("nextCursor").asText())
                .body();
        assertThat(second.path("items").size()).isEqualTo(timeline().size() - 1);
    }

    @Test
    void givesThePayloadBackByteForByte() {
        String sent = order("C-2", "MUG-1", 1) + "\n  ";
        String made = send(merchant, ORDERS, sent).mustBe(201).body().path("id").asText();

        Answer raw = read(merchant, ORDER + "/raw", made).mustBe(200);

        assertThat(raw.response().getContentType()).isEqualTo("application/json");
        assertThat(raw.response().getContentAsByteArray()).isEqualTo(sent.getBytes(StandardCharsets.UTF_8));
        String delivery = raw.response().getHeader("Quayside-Delivery");
        send(merchant, ORDERS, order("C-2", "MUG-1", 2)).mustBe(200);
        assertThat(read(merchant, ORDER + "/raw?delivery={d}", made, delivery)
                        .mustBe(200)
                        .text())
                .isEqualTo(sent);
        read(merchant, ORDER + "/raw?delivery=unknown", made).mustBe(404);
    }

    @Test
    void isNotThereForAnotherMerchant() {
        TenantId stranger = newMerchant();
        String version = "{\"version\":1,\"note\":\"x\"}";

        List<Integer> answers = List.of(
                read(stranger, ORDER, id).status(),
                replace(stranger, ORDER, version, id).status(),
                call(stranger, delete(ORDER, id)).status(),
                call(stranger, post(ORDER + "/hold", id)).status(),
                call(stranger, post(ORDER + "/release", id)).status(),
                read(stranger, ORDER + "/timeline", id).status(),
                read(stranger, ORDER + "/raw", id).status());

        assertThat(answers).containsOnly(404);
        assertThat(read(stranger, ORDERS).body().path("items")).isEmpty();
        assertThat(read(merchant, ORDER, id).body()).isEqualTo(order);
    }

    @Test
    void asksApiKeysForTheScope() {
        Merchant reader = new Merchant(merchant, "report key", false, Set.of("orders:read"));

        call(reader, get(ORDER, id)).mustBe(200);
        Answer refused = call(reader, delete(ORDER, id)).mustBe(403);

        assertThat(refused.text()).contains("orders:write");
    }

    @Test
    void saysWhenAnIdIsNone() {
        assertThat(read(merchant, ORDERS + "/7").mustBe(400).wrongFields()).containsExactly("id");
    }

    private List<String> timeline() {
        return read(merchant, ORDER + "/timeline", id)
                .mustBe(200)
                .body()
                .path("items")
                .findValuesAsText("type");
    }
}
