package io.quayside.app.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class OrderEntryTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";

    @Test
    void takesAnOrderInAndReservesItsStock() {
        TenantId merchant = newMerchant();
        stock(merchant, "MUG-1", 5);

        Answer answer = send(merchant, ORDERS, order("W-1", "MUG-1", 2)).mustBe(201);

        JsonNode order = answer.body();
        assertThat(answer.response().getHeader("Location"))
                .isEqualTo("/api/v1/orders/" + order.path("id").asText());
        assertThat(order.path("status").asText()).isEqualTo("ALLOCATED");
        assertThat(order.path("lines").path(0).path("allocatedQuantity").asInt())
                .isEqualTo(2);
        assertThat(order.path("totals").path("grandTotal").toString())
                .isEqualTo("{\"amount\":\"20.00\",\"currency\":\"EUR\"}");
        assertThat(stockOf(merchant, "MUG-1").path("available").asInt()).isEqualTo(3);
        assertThat(read(merchant, ORDERS + "/{id}", order.path("id").asText())
                        .mustBe(200)
                        .body())
                .isEqualTo(order);
    }

    @Test
    void tellsEveryFieldOfTheContractAlsoWhenItIsUnknown() {
        TenantId merchant = newMerchant();

        JsonNode order = send(
                        merchant,
                        ORDERS,
                        """
                        {"externalId":"W-2","currency":"USD","lines":[{"sku":"A","quantity":1,"unitPrice":"9.90","requiresShipping":false}]}""")
                .mustBe(201)
                .body();

        assertThat(order.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "connectionId",
                        "channel",
                        "externalId",
                        "number",
                        "version",
                        "placedAt",
                        "updatedAt",
                        "importedAt",
                        "test",
                        "status",
                        "financialStatus",
                        "currency",
                        "taxesIncluded",
                        "totals",
                        "customer",
                        "shippingAddress",
                        "billingAddress",
                        "lines",
                        "shippingLines",
                        "shipBy",
                        "deliverBy",
                        "note",
                        "tags",
                        "attributes",
                        "flags",
                        "fulfillments",
                        "refunds",
                        "heldBy",
                        "ignoredBecause",
                        "shipGroups",
                        "personalData");
        assertThat(order.path("totals").fieldNames())
                .toIterable()
                .containsExactly("lines", "discounts", "shipping", "tax", "adjustments", "grandTotal", "refunded");
        assertThat(order.path("customer").isNull()).isTrue();
        assertThat(order.path("shippingAddress").isNull()).isTrue();
        assertThat(order.path("placedAt").asText()).endsWith("Z");
        assertThat(order.path("channel").asText()).isEqualTo("rest");
    }

    @Test
    void namesEveryFieldThatIsWrongAtOnce() {
        Answer answer = send(
                newMerchant(),
                ORDERS,
                """
                {"externalId":"W-3","currency":"EURO","connectionId":"7",
                 "lines":[{"sku":"A","quantity":-1,"unitPrice":"ten"}]}""");

        answer.mustBe(400);
        assertThat(answer.response().getContentType()).startsWith("application/problem+json");
        assertThat(answer.wrongFields())
                .contains("currency", "lines[0].quantity", "lines[0].unitPrice", "connectionId");
        assertThat(answer.body().path("type").asText()).isEqualTo("/problems/invalid-request");
    }

    @Test
    void saysWhereTheJsonBreaks() {
        Answer answer = send(newMerchant(), ORDERS, "{\"externalId\":\"W-4\",}").mustBe(400);

        assertThat(answer.body().path("detail").asText()).contains("line 1");
    }

    @Test
    void refusesWhatIsNotJson() {
        call(newMerchant(), post(ORDERS).contentType(MediaType.TEXT_PLAIN).content("hello"))
                .mustBe(415);
    }

    @Test
    void takesTheSameExternalIdAgainAsAnUpdate() {
        TenantId merchant = newMerchant();
        stock(merchant, "MUG-1", 5);
        String id = send(merchant, ORDERS, order("W-5", "MUG-1", 1))
                .mustBe(201)
                .body()
                .path("id")
                .asText();

        JsonNode updated =
                send(merchant, ORDERS, order("W-5", "MUG-1", 4)).mustBe(200).body();

        assertThat(updated.path("id").asText()).isEqualTo(id);
        assertThat(updated.path("version").asLong()).isEqualTo(2);
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(4);
    }

    @Test
    void makesOneOrderOfFiftyIdenticalRequestsAtTheSameMoment() throws Exception {
        TenantId merchant = newMerchant();
        stock(merchant, "MUG-1", 100);

        List<Answer> answers = atTheSameMoment(50, () -> keyed(merchant, "key-1", order("W-6", "MUG-1", 2)));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(49);
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(2);
        assertThat(read(merchant, ORDERS).body().path("items")).hasSize(1);
    }

    @Test
    void makesOneOrderOfFiftyRequestsWithoutAKey() throws Exception {
        TenantId merchant = newMerchant();
        stock(merchant, "MUG-1", 100);

        List<Answer> answers = atTheSameMoment(50, () -> send(merchant, ORDERS, order("W-7", "MUG-1", 2)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 201));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(stockOf(merchant, "MUG-1").path("reserved").asInt()).isEqualTo(2);
        assertThat(read(merchant, ORDERS).body().path("items")).hasSize(1);
    }

    @Test
    void givesTheFirstAnswerAgainAlsoWhenTheOrderHasMovedOn() {
        TenantId merchant = newMerchant();
        Answer first = keyed(merchant, "key-2", order("W-8", "NEW-1", 2)).mustBe(201);
        assertThat(first.body().path("status").asText()).isEqualTo("ON_HOLD");
        stock(merchant, "NEW-1", 9);

        Answer again = keyed(merchant, "key-2", order("W-8", "NEW-1", 2)).mustBe(200);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read(merchant, ORDERS + "/{id}", first.body().path("id").asText())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("ALLOCATED");
    }

    @Test
    void refusesAKeyThatBelongsToAnotherOrder() {
        TenantId merchant = newMerchant();
        keyed(merchant, "key-3", order("W-9", "A", 1)).mustBe(201);

        Answer refused = keyed(merchant, "key-3", order("W-10", "A", 1)).mustBe(422);

        assertThat(refused.wrongFields()).containsExactly("Idempotency-Key");
        assertThat(read(merchant, ORDERS).body().path("items")).hasSize(1);
    }

    @Test
    void keepsKeysOfMerchantsApart() {
        keyed(newMerchant(), "same", order("W-11", "A", 1)).mustBe(201);
        keyed(newMerchant(), "same", order("W-12", "A", 1)).mustBe(201);
    }

    @Test
    void refusesTheConnectionOfAnotherMerchantByName() {
        String foreign = send(newMerchant(), ORDERS, order("W-13", "A", 1))
                .body()
                .path("connectionId")
                .asText();

        Answer refused = call(
                newMerchant(),
                post(ORDERS)
                        .param("connectionId", foreign)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(order("W-14", "A", 1)));

        assertThat(refused.mustBe(400).wrongFields()).containsExactly("connectionId");
    }

    @Test
    void answersEachOrderOfABatchForItself() {
        TenantId merchant = newMerchant();
        send(merchant, ORDERS, order("B-1", "A", 1)).mustBe(201);

        JsonNode results = send(
                        merchant,
                        ORDERS + "/batch",
                        "{\"orders\":[%s,{\"externalId\":\"B-2\"},%s,\"nonsense\"]}"
                                .formatted(order("B-1", "A", 3), order("B-3", "A", 1)))
                .mustBe(207)
                .body()
                .path("results");

        assertThat(results.findValuesAsText("index")).containsExactly("0", "1", "2", "3");
        assertThat(IntStream.range(0, 4)
                        .mapToObj(at -> results.path(at).path("status").asInt()))
                .containsExactly(200, 400, 201, 400);
        assertThat(results.path(1).path("problem").path("errors").findValuesAsText("field"))
                .contains("currency");
        assertThat(results.path(2).path("id").asText()).hasSize(36);
    }

    @Test
    void doesNotLetAnOrderThatCannotBeStoredFailTheOthersOfItsBatch() {
        TenantId merchant = newMerchant();
        String poisoned = order("B-4", "A", 1).replace("Heidestr. 17", "Heide\\u0000str. 17");

        JsonNode results = send(merchant, ORDERS + "/batch", "[%s,%s]".formatted(poisoned, order("B-5", "A", 1)))
                .mustBe(207)
                .body()
                .path("results");

        assertThat(results.path(0).path("status").asInt()).isIn(201, 400);
        assertThat(results.path(1).path("status").asInt()).isEqualTo(201);
    }

    @Test
    void refusesABatchOfMoreThanFiveHundred() {
        String orders = String.join(",", java.util.Collections.nCopies(501, "{}"));

        send(newMerchant(), ORDERS + "/batch", "[" + orders + "]").mustBe(400);
    }

    private Answer keyed(TenantId merchant, String key, String order) {
        return call(
                merchant,
                post(ORDERS)
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(order));
    }

    private static List<Answer> atTheSameMoment(int times, Callable<Answer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<Future<Answer>> answers = IntStream.range(0, times)
                    .mapToObj(n -> threads.submit(() -> {
                        go.await();
                        return call.call();
                    }))
                    .toList();
            go.countDown();
            List<Answer> received = new java.util.ArrayList<>();
            for (Future<Answer> answer : answers) {
                received.add(answer.get());
            }
            return received;
        } finally {
            threads.shutdownNow();
        }
    }
}
