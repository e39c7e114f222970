package io.quayside.connectors.payload;

import io.quayside.connectors.spi.WebhookGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Standard Webhooks 1.0.0, symmetric: {@code webhook-signature} holds one or more {@code v1,base64} of HMAC-SHA256 over
 * {@code id.timestamp.body}, one of which must fit (several while a sender changes its secret). Signatures of other
 * versions are skipped. Calls older or newer than five minutes are refused against replay.
 */
public final class StandardSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST_ID = 200;
    private static final int MOST_SIGNATURES = 20;

    private StandardSignature() {}

    /** Whether the call claims to be signed this way. */
    public static boolean isOn(WebhookGate.Request request) {
        return request.header("webhook-signature").isPresent();
    }

    /** The sender's id of the delivery, once the signature was found good. */
    public static String id(WebhookGate.Request request) {
        return request.header("webhook-id").orElse("");
    }

    /** Why the call is not good; empty when it is. */
    public static Optional<String> problem(WebhookGate.Request request, byte[] secret, Instant now) {
        String id = id(request);
        String timestamp = request.header("webhook-timestamp").orElse("");
        String signatures = request.header("webhook-signature").orElse("");
        if (id.isBlank() || id.length() > LONGEST_ID || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
            return Optional.of("webhook-id is missing or not fit for an id");
        }
        if (signatures.isBlank()) {
            return Optional.of("webhook-signature is missing");
        }
        Optional<String> tooFar = problemOfTime(timestamp, now);
        if (tooFar.isPresent()) {
            return tooFar;
        }
        byte[] expected = sign(secret, id, timestamp, request.body());
        return anyFits(expected, signatures) ? Optional.empty() : Optional.of("no signature fits");
    }

    private static Optional<String> problemOfTime(String timestamp, Instant now) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return Optional.of("webhook-timestamp is missing or not in Unix seconds");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(TOLERANCE) > 0
                ? Optional.of("webhook-timestamp is more than five minutes away from our clock")
                : Optional.empty();
    }

    public static byte[] sign(byte[] secret, String id, String timestamp, byte[] body) {
        byte[] start = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return Signatures.hmacSha256(secret, message);
    }

    /** Looks at all of them, so that the time taken tells nothing. */
    private static boolean anyFits(byte[] expected, String signatures) {
        boolean fits = false;
        String[] given = signatures.strip().split(" +", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(given.length, MOST_SIGNATURES); i++) {
            if (given[i].startsWith("v1,")) {
                fits |= Signatures.fits(expected, Optional.of(given[i].substring(3)));
            }
        }
        return fits;
    }
}
