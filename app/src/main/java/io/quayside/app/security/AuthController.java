package io.quayside.app.security;

import io.quayside.app.http.Problem;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and staying so. */
@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Signing in")
@SecurityRequirements
class AuthController {
    private final LogIn logIn;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Users users;

    AuthController(LogIn logIn, RefreshTokens refreshTokens, AccessTokens accessTokens, Users users) {
        this.logIn = logIn;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.users = users;
    }

    @PostMapping("/login")
    @Operation(
            summary = "Sign in with e-mail address, password and, once switched on, a one-time password",
            description = SessionCookie.EXPLAINED)
    ResponseEntity<Tokens> logIn(
            @Valid @RequestBody LogInRequest request,
            @RequestHeader(name = SessionCookie.HEADER, required = false) @Nullable String keep,
            HttpServletRequest call) {
        User user = logIn.logIn(
                request.email(),
                request.password(),
                Optional.ofNullable(request.otp()).filter(code -> !code.isBlank()),
                call.getRemoteAddr());
        return tokens(user, refreshTokens.start(user), SessionCookie.isWanted(keep), call);
    }

    @PostMapping("/refresh")
    @Operation(
            summary = "Trade a refresh token for new tokens; each is good for one use",
            description = SessionCookie.EXPLAINED)
    ResponseEntity<Tokens> refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest request,
            @RequestHeader(name = SessionCookie.HEADER, required = false) @Nullable String keep,
            HttpServletRequest call) {
        boolean cookie = SessionCookie.isWanted(keep);
        String token = cookie ? SessionCookie.tokenIn(call) : tokenIn(request);
        return refreshTokens
                .rotate(token, cookie ? SessionCookie.GRACE : Duration.ZERO)
                .flatMap(next -> users.find(next.user()).map(user -> tokens(user, next.token(), cookie, call)))
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNAUTHORIZED,
                        "session-ended",
                        "This session has ended",
                        "sign in again: the refresh token is unknown, too old or was used before",
                        List.of()));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End the session that the refresh token belongs to", description = SessionCookie.EXPLAINED)
    ResponseEntity<Void> logOut(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest request,
            @RequestHeader(name = SessionCookie.HEADER, required = false) @Nullable String keep,
            HttpServletRequest call) {
        ResponseEntity.HeadersBuilder<?> answer = ResponseEntity.noContent();
        if (SessionCookie.isWanted(keep)) {
            refreshTokens.end(SessionCookie.tokenIn(call));
            return answer.header(HttpHeaders.SET_COOKIE, SessionCookie.ended(call))
                    .build();
        }
        refreshTokens.end(tokenIn(request));
        return answer.build();
    }

    private static String tokenIn(@Nullable RefreshRequest request) {
        if (request == null) {
            throw Problem.invalid("refreshToken", "is required");
        }
        return request.refreshToken();
    }

    private ResponseEntity<Tokens> tokens(User user, String refreshToken, boolean cookie, HttpServletRequest call) {
        String access = accessTokens.issue(user);
        long seconds = AccessTokens.LIFE.toSeconds();
        return cookie
                ? ResponseEntity.ok()
                        .header(HttpHeaders.SET_COOKIE, SessionCookie.holding(refreshToken, call))
                        .body(new Tokens(access, null, seconds))
                : ResponseEntity.ok(new Tokens(access, refreshToken, seconds));
    }

    record LogInRequest(@NotBlank String email, @NotNull String password, @Nullable String otp) {
        /** Without the password. */
        @Override
        public String toString() {
            return "LogInRequest[]";
        }
    }

    record RefreshRequest(@NotBlank String refreshToken) {
        /** Without the token. */
        @Override
        public String toString() {
            return "RefreshRequest[]";
        }
    }

    /**
     * @param refreshToken absent when a cookie holds it
     * @param expiresIn seconds for which the access token is good
     */
    record Tokens(String accessToken, @Nullable String refreshToken, long expiresIn) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens[]";
        }
    }
}
