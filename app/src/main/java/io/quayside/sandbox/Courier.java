package io.quayside.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    private final int tries;

    /** @param tries how often the platform sends one that gets no 2xx, 1 for once; pauses are shorter than its own */
    public Courier(int tries) {
        this.tries = tries;
    }

    public void send(HttpRequest request, Faults faults) {
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        if (dice.nextDouble() < faults.dropWebhooks()) {
            return;
        }
        long delay = dice.nextDouble() < faults.reorderWebhooks() ? dice.nextLong(3_000) : 0;
        later(request, 1, delay);
        if (dice.nextDouble() < faults.duplicateWebhooks()) {
            later(request, 1, delay + dice.nextLong(500));
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
        } catch (IOException e) {
            taken = false; // nobody listens at this moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!taken && attempt < tries && !senders.isShutdown()) {
            later(request, attempt + 1, 250L << attempt);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
