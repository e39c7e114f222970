package io.quayside.app.orders.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderListTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";

    @Test
    void showsEachOfAThousandOrdersOnceNewestFirst() {
        TenantId merchant = newMerchant();
        for (int batch = 0; batch < 2; batch++) {
            int from = batch * 500;
            String orders = IntStream.range(from, from + 500)
                    // five orders each share a moment, so that the id must break the tie
                    .mapToObj(n -> placed(
                            "P-" + n, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(n / 5)))
                    .collect(Collectors.joining(","));
            send(merchant, ORDERS + "/batch", "[" + orders + "]").mustBe(207);
        }

        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = read(merchant, ORDERS + "?limit=137&cursor={cursor}", cursor)
                    .mustBe(200)
                    .body();
            page.path("items").forEach(seen::add);
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asText();
        } while (cursor != null);

        assertThat(seen).hasSize(1_000);
        assertThat(new HashSet<>(
                        seen.stream().map(order -> order.path("id").asText()).toList()))
                .hasSize(1_000);
        assertThat(seen.stream()
                        .map(order -> Instant.parse(order.path("placedAt").asText()))
                        .toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void narrowsByEachParameter() {
        TenantId merchant = newMerchant();
        stock(merchant, "MUG-1", 1);
        JsonNode mug =
                send(merchant, ORDERS, order("N-1", "MUG-1", 1)).mustBe(201).body();
        send(merchant, ORDERS, order("N-2", "UNHEARD-OF", 1)).mustBe(201);
        send(merchant, ORDERS, placed("N-3", Instant.parse("2020-05-05T10:00:00Z")))
                .mustBe(201);

        assertThat(ids(merchant, "status=ALLOCATED")).containsExactly("N-1");
        assertThat(ids(merchant, "status=ALLOCATED,ON_HOLD")).containsExactlyInAnyOrder("N-1", "N-2", "N-3");
        assertThat(ids(merchant, "channel=rest")).hasSize(3);
        assertThat(ids(merchant, "channel=shopify")).isEmpty();
        assertThat(ids(merchant, "connectionId=" + mug.path("connectionId").asText()))
                .hasSize(3);
        assertThat(ids(merchant, "connectionId=" + java.util.UUID.randomUUID())).isEmpty();
        assertThat(ids(merchant, "q=unheard")).containsExactly("N-2");
        assertThat(ids(merchant, "q=ERIKA@example")).containsExactlyInAnyOrder("N-1", "N-2");
        assertThat(ids(merchant, "q=n_1")).isEmpty();
        assertThat(ids(merchant, "to=2020-05-05")).containsExactly("N-3");
        assertThat(ids(merchant, "to=2020-05-05T10:00:00Z")).isEmpty();
        assertThat(ids(merchant, "from=2020-05-05T10:00:00Z&to=2021-01-01T00:00:00Z"))
                .containsExactly("N-3");
    }

    @Test
    void namesEveryParameterThatCannotBeRead() {
        Answer answer =
                read(newMerchant(), ORDERS + "?status=SENT&channel=!&connectionId=7&from=yesterday&to=2026-13-01");

        assertThat(answer.mustBe(400).wrongFields())
                .containsExactlyInAnyOrder("status", "channel", "connectionId", "from", "to");
        assertThat(read(newMerchant(), ORDERS + "?limit=201").mustBe(400).wrongFields())
                .containsExactly("limit");
        assertThat(read(newMerchant(), ORDERS + "?cursor=abc").mustBe(400).wrongFields())
                .containsExactly("cursor");
    }

    @Test
    void findsAnOrderByTheIdOfItsChannel() {
        TenantId merchant = newMerchant();
        JsonNode order =
                send(merchant, ORDERS, order("E/1 ü", "A", 1)).mustBe(201).body();

        JsonNode found = read(
                        merchant,
                        ORDERS + "/by-external-id?connectionId={c}&externalId={e}",
                        order.path("connectionId").asText(),
                        "E/1 ü")
                .mustBe(200)
                .body();

        assertThat(found).isEqualTo(order);
        read(
                        merchant,
                        ORDERS + "/by-external-id?connectionId={c}&externalId={e}",
                        order.path("connectionId").asText(),
                        "E/2")
                .mustBe(404);
    }

    private List<String> ids(TenantId merchant, String query) {
        return read(merchant, ORDERS + "?" + query)
                .mustBe(200)
                .body()
                .path("items")
                .findValuesAsText("externalId")
                .stream()
                .filter(id -> id.startsWith("N-"))
                .toList();
    }

    private static String placed(String externalId, Instant at) {
        return """
                {"externalId":"%s","currency":"USD","placedAt":"%s","updatedAt":"%s","lines":[{"sku":"BULK","quantity":1,"unitPrice":"1.00"}]}"""
                .formatted(externalId, at, at);
    }
}
