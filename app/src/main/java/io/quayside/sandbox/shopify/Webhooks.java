package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends signed webhooks in the background and repeats those that got no 2xx, as Shopify does but sooner. */
final class Webhooks implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int MOST_TRIES = 8;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS, task -> {
        Thread thread = new Thread(task, "sandbox-webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private final String secret;

    Webhooks(String secret) {
        this.secret = secret;
    }

    /** @param topic such as {@code orders/create} */
    void send(Shop shop, String topic, ObjectNode payload, Faults faults) {
        byte[] body = Json.bytes(payload);
        String event = UUID.randomUUID().toString();
        String enumName = topic.replace('/', '_').toUpperCase(java.util.Locale.ROOT);
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        for (Shop.Subscription to : shop.subscriptions()) {
            if (!to.topic().equals(enumName) || dice.nextDouble() < faults.dropWebhooks()) {
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
            long delay = dice.nextDouble() < faults.reorderWebhooks() ? dice.nextLong(3_000) : 0;
            later(request, 1, delay);
            if (dice.nextDouble() < faults.duplicateWebhooks()) {
                later(request, 1, delay + dice.nextLong(500));
            }
        }
    }

    private void later(HttpRequest request, int attempt, long delayMillis) {
        var unused = senders.schedule(() -> attempt(request, attempt), delayMillis, TimeUnit.MILLISECONDS);
    }

    private void attempt(HttpRequest request, int attempt) {
        boolean taken = false;
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            taken = status / 100 == 2;
        } catch (java.io.IOException e) {
            taken = false; // nobody listens at this moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!taken && attempt < MOST_TRIES && !senders.isShutdown()) {
            later(request, attempt + 1, 250L << attempt);
        }
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
        senders.shutdownNow();
    }
}
