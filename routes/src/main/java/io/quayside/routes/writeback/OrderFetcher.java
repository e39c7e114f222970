package io.quayside.routes.writeback;

import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.OrderFetches.OrderFetch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Fetches due orders of one connection, several at once where the platform lets them. Thread-safe. */
public final class OrderFetcher implements AutoCloseable {
    private static final int MOST = 200;
    /** What is to be told must not wait behind a long row of orders to fetch, of which a slow bucket lets few through. */
    private static final Duration FETCHING = Duration.ofSeconds(2);
    /** Orders that are fetched at the same time while none of them has to wait. */
    private static final int MOST_AT_ONCE = 8;
    /** Answers that take longer have waited for a limit, or the platform is slow: then one by one. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static final int MOST_THREADS = 64;

    private final OrderFetches fetches;
    private final ChannelCalls calls;
    private final Ingress ingress;
    private final Clock clock;
    /** When all are busy, connections fetch on their own thread alone. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "order-fetch");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());

    public OrderFetcher(OrderFetches fetches, ChannelCalls calls, Ingress ingress, Clock clock) {
        this.fetches = fetches;
        this.calls = calls;
        this.ingress = ingress;
        this.clock = clock;
    }

    /** @return whether the connection can be called on */
    boolean fetch(Due due, Connector connector) {
        Instant end = clock.instant().plus(FETCHING);
        List<OrderFetch> waiting = fetches.due(due, MOST);
        int most = connector.rateLimits().followsLatency() ? 1 : MOST_AT_ONCE;
        int atOnce = 1;
        for (int at = 0; at < waiting.size() && clock.instant().isBefore(end); ) {
            List<OrderFetch> wave = waiting.subList(at, Math.min(waiting.size(), at + atOnce));
            long begun = System.nanoTime();
            Fetched worst = together(wave, fetch -> fetch(due, connector, fetch));
            if (worst != Fetched.WELL) {
                return worst == Fetched.LIMITED;
            }
            at += wave.size();
            atOnce = System.nanoTime() - begun < QUICK.toNanos() ? Math.min(most, 2 * atOnce) : 1;
        }
        return true;
    }

    /** What came of a fetch; the later, the worse. */
    private enum Fetched {
        WELL,
        /** It waits for a limit, perhaps of this one operation only. */
        LIMITED,
        FAILED
    }

    /** One on this thread, the others beside it. */
    private Fetched together(List<OrderFetch> wave, Function<OrderFetch, Fetched> fetch) {
        List<CompletableFuture<Fetched>> beside = wave.subList(1, wave.size()).stream()
                .map(each -> CompletableFuture.supplyAsync(() -> fetch.apply(each), threads))
                .toList();
        Fetched worst = fetch.apply(wave.get(0));
        for (CompletableFuture<Fetched> each : beside) {
            Fetched other = each.join();
            worst = other.compareTo(worst) > 0 ? other : worst;
        }
        return worst;
    }

    private Fetched fetch(Due due, Connector connector, OrderFetch fetch) {
        try {
            OrderSource source = connector.orderSource().orElseThrow(() -> connector.cannot(Capability.FETCH_ORDERS));
            Instant askedAt = clock.instant();
            calls.send(due, (own, http) -> source.one(fetch.externalId(), own, http))
                    .ifPresent(order -> ingress.accept(ReceivedDelivery.fetched(
                            due.tenant(), due.connection(), connector.platform(), order, askedAt)));
            fetches.done(due, fetch);
            return Fetched.WELL;
        } catch (ConnectorException.MerchantMustAct refused) {
            calls.broken(due, refused);
            return Fetched.FAILED;
        } catch (ConnectorException.Throttled throttled) {
            fetches.later(due, fetch, throttled.waitFor(), false, ChannelCalls.message(throttled));
            return Fetched.LIMITED;
        } catch (ConnectorException | Ingress.IngressUnavailable failed) {
            fetches.later(due, fetch, calls.waitAfter(fetch.attempts()), true, ChannelCalls.message(failed));
            return Fetched.FAILED;
        }
    }

    /** What is under way is due again after the next start. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
