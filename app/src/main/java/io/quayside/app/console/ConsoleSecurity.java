package io.quayside.app.console;

import io.quayside.app.http.Problem;
import io.quayside.app.security.LogIn;
import io.quayside.app.security.MerchantAuthentication;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The console's own log-in: the browser's, with the address and password of an operator; a merchant gets 403. A session
 * remembers it, so the password is not hashed anew for each of the console's many calls. Those calls carry the token of
 * a cookie, which another site's page can't read.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {
    @Bean
    @Order(30)
    SecurityFilterChain console(HttpSecurity http, LogIn logIn) throws Exception {
        CsrfTokenRequestAttributeHandler eager = new CsrfTokenRequestAttributeHandler();
        eager.setCsrfRequestAttributeName(null); // sets the cookie with the first page
        return http.securityMatcher(new OrRequestMatcher(paths("/console", "/console/**", "/jolokia", "/jolokia/**")))
                .authenticationManager(operators(logIn))
                .httpBasic(basic -> basic.realmName("Quayside console")
                        .securityContextRepository(new HttpSessionSecurityContextRepository()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(eager))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority(MerchantAuthentication.OPERATOR))
                .build();
    }

    /** By path alone: patterns given as text mean the dispatcher's paths, and Jolokia is a servlet of its own. */
    private static List<RequestMatcher> paths(String... patterns) {
        return Arrays.stream(patterns)
                .<RequestMatcher>map(
                        pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
                .toList();
    }

    /** Not a bean: it would become the one of every other chain. */
    private static AuthenticationManager operators(LogIn logIn) {
        return attempt -> {
            try {
                User user = logIn.logIn(
                        attempt.getName(),
                        String.valueOf(attempt.getCredentials()),
                        Optional.empty(),
                        address(attempt));
                return UsernamePasswordAuthenticationToken.authenticated(
                        user.email().value(), null, authorities(user));
            } catch (Problem wrong) {
                throw new BadCredentialsException("wrong address or password", wrong);
            }
        };
    }

    private static List<GrantedAuthority> authorities(User user) {
        return user.role() == Role.OPERATOR
                ? List.of(new SimpleGrantedAuthority(MerchantAuthentication.OPERATOR))
                : List.of();
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
