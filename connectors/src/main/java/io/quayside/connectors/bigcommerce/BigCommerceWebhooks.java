package io.quayside.connectors.bigcommerce;

import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.payload.StandardSignature;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/**
 * Standard Webhooks with the bytes of the client secret as the key, and a header of our own that the hook was made with.
 * Hooks from before the signature bring the header alone. One of them must be there, and each that is there must fit.
 */
final class BigCommerceWebhooks implements WebhookGate {
    /** Credential: what the header of our hooks says. */
    static final String HOOK_KEY = "hookKey";

    static final String HEADER = "X-Quayside-Key";
    private final Clock clock;

    BigCommerceWebhooks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        Optional<String> secret = connection.optionalCredential("clientSecret");
        Optional<String> key = connection.optionalCredential(HOOK_KEY);
        boolean signed = false;
        if (StandardSignature.isOn(request) && secret.isPresent()) {
            Optional<String> problem =
                    StandardSignature.problem(request, secret.get().getBytes(StandardCharsets.UTF_8), clock.instant());
            if (problem.isPresent()) {
                return new Verdict.Refused(problem.get());
            }
            signed = true;
        }
        if (key.isPresent()) {
            boolean fits = MessageDigest.isEqual(
                    key.get().getBytes(StandardCharsets.UTF_8),
                    request.header(HEADER).orElse("").getBytes(StandardCharsets.UTF_8));
            if (!fits) {
                return new Verdict.Refused("the header of our hook is missing or wrong");
            }
            signed = true;
        }
        if (!signed) {
            return new Verdict.Refused("it is not signed, and the connection has no key for its hooks");
        }
        String id = StandardSignature.id(request);
        return new Verdict.Accepted(id.isEmpty() ? Signatures.idOf(request.body()) : id, "", "");
    }
}
