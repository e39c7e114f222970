package io.quayside.app.deadletters.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

class DeadLetterDeskTest extends ApiTest {
    private static final String DESK = "/api/v1/dead-letters";
    private static final String LETTER = DESK + "/{id}";
    private static final ConnectionId SHOP = new ConnectionId(UUID.randomUUID());

    @Autowired
    private DeadLetters letters;

    private TenantId merchant;
    private UUID id;

    @BeforeEach
    void aParkedLetter() {
        merchant = newMerchant();
        id = parked("{\"id\":", "the body is not valid JSON", Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void showsWhatFailedAndWhy() {
        JsonNode letter = read(merchant, LETTER, id).mustBe(200).body();

        assertThat(letter.path("payload").asText()).isEqualTo("{\"id\":");
        assertThat(letter.path("encoding").asText()).isEqualTo("UTF_8");
        assertThat(letter.path("reason").asText()).isEqualTo("the body is not valid JSON");
        assertThat(letter.path("stage").asText()).isEqualTo("normalize");
        assertThat(letter.path("status").asText()).isEqualTo("OPEN");
        assertThat(letter.has("original")).isFalse();
    }

    @Test
    void showsBytesThatAreNoTextInBase64() {
        UUID binary = parked(new byte[] {'P', 'K', 3, (byte) 0xff}, "not JSON", Instant.now());

        JsonNode letter = read(merchant, LETTER, binary).mustBe(200).body();

        assertThat(letter.path("encoding").asText()).isEqualTo("BASE64");
        assertThat(letter.path("payload").asText()).isEqualTo("UEsD/w==");
    }

    @Test
    void listsNewestFirstAndNarrows() {
        UUID newer = parked("x", "Something else", Instant.parse("2026-01-03T00:00:00Z"));

        assertThat(ids("")).containsExactly(newer.toString(), id.toString());
        assertThat(ids("?reason=VALID json")).containsExactly(id.toString());
        assertThat(ids("?stage=import")).isEmpty();
        assertThat(ids("?stage=normalize&connectionId=" + SHOP)).hasSize(2);
        assertThat(ids("?status=REPLAYED")).isEmpty();
        JsonNode page = read(merchant, DESK + "?limit=1").body();
        assertThat(read(
                                merchant,
                                DESK + "?limit=1&cursor={c}",
                                page.path("nextCursor").asText())
                        .body()
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly(id.toString());
        assertThat(page.path("items").path(0).has("payload")).isFalse();
        assertThat(read(merchant, DESK + "?status=LOST").mustBe(400).wrongFields())
                .containsExactly("status");
    }

    @Test
    void mendsAndReplaysAndKeepsWhatWasReceived() {
        call(
                        merchant,
                        put(LETTER + "/payload", id)
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"id\":1}"))
                .mustBe(200);
        call(
                        merchant,
                        put(LETTER + "/payload", id)
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"payload\":{\"id\":2}}"))
                .mustBe(200);

        JsonNode replayed =
                call(merchant, post(LETTER + "/replay", id)).mustBe(202).body();

        assertThat(replayed.path("payload").asText()).isEqualTo("{\"id\":2}");
        assertThat(replayed.path("original").asText()).isEqualTo("{\"id\":");
        assertThat(replayed.path("status").asText()).isEqualTo("REPLAYED");
        assertThat(replayed.path("replays").asInt()).isEqualTo(1);
        assertThat(replayed.path("resolvedBy").asText()).isEqualTo("anna@example.com");
        DeadLetter sent = sentAgain.letters.stream()
                .filter(letter -> letter.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(new String(sent.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":2}");
        assertThat(sent.replays()).isEqualTo(1);
        assertThat(ids("")).isEmpty();
    }

    @Test
    void opensAgainWhenTheReplayFails() {
        call(merchant, post(LETTER + "/replay", id)).mustBe(202);
        unitOfWork.execute(
                merchant,
                () -> letters.save(
                        merchant, letters.find(merchant, id).orElseThrow().reopened("still not valid")));

        assertThat(ids("")).containsExactly(id.toString());
        call(merchant, post(LETTER + "/replay", id)).mustBe(202);
        assertThat(read(merchant, LETTER, id).body().path("replays").asInt()).isEqualTo(2);
    }

    @Test
    void replaysAllThatMatch() {
        parked("a", "first kind", Instant.now());
        parked("b", "first kind", Instant.now());

        Answer answer = send(merchant, DESK + "/replay", "{\"reason\":\"first kind\"}");

        assertThat(answer.mustBe(202).body().path("count").asInt()).isEqualTo(2);
        assertThat(ids("")).containsExactly(id.toString());
        assertThat(call(merchant, post(DESK + "/replay?stage=normalize"))
                        .mustBe(202)
                        .body()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void groupsOpenLettersByCauseWithoutWhatDiffersFromOneToTheNext() {
        UUID first = parked("a", "line 3: 'abc' is no SKU", Instant.parse("2026-01-04T00:00:00Z"));
        UUID newest = parked("b", "line 17: 'x-1' is no SKU", Instant.parse("2026-01-05T00:00:00Z"));

        JsonNode groups = read(merchant, DESK + "/groups").mustBe(200).body();

        JsonNode largest = groups.path("groups").path(0);
        assertThat(groups.path("groups")).hasSize(2);
        assertThat(groups.path("complete").asBoolean()).isTrue();
        assertThat(largest.path("cause").asText()).isEqualTo("line …: … is no SKU");
        assertThat(largest.path("reason").asText()).isEqualTo("line 17: 'x-1' is no SKU");
        assertThat(largest.path("count").asInt()).isEqualTo(2);
        assertThat(largest.path("newestId").asText())
                .isEqualTo(newest.toString())
                .isNotEqualTo(first.toString());
        assertThat(largest.path("connectionId").asText()).isEqualTo(SHOP.toString());
        assertThat(read(newMerchant(), DESK + "/groups").body().path("groups")).isEmpty();
    }

    @Test
    void replaysAndDiscardsAGroupAndNothingBesideIt() {
        parked("a", "'abc' is no SKU", Instant.now());
        parked("b", "'xyz' is no SKU", Instant.now());
        parked("c", "'xyz' is no SKU at all", Instant.now());
        String cause = "{\"stage\":\"normalize\",\"cause\":\"… is no SKU\"}";

        Answer discarded = send(merchant, DESK + "/discard", "{\"filter\":%s,\"reason\":\"tests\"}".formatted(cause));

        assertThat(discarded.mustBe(200).body().path("count").asInt()).isEqualTo(2);
        assertThat(ids("")).hasSize(2).contains(id.toString());
        assertThat(send(merchant, DESK + "/replay", "{\"cause\":\"… is no SKU at all\"}")
                        .mustBe(202)
                        .body()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(ids("")).containsExactly(id.toString());
        assertThat(send(merchant, DESK + "/discard", "{\"reason\":\"tests\"}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("filter");
        assertThat(send(merchant, DESK + "/discard", "{\"filter\":{}}")
                        .mustBe(400)
                        .wrongFields())
                .containsExactly("reason");
    }

    @Test
    void discardsOnlyWithAReason() {
        assertThat(call(merchant, delete(LETTER, id)).mustBe(400).wrongFields()).containsExactly("reason");

        JsonNode discarded = call(merchant, delete(LETTER, id).param("reason", "a test by the shop"))
                .mustBe(200)
                .body();

        assertThat(discarded.path("status").asText()).isEqualTo("DISCARDED");
        assertThat(discarded.path("resolution").asText()).isEqualTo("a test by the shop");
        call(merchant, post(LETTER + "/replay", id)).mustBe(409);
        call(
                        merchant,
                        put(LETTER + "/payload", id)
                                .contentType(MediaType.TEXT_PLAIN)
                                .content("x"))
                .mustBe(409);
    }

    @Test
    void isNotThereForAnotherMerchant() {
        TenantId stranger = newMerchant();

        List<Integer> answers = List.of(
                read(stranger, LETTER, id).status(),
                call(
                                stranger,
                                put(LETTER + "/payload", id)
                                        .contentType(MediaType.TEXT_PLAIN)
                                        .content("x"))
                        .status(),
                call(stranger, post(LETTER + "/replay", id)).status(),
                call(stranger, delete(LETTER, id).param("reason", "x")).status());

        assertThat(answers).containsOnly(404);
        assertThat(call(stranger, post(DESK + "/replay")).body().path("count").asInt())
                .isZero();
        assertThat(ids("")).containsExactly(id.toString());
    }

    private List<String> ids(String query) {
        return read(merchant, DESK + query).mustBe(200).body().path("items").findValuesAsText("id");
    }

    private UUID parked(String payload, String reason, Instant at) {
        return parked(payload.getBytes(StandardCharsets.UTF_8), reason, at);
    }

    private UUID parked(byte[] payload, String reason, Instant at) {
        UUID letter = UUID.randomUUID();
        unitOfWork.execute(
                merchant,
                () -> letters.save(
                        merchant,
                        new DeadLetter(
                                letter,
                                "normalize",
                                SHOP,
                                new Platform("shopify"),
                                "delivery-" + letter,
                                "orders/create",
                                reason,
                                "",
                                "",
                                payload,
                                "application/json",
                                at,
                                at,
                                DeadLetter.Status.OPEN,
                                0,
                                "")));
        return letter;
    }
}
