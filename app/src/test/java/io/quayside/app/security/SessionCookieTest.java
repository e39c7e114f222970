package io.quayside.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.app.http.HttpStage;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class SessionCookieTest extends HttpStage {
    @Test
    void keepsTheRefreshTokenFromScriptsAndOtherSites() {
        Answer signedIn = signIn();

        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.body().has("refreshToken")).isFalse();
        assertThat(signedIn.body().path("accessToken").asText()).isNotEmpty();
        assertThat(signedIn.header("Set-Cookie"))
                .startsWith("qs_session=qr_")
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/v1/auth");
    }

    @Test
    void theCookieGivesNewTokensAndTheNextCookie() {
        String cookie = cookieOf(signIn());

        Answer renewed = call("/api/v1/auth/refresh", cookie);

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.body().has("refreshToken")).isFalse();
        assertThat(cookieOf(renewed)).isNotEqualTo(cookie);
        assertThat(get("/api/v1/me", renewed.body().path("accessToken").asText())
                        .status())
                .isEqualTo(200);
    }

    /** A reload at the wrong moment: the answer with the next cookie never arrived. */
    @Test
    void aCookieThatComesAgainAtOnceIsNoTheft() {
        String cookie = cookieOf(signIn());
        call("/api/v1/auth/refresh", cookie);

        assertThat(call("/api/v1/auth/refresh", cookie).status()).isEqualTo(200);
    }

    @Test
    void theCookieAloneIsNotBelieved() {
        String cookie = cookieOf(signIn());

        Answer withoutHeader = send(
                request("/api/v1/auth/refresh").header("Cookie", cookie).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(withoutHeader.status()).isEqualTo(400);
        assertThat(withoutHeader.header("Set-Cookie")).isEmpty();
    }

    @Test
    void nobodyGetsPermissionToSendTheHeaderFromAnotherSite() {
        Answer asked = send(request("/api/v1/auth/refresh")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", SessionCookie.HEADER)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void signingOutEndsTheSessionAndTheCookie() {
        String cookie = cookieOf(signIn());

        Answer out = call("/api/v1/auth/logout", cookie);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).startsWith("qs_session=;").contains("Max-Age=0");
        assertThat(call("/api/v1/auth/refresh", cookie).problem()).isEqualTo("session-ended");
    }

    @Test
    void withoutTheCookieTheSessionHasEnded() {
        assertThat(call("/api/v1/auth/refresh", "other=1").problem()).isEqualTo("session-ended");
    }

    private Answer signIn() {
        User user = newMerchant(Role.MERCHANT);
        return send(request("/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .header(SessionCookie.HEADER, "cookie")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"email":"%s","password":"%s"}"""
                        .formatted(user.email().value(), PASSWORD))));
    }

    private Answer call(String path, String cookie) {
        return send(request(path)
                .header(SessionCookie.HEADER, "cookie")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String cookieOf(Answer answer) {
        return answer.header("Set-Cookie").split(";")[0];
    }
}
