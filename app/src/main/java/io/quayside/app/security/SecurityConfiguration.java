package io.quayside.app.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.quayside.app.embedded.StateDirectory;
import io.quayside.app.http.ProblemWriter;
import io.quayside.app.http.Problems;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may call what. Chains in order of {@link Order}: 10 webhooks (they prove themselves by signature), 20 the API (bearer
 * tokens, no session, so no CSRF), 30 the operators' console ({@code console} package, with a session), 90 the few public
 * pages. What no chain allows is answered as not found.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /** Scripts and styles of our own only; Swagger UI needs inline styles and data images. */
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** {@code QUAYSIDE_JWT_KEY}, which instances of one installation share, or a key file made on the first start. */
    @Bean
    KeyPair signingKeys(StateDirectory home, @Value("${quayside.jwt-key:}") String given) {
        return (given.isBlank() ? JwtKeys.readOrCreate(home) : JwtKeys.parse(given)).pair();
    }

    @Bean
    JwtEncoder jwtEncoder(KeyPair keys) {
        RSAKey key = new RSAKey.Builder((RSAPublicKey) keys.getPublic())
                .privateKey((RSAPrivateKey) keys.getPrivate())
                .build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    }

    @Bean
    JwtDecoder jwtDecoder(KeyPair keys) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withPublicKey((RSAPublicKey) keys.getPublic()).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(AccessTokens.ISSUER));
        return decoder;
    }

    /** No filter at all: this is the hot path. */
    @Bean
    @Order(10)
    SecurityFilterChain webhooks() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/webhooks/**"));
    }

    @Bean
    @Order(20)
    SecurityFilterChain api(HttpSecurity http, BearerAuthentication bearer, ProblemWriter problems) throws Exception {
        AuthenticationEntryPoint unauthenticated =
                (request, response, e) -> problems.write(response, Problems.unauthenticated(), Problems.challenge());
        AccessDeniedHandler forbidden = (request, response, e) -> problems.write(response, Problems.forbidden(e));
        return http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> bearer::authenticate)
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(forbidden))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint(unauthenticated).accessDeniedHandler(forbidden))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.POST,
                                "/api/v1/auth/login",
                                "/api/v1/auth/refresh",
                                "/api/v1/auth/logout",
                                "/api/v1/signup",
                                "/api/v1/auth/forgot-password",
                                "/api/v1/auth/reset-password")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/v1/auth/options")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .headers(SecurityConfiguration::headers)
                .build();
    }

    @Bean
    @Order(90)
    SecurityFilterChain pages(HttpSecurity http, ProblemWriter problems) throws Exception {
        AuthenticationEntryPoint unknown = (request, response, e) -> problems.write(response, Problems.unknownPage());
        AccessDeniedHandler alsoUnknown = (request, response, e) -> problems.write(response, Problems.unknownPage());
        // the one-time state, no cookie, is what a callback proves itself with
        return http.csrf(csrf -> csrf.ignoringRequestMatchers(
                        "/error", "/integrations/*/callback", "/integrations/*/callback/*"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(unknown).accessDeniedHandler(alsoUnknown))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/error",
                                "/favicon.ico",
                                "/health",
                                "/health/**",
                                "/ready",
                                "/metrics",
                                "/openapi.json",
                                "/openapi.json/**",
                                "/docs",
                                "/docs/**",
                                "/swagger-ui/**")
                        .permitAll()
                        .requestMatchers("/integrations/*/callback", "/integrations/*/callback/*")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .headers(SecurityConfiguration::headers)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }
}
