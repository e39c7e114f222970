package io.quayside.routes.writeback;

import io.github.resilience4j.core.IntervalFunction;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.connectors.spi.StockSink;
import io.quayside.domain.integrations.CarrierMapping;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.domain.orders.MerchantRefund;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.ChannelWork.OrderFetch;
import io.quayside.routes.writeback.ChannelWork.OrderWrite;
import io.quayside.routes.writeback.ChannelWork.StockWrite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due at one connection: orders are fetched, several at once where the platform lets them, shipments,
 * cancellations and refunds told one by one, stock in batches. No transaction is open while a platform is called. Success
 * is the platform's receipt, not that the call returned. Thread-safe.
 */
public final class ChannelWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);
    private static final int MOST_ORDERS = 20;
    private static final int MOST_FETCHES = 200;
    /** What is to be told must not wait behind a long row of orders to fetch, of which a slow bucket lets few through. */
    private static final Duration FETCHING = Duration.ofSeconds(2);
    /** Orders that are fetched at the same time while none of them has to wait. */
    private static final int FETCHES_AT_ONCE = 8;
    /** Answers that take longer have waited for a limit, or the platform is slow: then one by one. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static final int MOST_FETCHERS = 64;

    private static final int MOST_SKUS = 200;

    private final ChannelWork work;
    private final ConnectionDirectory connections;
    private final ConnectorRegistry connectors;
    private final FreshAccess access;
    private final BrokenConnections broken;
    private final PlatformHttp http;
    private final Ingress ingress;
    private final CarrierMappings carriers;
    private final Clock clock;
    private final WriteBackSettings settings;
    private final IntervalFunction waits;
    /** When all are busy, connections fetch on their own thread alone. */
    private final ThreadPoolExecutor fetchers = new ThreadPoolExecutor(
            0,
            MOST_FETCHERS,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "order-fetch");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());

    public ChannelWorker(
            ChannelWork work,
            ConnectionDirectory connections,
            ConnectorRegistry connectors,
            FreshAccess access,
            BrokenConnections broken,
            PlatformHttp http,
            Ingress ingress,
            CarrierMappings carriers,
            Clock clock,
            WriteBackSettings settings) {
        this.work = work;
        this.connections = connections;
        this.connectors = connectors;
        this.access = access;
        this.broken = broken;
        this.http = http;
        this.ingress = ingress;
        this.carriers = carriers;
        this.clock = clock;
        this.settings = settings;
        this.waits =
                IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2, 0.5, settings.longestRetry());
    }

    /** Writes what is due, unless another instance is at it or the connection does not want to be written to. */
    public void write(Due due) {
        Optional<Connector> connector = connections
                .find(due.connection())
                .filter(ConnectionDirectory.KnownConnection::receiving)
                .flatMap(known -> connectors.find(known.platform()));
        if (connector.isEmpty()) {
            return;
        }
        Optional<ChannelWork.Turn> turn = work.takeTurn(due);
        if (turn.isEmpty()) {
            return;
        }
        try (ChannelWork.Turn mine = turn.get()) {
            if (fetchOrders(due, connector.get()) && tellOrders(due, connector.get())) {
                tellStock(due, connector.get());
            }
        }
    }

    /** @return whether the connection can be called on */
    private boolean fetchOrders(Due due, Connector connector) {
        Instant end = clock.instant().plus(FETCHING);
        List<OrderFetch> waiting = work.orderFetches(due, MOST_FETCHES);
        int most = connector.rateLimits().followsLatency() ? 1 : FETCHES_AT_ONCE;
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
                .map(each -> CompletableFuture.supplyAsync(() -> fetch.apply(each), fetchers))
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
            withAccess(due, own -> source.one(fetch.externalId(), own, http))
                    .ifPresent(order -> ingress.accept(ReceivedDelivery.fetched(
                            due.tenant(), due.connection(), connector.platform(), order, askedAt)));
            work.fetched(due, fetch);
            return Fetched.WELL;
        } catch (ConnectorException.MerchantMustAct refused) {
            brokenBy(refused, due);
            return Fetched.FAILED;
        } catch (ConnectorException.Throttled throttled) {
            work.later(due, fetch, throttled.waitFor(), false, message(throttled));
            return Fetched.LIMITED;
        } catch (ConnectorException | Ingress.IngressUnavailable failed) {
            work.later(due, fetch, waitAfter(fetch.attempts()), true, String.valueOf(failed.getMessage()));
            return Fetched.FAILED;
        }
    }

    /** A token that is refused before its time is renewed, and the call repeated, once. */
    private <T> T withAccess(Due due, Function<ConnectionAccess, T> call) {
        ConnectionAccess first = access.of(due.connection());
        try {
            return call.apply(first);
        } catch (ConnectorException.MerchantMustAct refused) {
            if (!access.renew(first)) {
                throw refused;
            }
            return call.apply(access.of(due.connection()));
        }
    }

    /** @return whether the connection can be called on */
    private boolean tellOrders(Due due, Connector connector) {
        for (OrderWrite write : work.orderWrites(due, MOST_ORDERS)) {
            try {
                work.confirmed(due, write, withAccess(due, own -> tell(due, write, connector, own)));
            } catch (ConnectorException.MerchantMustAct refused) {
                return brokenBy(refused, due);
            } catch (ConnectorException.Throttled throttled) {
                work.later(due, write, throttled.waitFor(), false, message(throttled));
                return false;
            } catch (ConnectorException.Temporary failed) {
                if (write.attempts() + 1 >= settings.attempts()) {
                    work.parked(due, write, message(failed));
                } else {
                    work.later(due, write, waitAfter(write.attempts()), true, message(failed));
                }
                return false;
            } catch (ConnectorException refused) {
                work.parked(due, write, message(refused));
            }
        }
        return true;
    }

    private String tell(Due due, OrderWrite write, Connector connector, ConnectionAccess connection) {
        return switch (write.kind()) {
            case SHIP -> {
                FulfillmentSink sink =
                        connector.fulfillmentSink().orElseThrow(() -> connector.cannot(Capability.PUSH_FULFILLMENT));
                yield sink.ship(shipment(due, write), connection, http);
            }
            case REFUND -> {
                RefundSink sink = connector.refundSink().orElseThrow(() -> connector.cannot(Capability.REFUND_ORDERS));
                yield sink.refund(refund(write), write.id().toString(), connection, http);
            }
            case CANCEL -> {
                CancellationSink sink =
                        connector.cancellationSink().orElseThrow(() -> connector.cannot(Capability.CANCEL_ORDERS));
                sink.cancel(write.orderExternalId(), write.reason(), connection, http);
                yield "cancelled";
            }
        };
    }

    private FulfillmentSink.Shipment shipment(Due due, OrderWrite write) {
        Shipment shipment = Objects.requireNonNull(write.shipment(), "a shipment to tell of");
        Optional<CarrierMapping> carrier = carriers.find(due.tenant(), due.connection(), shipment.carrier());
        return new FulfillmentSink.Shipment(
                write.orderExternalId(),
                shipment.lines().stream()
                        .map(line -> new FulfillmentSink.Shipment.Line(line.lineId(), line.quantity()))
                        .toList(),
                carrier.map(CarrierMapping::name).orElse(shipment.carrier()),
                carrier.map(CarrierMapping::code),
                shipment.trackingNumbers(),
                Optional.ofNullable(shipment.trackingUrl()),
                shipment.notifyCustomer(),
                write.complete(),
                new FulfillmentSink.Shipment.Repeat(
                        write.id().toString(), shipment.shippedAt(), write.otherReceipts()));
    }

    private static RefundSink.Refund refund(OrderWrite write) {
        MerchantRefund refund = Objects.requireNonNull(write.refund(), "a refund to make");
        return new RefundSink.Refund(
                write.orderExternalId(),
                refund.lines().stream()
                        .map(line -> new RefundSink.Refund.Line(line.lineId(), line.quantity(), line.amount()))
                        .toList(),
                refund.amount(),
                refund.reason());
    }

    private void tellStock(Due due, Connector connector) {
        Optional<StockSink> sink = connector.stockSink();
        if (sink.isEmpty()) {
            return;
        }
        List<StockWrite> batch = work.stockWrites(due, MOST_SKUS);
        if (!batch.isEmpty()) {
            tellStock(due, sink.get(), batch);
        }
    }

    /**
     * One bad item must not stop the others (field-lesson 24): a batch that is refused as a whole is halved until the bad
     * one is alone.
     *
     * @return whether the connection can be called on
     */
    private boolean tellStock(Due due, StockSink sink, List<StockWrite> batch) {
        List<StockSink.Level> levels = batch.stream()
                .map(write -> new StockSink.Level(write.sku(), write.level(), write.promised()))
                .toList();
        int attempts = batch.stream().mapToInt(StockWrite::attempts).max().orElse(0);
        try {
            work.told(due, batch, withAccess(due, own -> sink.push(levels, keyOf(batch), own, http)));
            return true;
        } catch (ConnectorException.MerchantMustAct refused) {
            return brokenBy(refused, due);
        } catch (ConnectorException.Throttled throttled) {
            work.later(due, batch, throttled.waitFor(), false, message(throttled));
            return false;
        } catch (ConnectorException.Temporary failed) {
            work.later(due, batch, waitAfter(attempts), true, message(failed));
            return false;
        } catch (ConnectorException refused) {
            if (batch.size() == 1) {
                work.told(due, batch, List.of(new StockSink.Result(batch.get(0).sku(), Optional.of(message(refused)))));
                return true;
            }
            int middle = batch.size() / 2;
            return tellStock(due, sink, batch.subList(0, middle))
                    && tellStock(due, sink, batch.subList(middle, batch.size()));
        }
    }

    /** The same for every retry of the same levels. */
    private static String keyOf(List<StockWrite> batch) {
        StringBuilder key = new StringBuilder();
        batch.forEach(write ->
                key.append(write.sku()).append('@').append(write.changes()).append(';'));
        return java.util
                .UUID
                .nameUUIDFromBytes(key.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    /** What is under way is due again after the next start. */
    @Override
    public void close() {
        fetchers.shutdown();
    }

    private boolean brokenBy(ConnectorException refused, Due due) {
        LOG.info("connection {} is broken: {}", due.connection(), refused.getMessage());
        broken.broken(due.tenant(), due.connection(), message(refused));
        return false;
    }

    private Duration waitAfter(int attempts) {
        return Duration.ofMillis(waits.apply(attempts + 1));
    }

    private static String message(ConnectorException failure) {
        return String.valueOf(failure.getMessage());
    }
}
