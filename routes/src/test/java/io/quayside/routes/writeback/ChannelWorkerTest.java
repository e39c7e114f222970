package io.quayside.routes.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderTranslator;
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
import io.quayside.routes.writeback.ChannelWork.EventNotice;
import io.quayside.routes.writeback.ChannelWork.OrderFetch;
import io.quayside.routes.writeback.ChannelWork.OrderWrite;
import io.quayside.routes.writeback.ChannelWork.StockWrite;
import io.quayside.routes.writeback.ChannelWork.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelWorkerTest {
    private static final Due SHOP = new Due(new TenantId(new UUID(0, 1)), new ConnectionId(new UUID(0, 2)));
    private final List<StockSink.Result> told = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
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
        Platform platform = new Platform("fake");
        return new ChannelWorker(
                new OneConnection(due, told),
                id -> Optional.of(new KnownConnection(SHOP.tenant(), platform, true, current[0])),
                new ConnectorRegistry(List.of(new Fake(platform, sink))),
                access,
                (tenant, connection, reason) -> broken.add(reason),
                request -> {
                    throw new AssertionError("the fake calls nobody");
                },
                delivery -> {},
                new NoCarriers(),
                Clock.systemUTC(),
                new WriteBackSettings(Duration.ofSeconds(1), 1, 3, Duration.ofSeconds(1), Duration.ofMinutes(1)));
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

    private record Fake(Platform platform, StockSink sink) implements Connector {
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

    /** Work that holds nothing but stock. */
    private record OneConnection(List<StockWrite> due, List<StockSink.Result> told) implements ChannelWork {
        @Override
        public Optional<Turn> takeTurn(Due connection) {
            return Optional.of(() -> {});
        }

        @Override
        public List<StockWrite> stockWrites(Due connection, int most) {
            return due;
        }

        @Override
        public void told(Due connection, List<StockWrite> writes, List<StockSink.Result> results) {
            assertThat(results).hasSameSizeAs(writes);
            told.addAll(results);
        }

        @Override
        public List<OrderFetch> orderFetches(Due connection, int most) {
            return List.of();
        }

        @Override
        public List<OrderWrite> orderWrites(Due connection, int most) {
            return List.of();
        }

        @Override
        public List<Due> due(int most) {
            return List.of(SHOP);
        }

        @Override
        public void remember(List<EventNotice> events) {}

        @Override
        public void fetchOrders(TenantId tenant, ConnectionId connection, List<String> externalIds) {}

        @Override
        public void fetched(Due connection, OrderFetch fetch) {}

        @Override
        public void later(Due connection, OrderFetch fetch, Duration wait, boolean counted, String problem) {}

        @Override
        public void confirmed(Due connection, OrderWrite write, String receipt) {}

        @Override
        public void later(Due connection, OrderWrite write, Duration wait, boolean counted, String problem) {}

        @Override
        public void parked(Due connection, OrderWrite write, String problem) {}

        @Override
        public boolean again(TenantId tenant, UUID write) {
            return false;
        }

        @Override
        public void later(Due connection, List<StockWrite> writes, Duration wait, boolean counted, String problem) {
            throw new AssertionError("nothing is put off here: " + problem);
        }
    }
}
