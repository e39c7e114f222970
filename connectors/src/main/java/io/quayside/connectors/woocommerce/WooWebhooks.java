package io.quayside.connectors.woocommerce;

import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code X-WC-Webhook-Signature}: base64 of HMAC-SHA256 over the raw body, by the webhook's own secret. The delivery id
 * of the headers is the same for two deliveries in one second, so the body's hash is the identity.
 */
final class WooWebhooks implements WebhookGate {
    static final String SECRET = "webhookSecret";
    private static final Pattern PING = Pattern.compile("webhook_id=\\d{1,20}");
    private static final Pattern ID = Pattern.compile("\\A\\s*\\{\\s*\"id\"\\s*:\\s*(\\d{1,20})");

    @Override
    public boolean takes(String contentType) {
        return WebhookGate.super.takes(contentType) || contentType.equals("application/x-www-form-urlencoded");
    }

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        String start = new String(request.body(), 0, Math.min(request.body().length, 200), StandardCharsets.UTF_8);
        if (request.header("x-wc-webhook-signature").isEmpty()
                && PING.matcher(start.strip()).matches()) {
            return new Verdict.Ignored("the shop's ping while its webhook is made");
        }
        Optional<String> secret = connection.optionalCredential(SECRET);
        if (secret.isEmpty()) {
            return new Verdict.Refused("the connection has no webhook secret");
        }
        if (!Signatures.fits(
                Signatures.hmacSha256(secret.get(), request.body()), request.header("x-wc-webhook-signature"))) {
            return new Verdict.Refused("the signature is missing or does not match the body");
        }
        Matcher id = ID.matcher(start);
        return new Verdict.Accepted(
                Signatures.idOf(request.body()),
                request.header("x-wc-webhook-topic").orElse(""),
                id.find() ? id.group(1) : "");
    }
}
