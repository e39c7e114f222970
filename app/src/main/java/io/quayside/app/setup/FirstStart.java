package io.quayside.app.setup;

import io.quayside.app.http.Problem;
import io.quayside.app.integrations.DropAccounts.DropAccess;
import io.quayside.app.integrations.PublicUrl;
import io.quayside.app.portal.PortalFiles;
import io.quayside.app.tenancy.SignUpMerchant;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes the first log-in, an operator with a merchant of its own, and prints where everything is. Where a sandbox
 * plays the platforms, that merchant is the demo merchant. A password that was
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
    private final Environment environment;
    private final ObjectProvider<DemoMerchant> demo;
    private final PortalFiles portal;

    FirstStart(
            AdminSettings settings,
            Users users,
            SignUpMerchant signUp,
            PublicUrl publicUrl,
            Environment environment,
            ObjectProvider<DemoMerchant> demo,
            PortalFiles portal) {
        this.settings = settings;
        this.users = users;
        this.signUp = signUp;
        this.publicUrl = publicUrl;
        this.environment = environment;
        this.demo = demo;
        this.portal = portal;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        DemoMerchant demoMerchant = demo.getIfAvailable();
        EmailAddress email = new EmailAddress(settings.email());
        Optional<String> drawn = settings.password().isBlank() ? Optional.of(draw()) : Optional.empty();
        Optional<User> made = users.findByEmail(email).isPresent()
                ? Optional.empty()
                : signUp(email, demoMerchant == null ? "Quayside" : "Demo merchant", drawn.orElse(settings.password()));
        User first = made.or(() -> users.findByEmail(email)).orElseThrow();
        String demoLines = demoMerchant == null ? "" : demo(demoMerchant, first.tenantId(), made.isPresent());
        log.info("{}", banner(made.flatMap(user -> drawn), demoLines));
    }

    /** @return empty when another instance, which started at the same moment, was faster */
    private Optional<User> signUp(EmailAddress email, String merchant, String password) {
        try {
            return Optional.of(signUp.signUp(merchant, settings.email(), password, Role.OPERATOR));
        } catch (Problem taken) {
            if (users.findByEmail(email).isEmpty()) {
                throw taken;
            }
            return Optional.empty();
        }
    }

    private String banner(Optional<String> drawn, String demoLines) {
        String base = publicUrl.base();
        return """

                Quayside is ready.
                %5$s  API          %1$s/api/v1   described at %1$s/docs and %1$s/openapi.json
                  Console      %1$s/console   routes, queues and JMX, with an operator's log-in
                  Operations   %1$s/health  %1$s/ready  %1$s/metrics
                %2$s  Log-in       %3$s%4$s
                """
                .formatted(
                        base,
                        demoLines,
                        settings.email(),
                        drawn.map(password -> "   password " + password + " (shown this once)")
                                .orElse(""),
                        portal.arePresent() ? "  Portal       %s/\n".formatted(base) : "");
    }

    /** A hub whose demo is incomplete is still a hub. */
    private String demo(DemoMerchant demoMerchant, TenantId tenant, boolean isNew) {
        String sandbox =
                "  Sandbox      http://localhost:%s/_sandbox   plays all platforms until QUAYSIDE_SANDBOX=false\n"
                        .formatted(environment.getProperty("quayside.sandbox.port"));
        try {
            if (isNew) {
                DropAccess drop = demoMerchant.furnish(tenant);
                return sandbox
                        + "  Order files  ftp://%1$s@%2$s:%3$d and sftp://%1$s@%2$s:%4$d   password %5$s (shown this once)\n"
                                .formatted(
                                        drop.ftp().username(),
                                        drop.ftp().host(),
                                        drop.ftp().port(),
                                        drop.sftp().port(),
                                        drop.ftp().password());
            }
            demoMerchant.reconnect(tenant);
        } catch (IOException | ConnectorException | Problem e) {
            log.warn("The demo merchant is incomplete: {}", e.getMessage());
        }
        return sandbox;
    }

    private static String draw() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
