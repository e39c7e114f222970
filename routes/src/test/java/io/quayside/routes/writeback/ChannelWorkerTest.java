package io.quayside.routes.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.connectors.spi.StockSink;
import io.quayside.domain.integrations.CarrierMapping;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.OrderFetches.OrderFetch;
import io.quayside.routes.writeback.StockWrites.StockWrite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelWorkerTest {
    private static final Due SHOP = new Due(new TenantId(new UUID(0, 1)), new ConnectionId(new UUID(0, 2)));
    private final List<StockSink.Result> told = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private static final int FETCHES = 15;
    private final Set<String> keys = new HashSet<>();
    private final Queue<String> fetched = new ConcurrentLinkedQueue<>();
    private final Queue<String> putOff = new ConcurrentLinkedQueue<>();
    private final Queue<String> handedOver = new ConcurrentLinkedQueue<>();
    private @Nullable UnaryFake platform;
    private int calls;

    /** A platform that refuses a whole batch for one bad item in it. */
    private List<StockSink.Result> push(List<StockSink.Level> levels, String key) {
        calls++;
        assertThat(keys.add(key)).as("another batch, another key").isTrue();
        if (levels.stream().anyMatch(level -> level.sku().value().startsWith("BAD"))) {
            throw new ConnectorException.Refused("a bundle can't have stock");
        }
        return levels.stream()
                .map(level -> new StockSink.Result(level.sku(), Optional.empty()))
                .toList();
    }

    /** Field-lesson 24: one bundle in a batch made hundreds of stock updates fail. */
    @Test
    void oneBadItemOfABatchFailsAlone() {
        List<StockWrite> due = IntStream.range(0, 200)
                .mapToObj(i -> new StockWrite(new Sku(i == 77 || i == 150 ? "BAD-" + i : "SKU-" + i), i, 0, 1, 0))
                .toList();

        worker(access -> access, (levels, key, connection, http) -> push(levels, key), due)
                .write(SHOP);

        assertThat(told).hasSize(200);
        assertThat(told.stream().filter(result -> result.problem().isPresent()).map(result -> result.sku()
                        .value()))
                .containsExactlyInAnyOrder("BAD-77", "BAD-150");
        assertThat(calls).isLessThan(40);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedAndTheCallRepeatedOnce() {
        List<String> used = new ArrayList<>();
        StockSink sink = (levels, key, connection, http) -> {
            used.add(connection.credential("token"));
            if (used.size() == 1) {
                throw new ConnectorException.MerchantMustAct("refused");
            }
            return push(levels, key);
        };

        worker(access -> new ConnectionAccess(access.id(), Map.of("token", "new"), Map.of()), sink, one())
                .write(SHOP);

        assertThat(used).containsExactly("old", "new");
        assertThat(told).hasSize(1);
        assertThat(broken).isEmpty();
    }

    @Test
    void aConnectionIsBrokenWhenNoOtherTokenCanBeHad() {
        StockSink sink = (levels, key, connection, http) -> {
            calls++;
            throw new ConnectorException.MerchantMustAct("connect it again");
        };

        worker(access -> access, sink, one()).write(SHOP);

        assertThat(broken).containsExactly("connect it again");
        assertThat(calls).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    /** One, then two, four and eight: in a wave of several each meets another that is under way. */
    @Test
    void moreAndMoreOrdersAreFetchedAtOnceWhileNoneHasToWait() {
        CyclicBarrier pair = new CyclicBarrier(2);
        AtomicInteger asked = new AtomicInteger();
        platform = name -> new Fake(
                name,
                quiet(),
                Optional.of(source(id -> {
                    if (asked.incrementAndGet() > 1) {
                        meet(pair);
                    }
                })),
                false);

        worker(access -> access, quiet(), List.of()).write(SHOP);

        assertThat(fetched).hasSize(FETCHES);
        assertThat(handedOver).hasSize(FETCHES);
    }

    @Test
    void aHostThatIsTheMerchantsOwnIsAskedForOneAfterTheOther() {
        AtomicInteger underWay = new AtomicInteger();
        Set<Integer> atOnce = ConcurrentHashMap.newKeySet();
        platform = name -> new Fake(
                name,
                quiet(),
                Optional.of(source(id -> {
                    atOnce.add(underWay.incrementAndGet());
                    underWay.decrementAndGet();
                })),
                true);

        worker(access -> access, quiet(), List.of()).write(SHOP);

        assertThat(fetched).hasSize(FETCHES);
        assertThat(atOnce).containsExactly(1);
    }

    @Test
    void aLimitOfFetchingEndsTheFetchingAndNotTheTelling() {
        AtomicInteger asked = new AtomicInteger();
        platform = name -> new Fake(
                name,
                (levels, key, connection, http) -> push(levels, key),
                Optional.of(source(id -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new ConnectorException.Throttled("used up", Duration.ofSeconds(30));
                    }
                })),
                false);

        worker(access -> access, quiet(), one()).write(SHOP);

        assertThat(fetched).hasSize(1);
        assertThat(putOff).as("of the two that were asked for together").hasSize(2);
        assertThat(told).hasSize(1);
    }

    private static OrderSource source(Consumer<String> each) {
        return new OrderSource() {
            @Override
            public Page changedSince(
                    Instant since, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
                throw new AssertionError("nobody polls here");
            }

            @Override
            public Optional<FetchedOrder> one(String externalId, ConnectionAccess connection, PlatformHttp http) {
                each.accept(externalId);
                return Optional.of(new FetchedOrder(externalId, "1", new byte[] {'{', '}'}));
            }
        };
    }

    private static void meet(CyclicBarrier pair) {
        try {
            pair.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("it was fetched alone", e);
        }
    }

    private static StockSink quiet() {
        return (levels, key, connection, http) -> List.of();
    }

    private static List<StockWrite> one() {
        return List.of(new StockWrite(new Sku("SKU"), 1, 0, 1, 0));
    }

    /** @param renewed the same when no other token can be had */
    private ChannelWorker worker(
            java.util.function.UnaryOperator<ConnectionAccess> renewed, StockSink sink, List<StockWrite> due) {
        ConnectionAccess[] current = {new ConnectionAccess(SHOP.connection(), Map.of("token", "old"), Map.of())};
        FreshAccess access = new FreshAccess() {
            @Override
            public ConnectionAccess of(ConnectionId connection) {
                return current[0];
            }

            @Override
            public boolean renew(ConnectionAccess refused) {
                current[0] = renewed.apply(refused);
                return !current[0].credentials().equals(refused.credentials());
            }
        };
        Platform name = new Platform("fake");
        Fake fake = platform == null ? new Fake(name, sink, Optional.empty(), false) : platform.named(name);
        List<OrderFetch> fetches = platform == null
                ? List.of()
                : IntStream.range(0, FETCHES)
                        .mapToObj(i -> new OrderFetch("" + i, 0, 0))
                        .toList();
        ChannelCalls calls = new ChannelCalls(
                access,
                (tenant, connection, reason) -> broken.add(reason),
                request -> {
                    throw new AssertionError("the fake calls nobody");
                },
                new WriteBackSettings(Duration.ofSeconds(1), 1, 3, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        return new ChannelWorker(
                new OneConnection(),
                id -> Optional.of(new KnownConnection(SHOP.tenant(), name, true, current[0])),
                new ConnectorRegistry(List.of(fake)),
                new OrderFetcher(
                        new Fetches(fetches, fetched, putOff),
                        calls,
                        delivery -> handedOver.add(delivery.orderKey()),
                        Clock.systemUTC()),
                new OrderTeller(new NothingToTell(), calls, new NoCarriers()),
                new StockTeller(new Levels(due, told), calls));
    }

    private static final class NoCarriers implements CarrierMappings {
        @Override
        public Optional<CarrierMapping> find(TenantId tenant, ConnectionId connection, String carrier) {
            return Optional.empty();
        }

        @Override
        public List<CarrierMapping> list(TenantId tenant, ConnectionId connection) {
            return List.of();
        }

        @Override
        public void replace(TenantId tenant, ConnectionId connection, List<CarrierMapping> mappings) {
            throw new AssertionError("the worker changes no carriers");
        }
    }

    /** A platform that is known once it has its name. */
    private interface UnaryFake {
        Fake named(Platform name);
    }

    /** @param slowHost whether it asks to be asked slowly */
    private record Fake(Platform platform, StockSink sink, Optional<OrderSource> source, boolean slowHost)
            implements Connector {
        @Override
        public Optional<OrderSource> orderSource() {
            return source;
        }

        @Override
        public RateLimits rateLimits() {
            return slowHost ? RateLimits.polite(100, 100) : request -> new RateLimits.Bucket("all", 100, 100);
        }

        @Override
        public String displayName() {
            return "Fake";
        }

        @Override
        public List<Field> credentials() {
            return List.of();
        }

        @Override
        public List<Field> settings() {
            return List.of();
        }

        @Override
        public OrderTranslator translator() {
            return payload -> OrderTranslator.Translation.nothing("a test");
        }

        @Override
        public Optional<StockSink> stockSink() {
            return Optional.of(sink);
        }
    }

    /** Stock to tell, all at once. */
    private record Levels(List<StockWrite> waiting, List<StockSink.Result> told) implements StockWrites {
        @Override
        public List<StockWrite> due(Due connection, int most) {
            return waiting;
        }

        @Override
        public void told(Due connection, List<StockWrite> writes, List<StockSink.Result> results) {
            assertThat(results).hasSameSizeAs(writes);
            told.addAll(results);
        }

        @Override
        public void later(Due connection, List<StockWrite> writes, Duration wait, boolean counted, String problem) {
            throw new AssertionError("nothing is put off here: " + problem);
        }
    }

    private record Fetches(List<OrderFetch> waiting, Queue<String> fetched, Queue<String> putOff)
            implements OrderFetches {
        @Override
        public List<OrderFetch> due(Due connection, int most) {
            return waiting;
        }

        @Override
        public void done(Due connection, OrderFetch fetch) {
            fetched.add(fetch.externalId());
        }

        @Override
        public void later(Due connection, OrderFetch fetch, Duration wait, boolean counted, String problem) {
            putOff.add(fetch.externalId());
        }

        @Override
        public void fetch(TenantId tenant, ConnectionId connection, List<String> externalIds) {
            throw new AssertionError("the worker asks for none");
        }
    }

    private static final class NothingToTell implements OrderWrites {
        @Override
        public List<OrderWrite> due(Due connection, int most) {
            return List.of();
        }

        @Override
        public void confirmed(Due connection, OrderWrite write, String receipt) {
            throw new AssertionError("nothing was told");
        }

        @Override
        public void later(Due connection, OrderWrite write, Duration wait, boolean counted, String problem) {
            throw new AssertionError("nothing was told");
        }

        @Override
        public void parked(Due connection, OrderWrite write, String problem) {
            throw new AssertionError("nothing was told");
        }

        @Override
        public boolean again(TenantId tenant, UUID write) {
            throw new AssertionError("the worker replays nothing");
        }
    }

    private static final class OneConnection implements ChannelWork {
        @Override
        public void remember(List<EventNotice> events) {
            throw new AssertionError("the worker remembers nothing");
        }

        @Override
        public List<Due> due(int most) {
            return List.of(SHOP);
        }

        @Override
        public Optional<Turn> takeTurn(Due connection) {
            return Optional.of(() -> {});
        }
    }
}
