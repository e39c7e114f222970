package io.quayside.connectors.rest;

import io.quayside.connectors.payload.StandardSignature;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard Webhooks, see {@link StandardSignature}, with a secret of the form {@code whsec_…}. */
final class StandardWebhooks implements WebhookGate {
    static final String SECRET = "webhookSecret";
    private static final String SECRET_PREFIX = "whsec_";
    private static final int LEAST_SECRET_BYTES = 24;

    private final Clock clock;

    StandardWebhooks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        byte[] secret = secret(connection.optionalCredential(SECRET).orElse(""));
        if (secret == null) {
            return new Verdict.Refused("the connection has no signing secret of the form whsec_…");
        }
        Optional<String> problem = StandardSignature.problem(request, secret, clock.instant());
        return problem.isPresent()
                ? new Verdict.Refused(problem.get())
                : new Verdict.Accepted(StandardSignature.id(request), "", "");
    }

    private static byte @Nullable [] secret(String written) {
        if (!written.startsWith(SECRET_PREFIX)) {
            return null;
        }
        try {
            byte[] secret = Base64.getDecoder().decode(written.substring(SECRET_PREFIX.length()));
            return secret.length < LEAST_SECRET_BYTES ? null : secret;
        } catch (IllegalArgumentException e) {
            return null; // refused by the caller; the text of the exception would show a part of the secret
        }
    }
}
