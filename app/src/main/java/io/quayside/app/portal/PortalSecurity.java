package io.quayside.app.portal;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The portal's files are open to everyone: they hold nothing but the program, and what it shows it asks the API for with
 * the token of who has signed in. The policy lets nothing but these files run, so a name or note from a shop stays text.
 */
@Configuration(proxyBeanMethods = false)
class PortalSecurity {
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final List<String> FILES =
            List.of("/", "/index.html", "/assets/**", "/favicon.svg", "/manifest.webmanifest");

    /** Between the console's chain (30) and that of the other public pages (90). */
    @Bean
    @Order(80)
    SecurityFilterChain portal(HttpSecurity http, PortalFiles files) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(matchers(files)))
                .csrf(AbstractHttpConfigurer::disable) // nothing here changes anything
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), geolocation=(), microphone=()")))
                .build();
    }

    private static List<RequestMatcher> matchers(PortalFiles files) {
        List<RequestMatcher> matchers = new ArrayList<>();
        for (String file : FILES) {
            add(matchers, file);
        }
        for (String page : files.pages()) {
            add(matchers, "/" + page);
            add(matchers, "/" + page + "/**");
        }
        return matchers;
    }

    private static void add(List<RequestMatcher> matchers, String path) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            matchers.add(PathPatternRequestMatcher.withDefaults().matcher(method, path));
        }
    }
}
