package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where platforms and browsers reach this installation: {@code quayside.public-url}, else this machine's own port. */
@Component
public class PublicUrl {
    private final Environment environment;

    public PublicUrl(Environment environment) {
        this.environment = environment;
    }

    public URI webhook(Platform platform, ConnectionId connection) {
        return URI.create("%s/webhooks/%s/%s".formatted(base(), platform, connection));
    }

    URI consentCallback(Platform platform) {
        return URI.create("%s/integrations/%s/callback".formatted(base(), platform));
    }

    /** Without a slash at its end. */
    public String base() {
        String set = environment.getProperty("quayside.public-url", "");
        if (!set.isBlank()) {
            return set.replaceAll("/+$", "");
        }
        String configured = environment.getProperty("server.port", "8080");
        return "http://localhost:" + environment.getProperty("local.server.port", configured);
    }
}
