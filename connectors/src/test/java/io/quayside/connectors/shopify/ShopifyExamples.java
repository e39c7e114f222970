package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Payloads of our own on Shopify's shapes, and a connection to use them with. */
final class ShopifyExamples {
    static final Instant RECEIVED_AT = Instant.parse("2026-11-24T04:00:00Z");
    static final ConnectionAccess CONNECTION = new ConnectionAccess(
            ConnectionId.of("00000000-0000-0000-0000-00000000c0de"),
            Map.of("shop", "harbor.myshopify.com", "accessToken", "shpat_test", "clientSecret", "hush"),
            Map.of());

    private ShopifyExamples() {}

    /** A paid order of two lines with a code spread over them, tax on top, shipping and a note. */
    static byte[] order() {
        return resource("orders/webhook-paid-with-discount-code.in.json");
    }

    static byte[] resource(String name) {
        try (InputStream in = ShopifyExamples.class.getResourceAsStream("/shopify/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Translation translate(byte[] body) {
        return translate("orders/updated", body);
    }

    static Translation translate(String topic, byte[] body) {
        return new ShopifyOrderTranslator().translate(new Payload(topic, body, RECEIVED_AT, CONNECTION));
    }
}
