package io.quayside.bench;

import io.quayside.e2e.Shop;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Shops that send webhooks. Bodies and signatures are made before the clock starts: the load shares the machine with
 * the hub, and what it spends is missing there.
 */
final class WebhookLoad {
    private static final long LONGEST_ANSWER_MICROS = Duration.ofSeconds(30).toNanos() / 1_000;
    private static final int DIGITS = 3;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor((Executor) Runnable::run)
            .build();
    private final List<Shop> shops;
    private final List<String> skus;
    private long nextId = 1;

    WebhookLoad(List<Shop> shops, List<String> skus) {
        this.shops = List.copyOf(shops);
        this.skus = List.copyOf(skus);
    }

    /** @param acknowledgement in microseconds, of those that were answered by 200 */
    record Outcome(Histogram acknowledgement, int refused, Duration took) {}

    List<HttpRequest> orders(int count) {
        List<HttpRequest> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = nextId++;
            Shop shop = shops.get((int) (id % shops.size()));
            String sku = skus.get((int) (id % skus.size()));
            requests.add(shop.webhook("orders/create", "b-" + id, Shop.order(id, sku, 1, Instant.now())));
        }
        return requests;
    }

    /** As fast as the hub acknowledges, with so many calls open at any time. */
    Outcome asFastAsAnswered(List<HttpRequest> requests, int open) {
        return send(requests, open, 0);
    }

    /**
     * On a timetable, whatever the hub does: time in which a call could not even be sent counts as waiting, so that a
     * pause of the hub is seen by all whom it would have kept waiting (no coordinated omission).
     */
    Outcome atRate(List<HttpRequest> requests, int perSecond) {
        return send(requests, requests.size(), TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    private Outcome send(List<HttpRequest> requests, int open, long intervalNanos) {
        Histogram answers = new ConcurrentHistogram(LONGEST_ANSWER_MICROS, DIGITS);
        AtomicInteger refused = new AtomicInteger();
        Semaphore slots = new Semaphore(open);
        long start = System.nanoTime();
        for (int i = 0; i < requests.size(); i++) {
            long due = start + i * intervalNanos;
            for (long wait = due - System.nanoTime(); intervalNanos > 0 && wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            slots.acquireUninterruptibly();
            long from = intervalNanos > 0 ? due : System.nanoTime();
            var unused = http.sendAsync(requests.get(i), HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        slots.release();
                        if (failure != null || answer.statusCode() != 200) {
                            refused.incrementAndGet();
                        } else {
                            answers.recordValue(Math.min(LONGEST_ANSWER_MICROS, (System.nanoTime() - from) / 1_000));
                        }
                    });
        }
        slots.acquireUninterruptibly(open);
        return new Outcome(answers, refused.get(), Duration.ofNanos(System.nanoTime() - start));
    }
}
