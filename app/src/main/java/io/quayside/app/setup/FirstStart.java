package io.quayside.app.setup;

import io.quayside.app.integrations.PublicUrl;
import io.quayside.app.tenancy.SignUpMerchant;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.Users;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the first log-in, an operator with a merchant of its own, and prints where everything is. A password that was
 * drawn is printed to the terminal once and kept nowhere but as a hash.
 */
@Component
@EnableConfigurationProperties(AdminSettings.class)
class FirstStart {
    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final int PASSWORD_BYTES = 15;

    private final AdminSettings settings;
    private final Users users;
    private final SignUpMerchant signUp;
    private final PublicUrl publicUrl;

    FirstStart(AdminSettings settings, Users users, SignUpMerchant signUp, PublicUrl publicUrl) {
        this.settings = settings;
        this.users = users;
        this.signUp = signUp;
        this.publicUrl = publicUrl;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        Optional<String> drawn = firstLogIn();
        String base = publicUrl.base();
        log.info(
                """

                Quayside is ready.
                  API        {}/api/v1   described at {}/docs and {}/openapi.json
                  Operations {}/health  {}/ready  {}/metrics
                  Log-in     {}{}
                """,
                base,
                base,
                base,
                base,
                base,
                base,
                settings.email(),
                drawn.map(password -> "   password " + password + " (shown this once)")
                        .orElse(""));
    }

    /** @return the password when one had to be drawn */
    private Optional<String> firstLogIn() {
        if (users.findByEmail(new EmailAddress(settings.email())).isPresent()) {
            return Optional.empty();
        }
        Optional<String> drawn = settings.password().isBlank() ? Optional.of(draw()) : Optional.empty();
        signUp.signUp("Quayside", settings.email(), drawn.orElse(settings.password()), Role.OPERATOR);
        return drawn;
    }

    private static String draw() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
