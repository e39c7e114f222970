package io.quayside.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Carries webhooks in the background, with the faults that were asked for. Thread-safe. */
public final class Courier implements AutoCloseable {
    private static final int SENDERS = 4;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS, task -> {
        Thread thread = new Thread(task, "sandbox-webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private static final int MOST_LOGGED = 1_000;
    private final int tries;
    private final Deque<ObjectNode> carried = new ArrayDeque<>();

    /** @param tries how often the platform sends one that gets no 2xx, 1 for once; pauses are shorter than its own */
    public Courier(int tries) {
        this.tries = tries;
    }

    /** @param topic the platform's word for what the webhook tells */
    public void send(String topic, HttpRequest request, Faults faults) {
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        if (dice.nextDouble() < faults.dropWebhooks()) {
            return;
        }
        long delay = dice.nextDouble() < faults.reorderWebhooks() ? dice.nextLong(3_000) : 0;
        later(topic, request, 1, delay);
        if (dice.nextDouble() < faults.duplicateWebhooks()) {
            later(topic, request, 1, delay + dice.nextLong(500));
        }
    }

    private void later(String topic, HttpRequest request, int attempt, long delayMillis) {
        var unused = senders.schedule(() -> attempt(topic, request, attempt), delayMillis, TimeUnit.MILLISECONDS);
    }

    private void attempt(String topic, HttpRequest request, int attempt) {
        int status;
        try {
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            status = 0; // nobody listens at this moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        logged(topic, request, status);
        if (status / 100 != 2 && attempt < tries && !senders.isShutdown()) {
            later(topic, request, attempt + 1, 250L << attempt);
        }
    }

    private void logged(String topic, HttpRequest request, int status) {
        ObjectNode entry = Json.object()
                .put("at", Instant.now().toString())
                .put("topic", topic)
                .put("to", request.uri().toString())
                .put("status", status);
        synchronized (carried) {
            carried.addLast(entry);
            while (carried.size() > MOST_LOGGED) {
                carried.removeFirst();
            }
        }
    }

    /** Webhooks that were sent lately, with what the receiver answered; 0 where nobody did. */
    public ArrayNode carried() {
        ArrayNode list = Json.array();
        synchronized (carried) {
            carried.forEach(list::add);
        }
        return list;
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
