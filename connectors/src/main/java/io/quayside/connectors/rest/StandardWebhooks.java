package io.quayside.connectors.rest;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks 1.0.0, symmetric: {@code webhook-signature} holds one or more {@code v1,base64} of HMAC-SHA256 over
 * {@code id.timestamp.body}, one of which must fit (several while a sender changes its secret). Signatures of other
 * versions are skipped. Calls older or newer than five minutes are refused against replay.
 */
final class StandardWebhooks implements WebhookGate {
    static final String SECRET = "webhookSecret";
    private static final String SECRET_PREFIX = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LEAST_SECRET_BYTES = 24;
    private static final int LONGEST_ID = 200;
    private static final int MOST_SIGNATURES = 20;

    private final Clock clock;

    StandardWebhooks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        String id = request.header("webhook-id").orElse("");
        String timestamp = request.header("webhook-timestamp").orElse("");
        String signatures = request.header("webhook-signature").orElse("");
        if (id.isBlank() || id.length() > LONGEST_ID || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
            return new Verdict.Refused("webhook-id is missing or not fit for an id");
        }
        if (signatures.isBlank()) {
            return new Verdict.Refused("webhook-signature is missing");
        }
        Optional<String> tooFar = problemOfTime(timestamp);
        if (tooFar.isPresent()) {
            return new Verdict.Refused(tooFar.get());
        }
        byte[] secret = secret(connection.optionalCredential(SECRET).orElse(""));
        if (secret == null) {
            return new Verdict.Refused("the connection has no signing secret of the form whsec_…");
        }
        byte[] expected = sign(secret, id, timestamp, request.body());
        return anyFits(expected, signatures)
                ? new Verdict.Accepted(id, "", "")
                : new Verdict.Refused("no signature fits");
    }

    private Optional<String> problemOfTime(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return Optional.of("webhook-timestamp is missing or not in Unix seconds");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return age.abs().compareTo(TOLERANCE) > 0
                ? Optional.of("webhook-timestamp is more than five minutes away from our clock")
                : Optional.empty();
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

    static byte[] sign(byte[] secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Looks at all of them, so that the time taken tells nothing. */
    private static boolean anyFits(byte[] expected, String signatures) {
        boolean fits = false;
        String[] given = signatures.strip().split(" +", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(given.length, MOST_SIGNATURES); i++) {
            if (given[i].startsWith("v1,")) {
                fits |= MessageDigest.isEqual(expected, decoded(given[i].substring(3)));
            }
        }
        return fits;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // fits nothing
        }
    }
}
