package io.quayside.connectors.shopify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Payloads of our own on Shopify's shapes. */
final class ShopifyExamples {
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
}
