package io.quayside.app.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The refresh token of a browser, out of reach of its scripts. It goes to {@code /api/v1/auth} alone, to nobody from
 * another site ({@code SameSite=Strict}), and is believed only beside a header that another site's page can't send
 * without being asked for permission first (CORS), which nobody gets. So a stranger can neither read nor spend it.
 */
final class SessionCookie {
    static final String HEADER = "Quayside-Session";

    /** @see RefreshTokens#rotate */
    static final Duration GRACE = Duration.ofSeconds(30);

    static final String EXPLAINED =
            "With the header Quayside-Session: cookie the refresh token is kept in a cookie that"
                    + " scripts can't read, and neither asked for nor told in the body.";
    private static final String NAME = "qs_session";
    private static final String WANTED = "cookie";

    private SessionCookie() {}

    static boolean isWanted(@Nullable String header) {
        return WANTED.equals(header);
    }

    /** Empty, which is no token, when there is none. */
    static String tokenIn(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, NAME);
        return cookie == null ? "" : cookie.getValue();
    }

    static String holding(String token, HttpServletRequest request) {
        return cookie(token, RefreshTokens.LIFE, request);
    }

    static String ended(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static String cookie(String value, Duration life, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .path("/api/v1/auth")
                .maxAge(life)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build()
                .toString();
    }
}
