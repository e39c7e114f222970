package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Courier;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed webhooks to whoever listens. */
final class Webhooks implements AutoCloseable {
    private final Courier courier = new Courier(8);
    private final String secret;

    Webhooks(String secret) {
        this.secret = secret;
    }

    /** @param topic such as {@code orders/create} */
    void send(Shop shop, String topic, ObjectNode payload, Faults faults) {
        byte[] body = Json.bytes(topic.startsWith("orders/") ? RestOrder.of(payload) : payload);
        String event = UUID.randomUUID().toString();
        String enumName = enumName(topic);
        for (Shop.Subscription to : shop.subscriptions()) {
            if (!to.topic().equals(enumName)) {
                continue;
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(to.uri()))
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .header("X-Shopify-Topic", topic)
                    .header("X-Shopify-Shop-Domain", shop.host())
                    .header("X-Shopify-API-Version", "2026-07")
                    .header("X-Shopify-Webhook-Id", UUID.randomUUID().toString())
                    .header("X-Shopify-Event-Id", event)
                    .header("X-Shopify-Triggered-At", Instant.now().toString())
                    .header("X-Shopify-Hmac-Sha256", Base64.getEncoder().encodeToString(hmac(secret, body)))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            courier.send(topic, request, faults);
        }
    }

    /** As the GraphQL API calls the topic. */
    static String enumName(String topic) {
        return topic.replace('/', '_').toUpperCase(Locale.ROOT);
    }

    ArrayNode carried() {
        return courier.carried();
    }

    static byte[] hmac(String secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        courier.close();
    }
}
