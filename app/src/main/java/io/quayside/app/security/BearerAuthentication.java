package io.quayside.app.security;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Turns what stands behind {@code Authorization: Bearer}, an access token or an API key, into a {@link Merchant}. Not an
 * {@code AuthenticationManager} bean: Spring would take it for everyone's.
 */
@Component
class BearerAuthentication {
    private final AccessTokens tokens;
    private final ApiKeyCheck keys;

    BearerAuthentication(AccessTokens tokens, ApiKeyCheck keys) {
        this.tokens = tokens;
        this.keys = keys;
    }

    Authentication authenticate(Authentication authentication) {
        String bearer = ((BearerTokenAuthenticationToken) authentication).getToken();
        return new MerchantAuthentication(
                bearer.startsWith(ApiKeyCheck.PREFIX)
                        ? keys.merchantOf(bearer)
                                .orElseThrow(() -> new BadCredentialsException("the API key is unknown or revoked"))
                        : fromToken(bearer));
    }

    private Merchant fromToken(String bearer) {
        try {
            return tokens.merchantOf(bearer);
        } catch (JwtException e) {
            throw new BadCredentialsException("the access token is not valid any more", e);
        }
    }
}
