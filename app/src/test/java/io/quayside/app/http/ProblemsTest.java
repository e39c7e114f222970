package io.quayside.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest extends HttpStage {
    @Test
    void malformedJsonSaysWhere() {
        Answer answer = post("/api/v1/auth/login", null, "{\"email\":\"a@b.c\",\n oops");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-json");
        assertThat(answer.body().path("detail").asText()).contains("line 2");
        assertThat(answer.text()).doesNotContain("oops");
    }

    @Test
    void aMissingFieldIsNamed() {
        Answer answer = post("/api/v1/auth/login", null, Map.of("email", "a@example.com"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("password");
        assertThat(answer.body().path("status").asInt()).isEqualTo(400);
        assertThat(answer.body().path("title").asText()).isNotBlank();
    }

    @Test
    void aValueOfTheWrongKindNamesItsField() {
        Answer answer = post("/api/v1/integrations", newSession(), Map.of("platform", "NO PLATFORM", "name", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("platform");
        assertThat(answer.body().path("errors").path(0).path("message").asText())
                .contains("not a platform name");
    }

    @Test
    void depthAndNumbersBeyondMeasureAreRefused() {
        String deep = "{\"email\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        assertThat(post("/api/v1/auth/login", null, deep).status()).isEqualTo(400);
        assertThat(post("/api/v1/auth/login", null, "{\"email\":" + "9".repeat(100_000) + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void methodsTypesAndPathsThatDoNotExistAreProblemsToo() {
        String session = newSession();

        assertThat(send("PUT", "/api/v1/platforms", session, Map.of()).problem())
                .isEqualTo("method-not-allowed");
        assertThat(get("/api/v1/nothing", session).problem()).isEqualTo("not-found");
        assertThat(get("/nothing", null).problem()).isEqualTo("not-found");
        assertThat(get("/nothing", null).status()).isEqualTo(404);
        Answer xml = send(request("/api/v1/auth/login")
                .POST(BodyPublishers.ofString("<a/>"))
                .header("Content-Type", "application/xml"));
        assertThat(xml.status()).isEqualTo(415);
        assertThat(xml.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedEvenWithoutALength() {
        byte[] huge = new byte[11 << 20];
        java.util.Arrays.fill(huge, (byte) ' ');

        Answer told = send(request("/api/v1/auth/login")
                .POST(BodyPublishers.ofByteArray(huge))
                .header("Content-Type", "application/json"));
        Answer chunked = send(request("/api/v1/auth/login")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(huge)))
                .header("Content-Type", "application/json"));

        assertThat(told.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.problem()).isEqualTo("payload-too-large");
    }

    @Test
    void limitsAndCursorsAreChecked() {
        String session = newSession();
        String id = post("/api/v1/integrations", session, Map.of("platform", "rest", "name", "x"))
                .body()
                .path("id")
                .asText();

        Answer limit = get("/api/v1/integrations/" + id + "/activity?limit=201", session);
        Answer cursor = get("/api/v1/integrations/" + id + "/activity?cursor=xyz", session);
        Answer word = get("/api/v1/integrations/" + id + "/activity?limit=many", session);

        assertThat(limit.status()).isEqualTo(400);
        assertThat(limit.body().path("errors").path(0).path("field").asText()).isEqualTo("limit");
        assertThat(cursor.body().path("errors").path(0).path("field").asText()).isEqualTo("cursor");
        assertThat(word.status()).isEqualTo(400);
        assertThat(word.body().path("errors").path(0).path("field").asText()).isEqualTo("limit");
    }

    @Test
    void theApiIsDescribed() {
        Answer document = get("/openapi.json", null);

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path("paths").has("/api/v1/integrations")).isTrue();
        assertThat(document.body()
                        .at("/components/securitySchemes/bearer/scheme")
                        .asText())
                .isEqualTo("bearer");
        assertThat(get("/docs", null).status()).isIn(200, 302);
    }

    @Test
    void answersCarrySecurityHeaders() {
        Answer answer = get("/api/v1/platforms", newSession());

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
