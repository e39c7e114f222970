package io.quayside.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.app.http.HttpStage;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningInTest extends HttpStage {
    @Test
    void givesTokensThatOpenTheApi() {
        User user = newMerchant(Role.MERCHANT);

        Answer tokens =
                post("/api/v1/auth/login", null, Map.of("email", user.email().value(), "password", PASSWORD));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.body().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(get("/api/v1/integrations", tokens.body().path("accessToken").asText())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void saysTheSameForAWrongPasswordAndAnUnknownAddress() {
        User user = newMerchant(Role.MERCHANT);

        Answer wrong =
                post("/api/v1/auth/login", null, Map.of("email", user.email().value(), "password", "nonsense"));
        Answer unknown =
                post("/api/v1/auth/login", null, Map.of("email", "nobody@example.com", "password", "nonsense"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.problem()).isEqualTo("wrong-credentials");
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    void slowsGuessingDown() {
        User user = newMerchant(Role.MERCHANT);
        Map<String, String> guess = Map.of("email", user.email().value(), "password", "guess");
        for (int i = 0; i < 10; i++) {
            assertThat(post("/api/v1/auth/login", null, guess).status()).isEqualTo(401);
        }

        Answer eleventh = post("/api/v1/auth/login", null, guess);

        assertThat(eleventh.status()).isEqualTo(429);
        assertThat(eleventh.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(eleventh.header("Retry-After"))).isBetween(1, 31);
    }

    @Test
    void aRefreshTokenIsGoodForOneUseAndASecondOneEndsTheSession() {
        User user = newMerchant(Role.MERCHANT);
        String first = post(
                        "/api/v1/auth/login", null, Map.of("email", user.email().value(), "password", PASSWORD))
                .body()
                .path("refreshToken")
                .asText();

        String second = refresh(first).body().path("refreshToken").asText();
        Answer again = refresh(first);
        Answer afterTheft = refresh(second);

        assertThat(second).startsWith("qr_").isNotEqualTo(first);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.problem()).isEqualTo("session-ended");
        assertThat(afterTheft.status()).isEqualTo(401);
    }

    @Test
    void loggingOutEndsTheSession() {
        User user = newMerchant(Role.MERCHANT);
        String token = post(
                        "/api/v1/auth/login", null, Map.of("email", user.email().value(), "password", PASSWORD))
                .body()
                .path("refreshToken")
                .asText();

        assertThat(post("/api/v1/auth/logout", null, Map.of("refreshToken", token))
                        .status())
                .isEqualTo(204);

        assertThat(refresh(token).status()).isEqualTo(401);
    }

    @Test
    void aTokenOfSomeoneElsesMakingOpensNothing() {
        String forged = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJxdWF5c2lkZSJ9.";

        for (String bearer : List.of(forged, "qk_unknown", "nonsense")) {
            Answer answer = get("/api/v1/integrations", bearer);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(get("/api/v1/integrations", null).status()).isEqualTo(401);
    }

    @Test
    void anApiKeyMayDoWhatItsScopesSay() {
        String session = newSession();
        Answer made =
                post("/api/v1/api-keys", session, Map.of("name", "reader", "scopes", List.of("integrations:read")));
        String key = made.body().path("key").asText();

        assertThat(made.status()).isEqualTo(201);
        assertThat(key).startsWith("qk_");
        assertThat(get("/api/v1/integrations", key).status()).isEqualTo(200);
        Answer write = post("/api/v1/integrations", key, Map.of("platform", "rest", "name", "x"));
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.body().path("detail").asText()).contains("integrations:write");
        assertThat(post("/api/v1/api-keys", key, Map.of("name", "stronger", "scopes", List.of("*")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anApiKeyIsShownOnceAndEndsAtOnceWhenRevoked() {
        String session = newSession();
        Answer made = post("/api/v1/api-keys", session, Map.of("name", "all", "scopes", List.of("*")));
        String key = made.body().path("key").asText();
        assertThat(get("/api/v1/integrations", key).status()).isEqualTo(200);

        Answer list = get("/api/v1/api-keys", session);
        Answer revoked =
                send("DELETE", "/api/v1/api-keys/" + made.body().path("id").asText(), session, null);

        assertThat(list.text()).doesNotContain(key);
        assertThat(list.body().path("items").path(0).path("prefix").asText()).isEqualTo(key.substring(0, 10));
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(get("/api/v1/integrations", key).status()).isEqualTo(401);
    }

    @Test
    void anotherMerchantsApiKeyIsNotThereForMe() {
        Answer made = post("/api/v1/api-keys", newSession(), Map.of("name", "mine", "scopes", List.of("*")));

        String path = "/api/v1/api-keys/" + made.body().path("id").asText();
        assertThat(send("DELETE", path, newSession(), null).status()).isEqualTo(404);
    }

    @Test
    void onlyOperatorsMakeMerchants() {
        Map<String, String> merchant = Map.of(
                "name", "New one", "email", "new%d@example.com".formatted(System.nanoTime()), "password", PASSWORD);

        assertThat(post("/api/v1/tenants", newSession(), merchant).status()).isEqualTo(403);
        String operator = logIn(newMerchant(Role.OPERATOR));
        assertThat(post("/api/v1/tenants", operator, merchant).status()).isEqualTo(201);
        Answer again = post("/api/v1/tenants", operator, merchant);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("email-taken");
    }

    private Answer refresh(String token) {
        return post("/api/v1/auth/refresh", null, Map.of("refreshToken", token));
    }
}
