package io.quayside.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.app.api.ForgetfulPlatform;
import io.quayside.app.persistence.SystemWork;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

class PrivacyTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";
    private static final String FORGETFUL = ForgetfulPlatform.PLATFORM.name();
    private static final List<String> OF_THE_BUYER = List.of("Erika", "erika@example.com", "Heidestr", "51147", "Köln");

    @Autowired
    private RetentionSweep sweep;

    @Autowired
    private Housekeeping housekeeping;

    @Autowired
    private SystemWork system;

    private TenantId merchant;

    @BeforeEach
    void aMerchant() {
        merchant = newMerchant();
    }

    @Test
    void erasesABuyerEverywhereOnDemandAndKeepsWhatTheBooksNeed() {
        stock(merchant, "MUG", 5);
        JsonNode done = send(merchant, ORDERS, digital("E-1", Instant.now()))
                .mustBe(201)
                .body();
        JsonNode open =
                send(merchant, ORDERS, order("E-2", "MUG", 1)).mustBe(201).body();
        JsonNode others = send(merchant, ORDERS, order("E-3", "MUG", 1).replace("rika", "lke"))
                .mustBe(201)
                .body();
        replace(
                        merchant,
                        ORDERS + "/{id}",
                        "{\"version\":1,\"note\":\"Erika rings twice\"}",
                        done.path("id").asText())
                .mustBe(200);
        String letter = letter("rest", "{\"email\":\"ERIKA@example.com\"}", Instant.now());

        JsonNode outcome = send(merchant, "/api/v1/privacy/erasures", "{\"email\":\"Erika@Example.com\"}")
                .mustBe(200)
                .body();

        assertThat(outcome.path("orders").asInt()).isEqualTo(1);
        assertThat(outcome.path("waitingForShipment").asInt()).isEqualTo(1);
        assertThat(outcome.path("deadLetters").asInt()).isEqualTo(1);
        String id = done.path("id").asText();
        assertThat(everythingOf(id)).doesNotContain(OF_THE_BUYER.toArray(String[]::new));
        assertThat(everythingOf(id)).contains("PersonalDataErased", "\"511\"", "DE");
        assertThat(everythingOf(others.path("id").asText())).contains("Elke");
        assertThat(read(merchant, ORDERS + "?q=erika@example.com").body().path("items"))
                .hasSize(1);
        assertThat(read(merchant, ORDERS + "/{id}", open.path("id").asText())
                        .body()
                        .path("personalData")
                        .asText())
                .isEqualTo("TO_ERASE");
        assertThat(read(merchant, "/api/v1/dead-letters/{id}", letter)
                        .mustBe(200)
                        .text())
                .doesNotContainIgnoringCase("erika");

        send(
                        merchant,
                        ORDERS + "/" + open.path("id").asText() + "/shipments",
                        "{\"carrier\":\"DHL\",\"trackingNumber\":\"1\"}")
                .mustBe(201);
        sweep.sweep(merchant);
        assertThat(everythingOf(open.path("id").asText())).doesNotContain(OF_THE_BUYER.toArray(String[]::new));
    }

    @Test
    void whatPeopleWroteAboutShipGroupsGoesWithTheBuyer() {
        stock(merchant, "MUG", 5);
        JsonNode order =
                send(merchant, ORDERS, order("G-1", "MUG", 2)).mustBe(201).body();
        String id = order.path("id").asText();
        send(
                        merchant,
                        ORDERS + "/{id}/ship-groups",
                        "{\"version\":1,\"note\":\"Erika collects it\",\"lines\":[{\"externalId\":\"%s\",\"quantity\":1}]}"
                                .formatted(order.at("/lines/0/externalId").asText()),
                        id)
                .mustBe(201);
        send(merchant, ORDERS + "/{id}/ship-groups/1/hold", "{\"reason\":\"Erika is away\"}", id)
                .mustBe(200);
        send(merchant, ORDERS + "/{id}/ship-groups/1/release", "{}", id).mustBe(200);
        send(merchant, ORDERS + "/{id}/shipments", "{\"shipGroup\":2}", id).mustBe(201);
        send(merchant, ORDERS + "/{id}/shipments", "{}", id).mustBe(201);

        send(merchant, "/api/v1/privacy/erasures", "{\"email\":\"erika@example.com\"}")
                .mustBe(200);

        assertThat(everythingOf(id)).doesNotContain("Erika").contains("ShipGroupHeld", "OrderSplit");
    }

    @Test
    void theKeyThatWasUsedOnceDoesNotBringTheBuyerBack() {
        String body = digital("K-1", Instant.now());
        var request = post(ORDERS)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .header("Idempotency-Key", "k-1");
        call(merchant, request).mustBe(201);

        send(merchant, "/api/v1/privacy/erasures", "{\"email\":\"erika@example.com\"}")
                .mustBe(200);

        assertThat(call(merchant, request).text()).doesNotContain("Erika");
    }

    @Test
    void asksForWhomAndForTheConnectionThatIdsBelongTo() {
        assertThat(send(merchant, "/api/v1/privacy/erasures", "{}").mustBe(400).wrongFields())
                .containsExactly("email");
        assertThat(send(merchant, "/api/v1/privacy/erasures", "{\"customerExternalId\":\"7\",\"email\":\"x\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactlyInAnyOrder("email", "connectionId");
    }

    @Test
    void onlyOperatorsEraseForOtherMerchants() {
        send(merchant, ORDERS, digital("O-1", Instant.now())).mustBe(201);
        TenantId other = newMerchant();
        var request = post("/api/v1/tenants/{id}/privacy/erasures", merchant)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"email\":\"erika@example.com\"}");

        call(other, request).mustBe(403);
        Merchant operator = new Merchant(other, "root@example.com", true, Set.of(Merchant.ANY_SCOPE));
        assertThat(call(operator, request).mustBe(200).body().path("orders").asInt())
                .isEqualTo(1);
    }

    @Test
    void followsThePlatformsRuleAndAStricterWishButNoLongerOne() {
        String old = of(FORGETFUL, digital("S-1", daysAgo(31)));
        String young = of(FORGETFUL, digital("S-2", daysAgo(29)));
        String own = send(merchant, ORDERS, digital("S-3", daysAgo(29)))
                .mustBe(201)
                .body()
                .path("id")
                .asText();
        String letter = letter("forgetful", "not JSON: Erika", daysAgo(31));
        replace(merchant, "/api/v1/privacy", "{\"keepDaysAfterShipment\":60}").mustBe(200);

        assertThat(sweep.sweep(merchant)).isEqualTo(2);
        assertThat(everythingOf(old)).doesNotContain("Erika").contains("Forgetful's policy: 30 days");
        assertThat(everythingOf(young)).contains("Erika");
        assertThat(read(merchant, "/api/v1/dead-letters/{id}", letter).text()).doesNotContain("Erika");

        JsonNode rules = replace(merchant, "/api/v1/privacy", "{\"keepDaysAfterShipment\":20}")
                .mustBe(200)
                .body();
        assertThat(rules.path("rules").findValuesAsText("keepDays")).containsOnly("20");
        assertThat(sweep.sweep(merchant)).isEqualTo(2);
        assertThat(everythingOf(young)).doesNotContain("Erika");
        assertThat(everythingOf(own)).doesNotContain("Erika");
        assertThat(sweep.sweep(merchant)).as("nothing is left").isZero();
        assertThat(replace(merchant, "/api/v1/privacy", "{\"keepDaysAfterShipment\":-1}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("keepDaysAfterShipment");
    }

    @Test
    void followsAmazonsOwnRuleWithoutAnyonesWish() {
        String old = of("amazon", digital("A-1", daysAgo(31)));
        String young = of("amazon", digital("A-2", daysAgo(29)));
        String elsewhere = of("ebay", digital("A-3", daysAgo(31)));

        sweep.sweep(merchant);

        assertThat(everythingOf(old))
                .doesNotContain(OF_THE_BUYER.toArray(String[]::new))
                .contains("Amazon's data protection policy: 30 days");
        assertThat(everythingOf(young)).contains("Erika");
        assertThat(everythingOf(elsewhere)).contains("Erika");
    }

    @Test
    void throwsAwayOldPayloadsDeliveriesAndAnswers() {
        UUID old = UUID.randomUUID();
        UUID young = UUID.randomUUID();
        payload(old, daysAgo(61));
        payload(young, daysAgo(59));

        housekeeping.sweep();

        assertThat(count("SELECT count(*) FROM raw_payload WHERE tenant_id = ? AND id = ?", old))
                .isZero();
        assertThat(count("SELECT count(*) FROM raw_payload WHERE tenant_id = ? AND id = ?", young))
                .isEqualTo(1);
    }

    @Test
    void keepsForThreeYearsThatSomebodyWasForgotten() {
        UUID connection = UUID.fromString(send(merchant, ORDERS, order("forgotten", "MUG", 1))
                .mustBe(201)
                .body()
                .path("connectionId")
                .asText());
        erasure(connection, "long ago", daysAgo(1_096));
        erasure(connection, "not so long ago", daysAgo(1_094));

        housekeeping.sweep();

        assertThat(count("SELECT count(*) FROM buyer_erasure WHERE tenant_id = ? AND connection_id = ?", connection))
                .isOne();
    }

    @Test
    void keepsForHalfAYearWhetherTheOrdersOfAnHourWereAllHere() {
        UUID connection = UUID.randomUUID();
        certificate(connection, daysAgo(181));
        certificate(connection, daysAgo(179));

        housekeeping.sweep();

        assertThat(count("SELECT count(*) FROM completeness WHERE tenant_id = ? AND connection_id = ?", connection))
                .isOne();
    }

    private void certificate(UUID connection, Instant hour) {
        unitOfWork.execute(merchant, () -> jdbc.sql(
                        "INSERT INTO completeness (tenant_id, connection_id, hour, seen, held, checked_at, status)"
                                + " VALUES (?, ?, ?, 1, 1, now(), 'COMPLETE')")
                .params(merchant.value(), connection, Timestamp.from(hour))
                .update());
    }

    private void erasure(UUID connection, String whose, Instant done) {
        unitOfWork.execute(merchant, () -> jdbc.sql(
                        "INSERT INTO buyer_erasure (tenant_id, connection_id, name_hash, reason, done_at)"
                                + " VALUES (?, ?, sha256(?), 'asked', ?)")
                .params(merchant.value(), connection, whose.getBytes(StandardCharsets.UTF_8), Timestamp.from(done))
                .update());
    }

    private long count(String sql, UUID id) {
        return unitOfWork.run(merchant, () -> jdbc.sql(sql)
                .params(merchant.value(), id)
                .query(Long.class)
                .single());
    }

    private void payload(UUID id, Instant at) {
        unitOfWork.execute(merchant, () -> jdbc.sql(
                        "INSERT INTO raw_payload (tenant_id, id, connection_id, delivery_id, topic, body, received_at)"
                                + " VALUES (?, ?, ?, 'd', '', 'x', ?)")
                .params(merchant.value(), id, id, Timestamp.from(at))
                .update());
    }

    private String letter(String platform, String payload, Instant at) {
        UUID id = UUID.randomUUID();
        unitOfWork.execute(merchant, () -> jdbc.sql(
                        "INSERT INTO dead_letter (tenant_id, id, stage, platform, reason, payload, status, received_at, parked_at)"
                                + " VALUES (?, ?, 'normalize', ?, 'is not JSON', ?, 'OPEN', ?, ?)")
                .params(
                        merchant.value(),
                        id,
                        platform,
                        payload.getBytes(StandardCharsets.UTF_8),
                        Timestamp.from(at),
                        Timestamp.from(at))
                .update());
        return id.toString();
    }

    private String of(String platform, String body) {
        String id = send(merchant, ORDERS, body).mustBe(201).body().path("id").asText();
        unitOfWork.execute(merchant, () -> jdbc.sql("UPDATE orders SET channel = ? WHERE tenant_id = ? AND id = ?")
                .params(platform, merchant.value(), UUID.fromString(id))
                .update());
        return id;
    }

    /** All that the database has of an order, as text. */
    private String everythingOf(String order) {
        return unitOfWork.run(
                merchant,
                () -> String.join(
                        "\n",
                        jdbc.sql(
                                        """
                                SELECT o::text FROM orders o WHERE o.id = :id
                                UNION ALL SELECT e::text FROM order_event e WHERE e.order_id = :id
                                UNION ALL SELECT r::text FROM idempotent_request r WHERE r.order_id = :id
                                UNION ALL SELECT encode(p.body, 'escape') FROM raw_payload p JOIN orders o
                                    ON o.id = :id AND o.state ->> 'rawPayload' = p.id::text""")
                                .param("id", UUID.fromString(order))
                                .query(String.class)
                                .list()));
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    /** Nothing to ship, so it is done with from the start. */
    private static String digital(String externalId, Instant at) {
        return order(externalId, "EBOOK", 1)
                .replace("\"quantity\"", "\"requiresShipping\":false,\"quantity\"")
                .replaceFirst("\\{", "{\"placedAt\":\"%s\",\"updatedAt\":\"%s\",".formatted(at, at));
    }
}
