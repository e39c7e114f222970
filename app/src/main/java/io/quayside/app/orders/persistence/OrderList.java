package io.quayside.app.orders.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quayside.app.persistence.RowStream;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.OrderState;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The read side of orders. Pages go by the last row's key, never by offset, so the thousandth page costs what the first
 * does; each filter is made to be answered from an index that starts with the tenant. Slowest are words that most orders
 * share, see the migration of {@code orders_search}. Orders that were stored before flags were words are found by a flag
 * once they change again.
 */
@Component
public class OrderList {
    private static final ObjectReader STATE = CanonicalJson.mapper().readerFor(OrderState.class);
    /** A word that one of twenty orders has fills a page from the first, one of four hundred from the second. */
    private static final int[] NEWEST = {1_000, 20_000};

    private static final int MOST_WITH_ONE_WORD = 5_000;
    private static final String NEWEST_FIRST = " ORDER BY placed_at DESC, id DESC";

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final RowStream rows;

    OrderList(UnitOfWork unitOfWork, JdbcClient jdbc, RowStream rows) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Where a page ended: the last order's time and id. */
    public record After(Instant placedAt, UUID id) {}

    /** Newest first. */
    public List<OrderState> page(TenantId tenant, OrderQuery query, @Nullable After after, int limit) {
        return unitOfWork.run(tenant, () -> {
            OrderConditions conditions = OrderConditions.of(tenant, query).with("limit", limit);
            if (after != null) {
                conditions
                        .and("(placed_at, id) < (:afterTime, :afterId)", "afterTime", Timestamp.from(after.placedAt()))
                        .with("afterId", after.id());
            }
            Optional<UUID[]> connections = connections(tenant, query);
            if (query.asksForWords()) {
                return byWords(tenant, conditions, connections, limit);
            }
            return connections.isPresent()
                    ? ofConnections(conditions, connections.get())
                    : read(
                            "SELECT state FROM orders WHERE " + conditions.sql() + NEWEST_FIRST + " LIMIT :limit",
                            conditions);
        });
    }

    /** Empty when the query names none. A channel is all connections of its platform, deleted ones too. */
    private Optional<UUID[]> connections(TenantId tenant, OrderQuery query) {
        if (query.connection() != null) {
            return Optional.of(new UUID[] {query.connection().value()});
        }
        Platform channel = query.channel();
        return channel == null
                ? Optional.empty()
                : Optional.of(jdbc.sql("SELECT id FROM connection WHERE tenant_id = ? AND platform = ?")
                        .params(tenant.value(), channel.name())
                        .query(UUID.class)
                        .list()
                        .toArray(UUID[]::new));
    }

    /** The newest of each connection from its own index, and of these the newest. */
    private List<OrderState> ofConnections(OrderConditions conditions, UUID[] connections) {
        return read(
                "SELECT o.state FROM unnest(:connections::uuid[]) AS c (id) CROSS JOIN LATERAL (SELECT placed_at, id, state"
                        + " FROM orders WHERE connection_id = c.id AND " + conditions.sql() + NEWEST_FIRST
                        + " LIMIT :limit) o ORDER BY o.placed_at DESC, o.id DESC LIMIT :limit",
                conditions.with("connections", connections));
    }

    /** Orders with exactly this word, see {@link OrderSearchText}; newest first, at most some thousand. */
    public List<OrderState> withWord(TenantId tenant, String word) {
        OrderConditions conditions = new OrderConditions(tenant)
                .and(OrderConditions.WORDS, "words", OrderSearchText.quoted(OrderSearchText.marked(word)))
                .with("limit", MOST_WITH_ONE_WORD);
        return unitOfWork.run(tenant, () -> these(tenant, asIndexReader(() -> anywhere(conditions))));
    }

    /** What most orders share is found among the newest, and what few have by the index; who asks does not know which. */
    private List<OrderState> byWords(
            TenantId tenant, OrderConditions conditions, Optional<UUID[]> connections, int limit) {
        connections.ifPresent(ids -> conditions.and("connection_id = ANY(:connections)", "connections", ids));
        List<UUID> found = asIndexReader(() -> {
            for (int newest : NEWEST) {
                List<UUID> recent = amongTheNewest(newest, conditions);
                if (recent.size() >= limit) {
                    return recent;
                }
            }
            return anywhere(conditions);
        });
        return these(tenant, found);
    }

    /** The planner takes every word that it never saw for one of fifty orders, so it can't choose between the two ways. */
    private List<UUID> amongTheNewest(int most, OrderConditions conditions) {
        return ids(
                "SELECT id FROM (SELECT id, placed_at, search FROM orders WHERE " + conditions.sqlWithoutWords()
                        + NEWEST_FIRST + " LIMIT " + most + ") newest WHERE " + OrderConditions.WORDS + NEWEST_FIRST
                        + " LIMIT :limit",
                conditions);
    }

    private List<UUID> anywhere(OrderConditions conditions) {
        return ids(
                "WITH found AS MATERIALIZED (SELECT id, placed_at FROM orders WHERE " + conditions.sql()
                        + ") SELECT id FROM found" + NEWEST_FIRST + " LIMIT :limit",
                conditions);
    }

    private List<UUID> ids(String sql, OrderConditions conditions) {
        return jdbc.sql(sql).params(conditions.parameters()).query(UUID.class).list();
    }

    /** See the migration of {@code orders_search}. When the work fails, the transaction is over and with it the role. */
    private List<UUID> asIndexReader(Supplier<List<UUID>> work) {
        jdbc.sql("SET LOCAL ROLE quayside_system").update();
        List<UUID> found = work.get();
        jdbc.sql("SET LOCAL ROLE NONE").update();
        return found;
    }

    private List<OrderState> these(TenantId tenant, List<UUID> ids) {
        OrderConditions these = new OrderConditions(tenant).and("id = ANY(:ids)", "ids", ids.toArray(UUID[]::new));
        return read("SELECT state FROM orders WHERE " + these.sql() + NEWEST_FIRST, these);
    }

    /**
     * All of them, newest first, over one snapshot and in constant memory. Must be consumed and closed inside the
     * caller's unit of work.
     */
    public Stream<OrderState> all(TenantId tenant, OrderQuery query) {
        OrderConditions conditions = OrderConditions.of(tenant, query);
        connections(tenant, query)
                .ifPresent(ids -> conditions.and("connection_id = ANY(:connections)", "connections", ids));
        return rows.of(
                "SELECT state FROM orders WHERE " + conditions.sql() + NEWEST_FIRST,
                conditions.parameters(),
                (row, number) -> state(row.getString("state")));
    }

    public Optional<OrderState> find(TenantId tenant, OrderId id) {
        return findAll(tenant, List.of(id)).stream().findFirst();
    }

    /** In no particular order; ids that don't exist are left out. */
    public List<OrderState> findAll(TenantId tenant, Collection<OrderId> ids) {
        OrderConditions these = new OrderConditions(tenant)
                .and("id = ANY(:ids)", "ids", ids.stream().map(OrderId::value).toArray(UUID[]::new));
        return unitOfWork.run(tenant, () -> read("SELECT state FROM orders WHERE " + these.sql(), these));
    }

    public Optional<OrderState> find(TenantId tenant, OrderKey key) {
        OrderConditions byKey = new OrderConditions(tenant)
                .and(
                        "connection_id = :connection",
                        "connection",
                        key.connectionId().value())
                .and("external_id = :externalId", "externalId", key.externalId());
        return unitOfWork.run(tenant, () -> read("SELECT state FROM orders WHERE " + byKey.sql(), byKey)).stream()
                .findFirst();
    }

    private List<OrderState> read(String sql, OrderConditions conditions) {
        return jdbc.sql(sql)
                .params(conditions.parameters())
                .query((row, number) -> state(row.getString("state")))
                .list();
    }

    private static OrderState state(String json) {
        try {
            return STATE.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order can't be read", e);
        }
    }
}
