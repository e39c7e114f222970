package io.quayside.app.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the order list needs beside the orders: words, flags, figures, reviews, views, what the filter ignores. */
class OrderDeskTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";
    private TenantId merchant;

    @BeforeEach
    void aMerchantWithStock() {
        merchant = newMerchant();
        stock(merchant, "MUG-RED", 5);
    }

    @Test
    void findsAnOrderByTheBeginningsOfItsWords() {
        send(merchant, ORDERS, order("W-1", "MUG-RED", 1)).mustBe(201);
        send(merchant, ORDERS, order("W-2", "CUP-7", 1)).mustBe(201);

        for (String words :
                List.of("w-1", "ERIKA mug", "red", "koln W-1", "erika@example.com 1", "köl mug-red", "511 mug")) {
            assertThat(found("q", words)).as(words).containsExactly("W-1");
        }
        for (String nothing : List.of("rika", "mug cup", "'", "\\", "mug & cup", "%", "W-1:*x")) {
            assertThat(found("q", nothing)).as(nothing).isEmpty();
        }
        assertThat(found("q", "erika")).containsExactlyInAnyOrder("W-1", "W-2");
    }

    @Test
    void anotherMerchantsWordsFindNothing() {
        send(merchant, ORDERS, order("W-1", "MUG-RED", 1)).mustBe(201);

        JsonNode page = read(newMerchant(), ORDERS + "?q=erika").mustBe(200).body();

        assertThat(page.path("items")).isEmpty();
    }

    @Test
    void narrowsByFlagsTogetherWithEverythingElse() {
        send(merchant, ORDERS, order("F-1", "MUG-RED", 1)).mustBe(201);
        send(merchant, ORDERS, order("F-2", "MUG-RED", 9)).mustBe(201);
        send(merchant, ORDERS, order("F-3", "UNHEARD-OF", 1)).mustBe(201);

        assertThat(found("flag", "BACKORDERED")).containsExactly("F-2");
        assertThat(found("flag", "backordered,UNMAPPED_SKU")).containsExactlyInAnyOrder("F-2", "F-3");
        assertThat(found("flag", "BACKORDERED", "channel", "rest", "q", "erika", "status", "PARTIALLY_ALLOCATED"))
                .containsExactly("F-2");
        assertThat(found("flag", "BACKORDERED", "status", "ON_HOLD")).isEmpty();
        assertThat(read(merchant, ORDERS + "?flag=ODD").mustBe(400).wrongFields())
                .containsExactly("flag");
    }

    @Test
    void pagesThroughWhatAWordFinds() {
        for (int i = 0; i < 5; i++) {
            send(merchant, ORDERS, order("P-" + i, "MUG-RED", 1)).mustBe(201);
        }

        JsonNode first = read(merchant, ORDERS + "?q=erika&limit=3").mustBe(200).body();
        JsonNode second = read(
                        merchant,
                        ORDERS + "?q=erika&limit=3&cursor={cursor}",
                        first.path("nextCursor").asText())
                .mustBe(200)
                .body();

        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void countsByStatus() {
        send(merchant, ORDERS, order("C-1", "MUG-RED", 1)).mustBe(201);
        send(merchant, ORDERS, order("C-2", "UNHEARD-OF", 1)).mustBe(201);
        send(merchant, ORDERS, wrongTotal("C-3")).mustBe(201);

        JsonNode summary = read(merchant, ORDERS + "/summary").mustBe(200).body();

        assertThat(count(summary, "ALLOCATED")).isEqualTo(1);
        assertThat(count(summary, "ON_HOLD")).isEqualTo(2);
        assertThat(count(summary, "SHIPPED")).isZero();
        assertThat(summary.path("openReviews").path("count").asInt()).isEqualTo(1);
        assertThat(summary.path("openDeadLetters").path("count").asInt()).isZero();
    }

    @Test
    void aReviewIsResolvedWithANoteThatStaysInTheTimeline() {
        JsonNode order = send(merchant, ORDERS, wrongTotal("R-1")).mustBe(201).body();
        JsonNode review = read(merchant, "/api/v1/reviews")
                .mustBe(200)
                .body()
                .path("items")
                .path(0);
        assertThat(review.path("code").asText()).isEqualTo("TOTAL_MISMATCH");
        assertThat(review.path("orderId").asText()).isEqualTo(order.path("id").asText());
        String path = "/api/v1/reviews/" + review.path("id").asText();

        assertThat(send(merchant, path + "/resolve", "{\"note\":\" \"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("note");
        send(newMerchant(), path + "/resolve", "{\"note\":\"mine\"}").mustBe(404);
        JsonNode resolved = send(merchant, path + "/resolve", "{\"note\":\"A tip, the shop says.\"}")
                .mustBe(200)
                .body();

        assertThat(resolved.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(resolved.path("closedBy").asText()).isEqualTo("anna@example.com");
        assertThat(read(merchant, "/api/v1/reviews").body().path("items")).isEmpty();
        assertThat(read(merchant, "/api/v1/reviews?status=RESOLVED&code=TOTAL_MISMATCH")
                        .body()
                        .path("items"))
                .hasSize(1);
        assertThat(read(merchant, ORDERS + "/{id}", order.path("id").asText())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ALLOCATED");
        assertThat(read(merchant, ORDERS + "/{id}/timeline", order.path("id").asText())
                        .text())
                .contains("ReviewOpened", "ReviewResolved", "A tip, the shop says.");
    }

    @Test
    void eachUserKeepsViewsOfTheirOwn() {
        String view =
                "{\"name\":\"Stuck\",\"filters\":{\"status\":[\"ON_HOLD\"],\"flag\":[\"MISSING_SKU\"],\"placedWithinDays\":7}}";
        JsonNode saved = send(merchant, ORDERS + "/views", view).mustBe(201).body();

        assertThat(send(merchant, ORDERS + "/views", view)
                        .mustBe(409)
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("/problems/name-taken");
        assertThat(send(
                                merchant,
                                ORDERS + "/views",
                                "{\"name\":\"x\",\"filters\":{\"status\":[\"SENT\"],\"from\":\"soon\"}}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactlyInAnyOrder("status", "from");
        Merchant colleague = new Merchant(merchant, "ben@example.com", false, Set.of(Merchant.ANY_SCOPE));
        assertThat(call(colleague, get(ORDERS + "/views")).mustBe(200).body().path("items"))
                .isEmpty();
        call(colleague, delete(ORDERS + "/views/{id}", saved.path("id").asText()))
                .mustBe(404);

        replace(
                        merchant,
                        ORDERS + "/views/{id}",
                        view.replace("Stuck", "Held"),
                        saved.path("id").asText())
                .mustBe(200);
        JsonNode mine = read(merchant, ORDERS + "/views").mustBe(200).body().path("items");
        assertThat(mine).hasSize(1);
        assertThat(mine.path(0).path("name").asText()).isEqualTo("Held");
        assertThat(mine.path(0).path("filters").path("placedWithinDays").asInt())
                .isEqualTo(7);
        call(merchant, delete(ORDERS + "/views/{id}", saved.path("id").asText()))
                .mustBe(204);
        assertThat(read(merchant, ORDERS + "/views").body().path("items")).isEmpty();
    }

    @Test
    void whatTheFilterIgnoresIsListedAndCanBeTakenInByHand() {
        JsonNode order =
                send(merchant, ORDERS, order("I-1", "MUG-RED", 2)).mustBe(201).body();
        filter(order, "{\"exceptCountries\":\"DE\"}");

        await().untilAsserted(() -> assertThat(found("status", "IGNORED")).containsExactly("I-1"));
        assertThat(stockOf(merchant, "MUG-RED").path("reserved").asInt()).isZero();
        JsonNode late =
                send(merchant, ORDERS, order("I-2", "MUG-RED", 1)).mustBe(201).body();
        assertThat(late.path("status").asText()).isEqualTo("IGNORED");
        assertThat(late.path("ignoredBecause").asText()).contains("orders to DE are excluded");

        JsonNode taken = call(
                        merchant,
                        post(ORDERS + "/{id}/take-in", order.path("id").asText()))
                .mustBe(200)
                .body();
        assertThat(taken.path("status").asText()).isEqualTo("ALLOCATED");

        filter(order, "{\"exceptCountries\":\"DE,AT\"}");
        filter(order, "{}");
        await().untilAsserted(() -> assertThat(found("status", "ALLOCATED")).contains("I-1", "I-2"));
        call(newMerchant(), post(ORDERS + "/{id}/take-in", order.path("id").asText()))
                .mustBe(404);
    }

    /** As the connection's own API does it; that has tests of its own. */
    private void filter(JsonNode order, String settings) {
        unitOfWork.execute(merchant, () -> {
            UUID connection = UUID.fromString(order.path("connectionId").asText());
            jdbc.sql("UPDATE connection SET settings = ?::jsonb WHERE tenant_id = ? AND id = ?")
                    .params(settings, merchant.value(), connection)
                    .update();
            jdbc.sql(
                            "INSERT INTO order_refilter (tenant_id, connection_id, change) VALUES (?, ?, ?)"
                                    + " ON CONFLICT (tenant_id, connection_id) DO UPDATE SET change = excluded.change, after_order = NULL")
                    .params(merchant.value(), connection, UUID.randomUUID())
                    .update();
        });
    }

    private List<String> found(String... parameters) {
        var request = get(ORDERS);
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return call(merchant, request).mustBe(200).body().path("items").findValuesAsText("externalId").stream()
                .filter(id -> id.matches("[A-Z]-\\d"))
                .toList();
    }

    private static int count(JsonNode summary, String status) {
        for (JsonNode one : summary.path("statuses")) {
            if (one.path("status").asText().equals(status)) {
                return one.path("count").asInt();
            }
        }
        throw new AssertionError("no " + status);
    }

    private static String wrongTotal(String externalId) {
        return order(externalId, "MUG-RED", 1).replaceFirst("\\{", "{\"totals\":{\"grandTotal\":\"11.00\"},");
    }
}
