package io.quayside.app.security;

import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * Access tokens (JWT, RS256): checked without asking the database, so what they say holds until they expire, also for a
 * user who was removed meanwhile.
 */
@Component
class AccessTokens {
    static final Duration LIFE = Duration.ofMinutes(15);
    static final String ISSUER = "quayside";
    private static final String TENANT = "tenant";
    private static final String EMAIL = "email";
    private static final String ROLE = "role";
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final Clock clock;

    AccessTokens(JwtEncoder encoder, JwtDecoder decoder, Clock clock) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.clock = clock;
    }

    String issue(User user) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(user.id().toString())
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .claim(TENANT, user.tenantId().toString())
                .claim(EMAIL, user.email().value())
                .claim(ROLE, user.role().name())
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** @throws JwtException when the token is forged, broken or expired */
    Merchant merchantOf(String token) {
        Jwt jwt = decoder.decode(token);
        Role role = Role.valueOf(jwt.getClaimAsString(ROLE));
        return new Merchant(
                new TenantId(Ids.parse(jwt.getClaimAsString(TENANT), "tenant id")),
                jwt.getClaimAsString(EMAIL),
                role == Role.OPERATOR,
                Scopes.of(role),
                Ids.parse(jwt.getSubject(), "user id"));
    }
}
