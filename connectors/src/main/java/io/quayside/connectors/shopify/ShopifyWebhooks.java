package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.kernel.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shopify signs the raw bytes with the app's client secret; webhooks that a merchant makes by hand are signed with a
 * secret of their own, and after a rotation the previous secret stays good for a while. Headers come with {@code
 * X-Shopify-} or, from the newer kind of delivery, with {@code shopify-} in front.
 */
final class ShopifyWebhooks implements WebhookGate {
    private static final List<String> SECRETS = List.of("webhookSecret", "clientSecret", "previousClientSecret");

    @Override
    public Verdict verify(Request request, ConnectionAccess connection) {
        Optional<byte[]> signature = header(request, "hmac-sha256").flatMap(ShopifyWebhooks::decoded);
        if (signature.isEmpty()) {
            return new Verdict.Refused("there is no readable X-Shopify-Hmac-Sha256 header");
        }
        List<String> secrets = SECRETS.stream()
                .flatMap(name -> connection.optionalCredential(name).stream())
                .toList();
        if (secrets.isEmpty()) {
            return new Verdict.Refused("the connection has no signing secret: enter the client secret");
        }
        boolean signed = false;
        for (String secret : secrets) { // all of them, so that the time taken tells nothing
            signed |= MessageDigest.isEqual(hmac(secret, request.body()), signature.get());
        }
        if (!signed) {
            return new Verdict.Refused("the signature does not match the body");
        }
        Optional<String> shop = connection.optionalCredential("shop");
        Optional<String> sender = header(request, "shop-domain");
        if (shop.isPresent() && sender.isPresent() && !ShopifyShop.same(shop.get(), sender.get())) {
            return new Verdict.Refused(
                    "it is signed, but for the shop '%s'".formatted(InvalidValue.excerpt(sender.get())));
        }
        return new Verdict.Accepted(
                header(request, "webhook-id")
                        .filter(id -> id.length() <= 200)
                        .orElseGet(() -> "sha256:" + HexFormat.of().formatHex(sha256(request.body()))),
                header(request, "topic").orElse(""),
                header(request, "order-id").filter(id -> id.length() <= 200).orElse(""));
    }

    @Override
    public Optional<String> account(Request request) {
        return header(request, "shop-domain").map(ShopifyShop::permanent).filter(ShopifyShop::isHost);
    }

    private static Optional<String> header(Request request, String name) {
        return Stream.of("x-shopify-" + name, "shopify-" + name)
                .flatMap(full -> request.header(full).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Optional<byte[]> decoded(String signature) {
        try {
            return Optional.of(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] hmac(String secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
