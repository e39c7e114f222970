package io.quayside.app.orders.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quayside.app.persistence.ConnectionLock;
import io.quayside.app.persistence.Rows;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.Concerned;
import io.quayside.domain.orders.Demand;
import io.quayside.domain.orders.MerchantDecisions;
import io.quayside.domain.orders.OpenItem;
import io.quayside.domain.orders.Order;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.StaleOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/**
 * Orders in PostgreSQL by set-based SQL: the import path saves a hundred orders with three statements (benchmark:
 * {@code ./mvnw -Pbench}). An order is a document with the columns that lists need beside it.
 *
 * <p>Keys are locked with advisory locks of the transaction rather than with rows, because a key is locked before its
 * order exists; they are taken in ascending order of a hash, so two batches can't deadlock, and a collision only makes
 * somebody wait.
 */
@Repository
public class JdbcOrders implements Orders {
    private final JdbcTemplate jdbc;
    private final OpenItemIndex openItems;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    public JdbcOrders(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.openItems = new OpenItemIndex(jdbc);
        ObjectMapper mapper = CanonicalJson.mapper();
        this.reader = mapper.readerFor(OrderState.class);
        this.writer = mapper.writerFor(OrderState.class);
    }

    @Override
    public Map<OrderKey, Order> lock(TenantId tenant, Collection<OrderKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        lockKeys(tenant, keys);
        Map<OrderKey, Order> found = new HashMap<>();
        jdbc.query(
                """
                SELECT o.state::text FROM unnest(?::uuid[], ?::text[]) AS k (connection_id, external_id)
                JOIN orders o ON o.tenant_id = ?::uuid AND o.connection_id = k.connection_id AND o.external_id = k.external_id
                """,
                statement -> {
                    Rows.of(List.copyOf(keys))
                            .uuid(key -> key.connectionId().value())
                            .text(OrderKey::externalId)
                            .setValues(statement);
                    statement.setObject(3, tenant.value());
                },
                row -> {
                    Order order = restore(row.getString(1));
                    found.put(order.key(), order);
                });
        return found;
    }

    /** With the connections, whose filters must not change while their orders are judged; connections come first. */
    private void lockKeys(TenantId tenant, Collection<OrderKey> keys) {
        List<Integer> connections = keys.stream()
                .map(key -> ConnectionLock.key(key.connectionId()))
                .distinct()
                .sorted()
                .toList();
        List<Long> hashes =
                keys.stream().map(key -> hash(tenant, key)).distinct().sorted().toList();
        jdbc.query(
                """
                SELECT pg_advisory_xact_lock_shared(?, c) FROM unnest(?::int[]) AS c
                UNION ALL SELECT pg_advisory_xact_lock(k) FROM unnest(?::bigint[]) AS k
                """,
                statement -> {
                    statement.setInt(1, ConnectionLock.SPACE);
                    statement.setArray(2, statement.getConnection().createArrayOf("int4", connections.toArray()));
                    statement.setArray(3, statement.getConnection().createArrayOf("int8", hashes.toArray()));
                },
                row -> {});
    }

    private static long hash(TenantId tenant, OrderKey key) {
        UUID connection = key.connectionId().value();
        long hash = tenant.value().getLeastSignificantBits()
                ^ connection.getLeastSignificantBits()
                ^ Long.rotateLeft(connection.getMostSignificantBits(), 32);
        for (int i = 0; i < key.externalId().length(); i++) {
            hash = 31 * hash + key.externalId().charAt(i);
        }
        return hash;
    }

    @Override
    public List<Order> lockById(TenantId tenant, Collection<OrderId> ids) {
        List<OrderKey> keys = jdbc.query(
                """
                SELECT connection_id, external_id FROM orders WHERE tenant_id = ?::uuid AND id = ANY (?::uuid[])
                """,
                Rows.of(List.copyOf(ids)).with(tenant.value()).uuid(OrderId::value),
                (row, index) -> new OrderKey(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2)));
        return List.copyOf(lock(tenant, keys).values());
    }

    @Override
    public Optional<Order> find(TenantId tenant, OrderId id) {
        return jdbc
                .query(
                        "SELECT state::text FROM orders WHERE tenant_id = ?::uuid AND id = ?::uuid",
                        (row, index) -> restore(row.getString(1)),
                        tenant.value(),
                        id.value())
                .stream()
                .findFirst();
    }

    @Override
    public void save(TenantId tenant, Collection<Order> orders) {
        List<Row> created = new ArrayList<>();
        List<Row> changed = new ArrayList<>();
        for (Order order : orders) {
            if (order.isChanged()) {
                Row row = row(order);
                (order.storedVersion() == 0 ? created : changed).add(row);
            }
        }
        if (!created.isEmpty()) {
            insert(tenant, created);
        }
        if (!changed.isEmpty()) {
            update(tenant, changed);
            jdbc.update(
                    """
                    WITH gone AS (SELECT ?::uuid AS tenant_id, id FROM unnest(?::uuid[]) AS g (id)),
                    items AS (DELETE FROM order_open_item i USING gone g WHERE i.tenant_id = g.tenant_id AND i.order_id = g.id)
                    DELETE FROM order_demand d USING gone g WHERE d.tenant_id = g.tenant_id AND d.order_id = g.id
                    """,
                    Rows.of(changed).with(tenant.value()).uuid(Row::id));
        }
        created.addAll(changed);
        insertDemands(tenant, created);
        openItems.insert(tenant, created.stream().map(Row::indexed).toList());
    }

    private void insert(TenantId tenant, List<Row> rows) {
        jdbc.update(
                """
                INSERT INTO orders (tenant_id, id, connection_id, channel, external_id, number, version, status,
                    financial_status, placed_at, changed_at, imported_at, modified_at, currency, grand_total, test,
                    flag_codes, search, done_at, personal_data, state)
                SELECT ?::uuid, id, connection_id, channel, external_id, number, version, status,
                    financial_status, placed_at::timestamptz, changed_at::timestamptz, imported_at::timestamptz,
                    modified_at::timestamptz, currency, grand_total::numeric, test::boolean,
                    string_to_array(flag_codes, ','), array_to_tsvector(string_to_array(search, ' ')), done_at::timestamptz, personal_data, state::jsonb
                FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[])
                    AS r (id, connection_id, channel, external_id, number, version, status, financial_status,
                    placed_at, changed_at, imported_at, modified_at, currency, grand_total, test, flag_codes, search,
                    done_at, personal_data, state)
                """,
                columns(tenant, rows));
    }

    private void update(TenantId tenant, List<Row> rows) {
        List<UUID> saved = jdbc.query(
                """
                UPDATE orders o SET number = r.number, version = r.version, status = r.status,
                    financial_status = r.financial_status, placed_at = r.placed_at::timestamptz,
                    changed_at = r.changed_at::timestamptz, modified_at = r.modified_at::timestamptz,
                    currency = r.currency, grand_total = r.grand_total::numeric, test = r.test::boolean,
                    flag_codes = string_to_array(r.flag_codes, ','), search = array_to_tsvector(string_to_array(r.search, ' ')),
                    done_at = r.done_at::timestamptz,
                    personal_data = r.personal_data, state = r.state::jsonb
                FROM (SELECT ?::uuid AS tenant_id, u.* FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                    ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                    AS u (id, connection_id, channel, external_id, number, version, status, financial_status,
                    placed_at, changed_at, imported_at, modified_at, currency, grand_total, test, flag_codes, search,
                    done_at, personal_data, state, stored_version)) r
                WHERE o.tenant_id = r.tenant_id AND o.id = r.id AND o.version = r.stored_version
                RETURNING o.id
                """,
                columns(tenant, rows).bigint(Row::storedVersion),
                (row, index) -> row.getObject(1, UUID.class));
        if (saved.size() < rows.size()) {
            rows.stream().filter(row -> !saved.contains(row.id())).findFirst().ifPresent(row -> {
                throw new StaleOrder(new OrderId(row.id()), row.storedVersion(), currentVersion(tenant, row.id()));
            });
        }
    }

    private long currentVersion(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        "SELECT version FROM orders WHERE tenant_id = ?::uuid AND id = ?::uuid",
                        (row, index) -> row.getLong(1),
                        tenant.value(),
                        id)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private static Rows<Row> columns(TenantId tenant, List<Row> rows) {
        return Rows.of(rows)
                .with(tenant.value())
                .uuid(Row::id)
                .uuid(row -> row.state.connectionId().value())
                .text(row -> row.state.channel().name())
                .text(row -> row.state.content().externalId())
                .text(row -> row.state.content().number())
                .bigint(row -> row.state.version())
                .asText(row -> row.state.status())
                .asText(row -> row.state.content().financialStatus())
                .asText(row -> row.state.content().placedAt())
                .asText(row -> row.state.content().changedAt())
                .asText(row -> row.state.importedAt())
                .asText(row -> row.state.modifiedAt())
                .asText(row -> row.state.content().currency())
                .asText(row ->
                        row.state.content().totals().grandTotal().amount().toPlainString())
                .asText(row -> row.state.content().test())
                .text(Row::flagCodes)
                .text(row -> OrderSearchText.of(row.state))
                .text(row -> row.state.doneAt().map(Instant::toString).orElse(null))
                .asText(row -> personalData(row.state))
                .text(Row::json);
    }

    /** An erased order to which the channel's later news left a payload is due again. */
    private static MerchantDecisions.PersonalData personalData(OrderState state) {
        return state.decisions().isErased() && state.rawPayload() != null
                ? MerchantDecisions.PersonalData.TO_ERASE
                : state.decisions().personalData();
    }

    private void insertDemands(TenantId tenant, List<Row> saved) {
        List<DemandRow> demands = new ArrayList<>();
        for (Row row : saved) {
            for (Demand demand : row.demands) {
                demands.add(new DemandRow(row.id(), row.state.content().placedAt(), demand));
            }
        }
        if (demands.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO order_demand (tenant_id, order_id, placed_at, sku, wanted, allocated)
                SELECT ?::uuid, order_id, placed_at::timestamptz, sku, wanted, allocated
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[])
                    AS d (order_id, placed_at, sku, wanted, allocated)
                """,
                Rows.of(demands)
                        .with(tenant.value())
                        .uuid(DemandRow::orderId)
                        .asText(DemandRow::placedAt)
                        .text(row -> row.demand.sku().value())
                        .integer(row -> row.demand.wanted().value())
                        .integer(row -> row.demand.allocated().value()));
    }

    @Override
    public List<OrderId> undecided(TenantId tenant, ConnectionId connection, @Nullable OrderId after, int limit) {
        return jdbc.query(
                """
                SELECT id FROM orders WHERE tenant_id = ?::uuid AND connection_id = ?::uuid AND id > ?::uuid
                    AND (status = 'IGNORED' OR done_at IS NULL)
                ORDER BY id LIMIT ?
                """,
                ORDER_ID,
                tenant.value(),
                connection.value(),
                after == null ? new UUID(0, 0) : after.value(),
                limit);
    }

    @Override
    public List<OrderId> waitingFor(TenantId tenant, Sku sku, @Nullable OrderId after, int limit) {
        return jdbc.query(
                """
                SELECT order_id FROM order_demand WHERE tenant_id = ?::uuid AND sku = ? AND allocated < wanted
                    AND (?::uuid IS NULL OR (placed_at, order_id) > (
                        SELECT o.placed_at, o.id FROM orders o WHERE o.tenant_id = ?::uuid AND o.id = ?::uuid))
                ORDER BY placed_at, order_id LIMIT ?
                """,
                ORDER_ID,
                tenant.value(),
                sku.value(),
                after == null ? null : after.value(),
                tenant.value(),
                after == null ? null : after.value(),
                limit);
    }

    @Override
    public List<OrderId> concerned(TenantId tenant, Concerned concerned, @Nullable OrderId after, int limit) {
        return openItems.concerned(tenant, concerned, after, limit);
    }

    @Override
    public List<OrderId> holdingStock(TenantId tenant, Sku sku, LocationId location, int limit) {
        return jdbc.query(
                """
                SELECT d.order_id FROM order_demand d JOIN orders o ON o.tenant_id = d.tenant_id AND o.id = d.order_id
                WHERE d.tenant_id = ?::uuid AND d.sku = ? AND d.allocated > 0
                    AND o.state -> 'allocations' @> jsonb_build_array(jsonb_build_object('sku', ?::text, 'location', ?::text))
                ORDER BY d.placed_at DESC, d.order_id DESC LIMIT ?
                """,
                ORDER_ID,
                tenant.value(),
                sku.value(),
                sku.value(),
                location.value(),
                limit);
    }

    private static final RowMapper<OrderId> ORDER_ID = (row, index) -> new OrderId(row.getObject(1, UUID.class));

    private Order restore(String json) {
        try {
            OrderState state = reader.readValue(json);
            return Order.restore(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order can't be read", e);
        }
    }

    private Row row(Order order) {
        OrderState state = order.state();
        try {
            return new Row(
                    state, order.storedVersion(), writer.writeValueAsString(state), order.demands(), order.openItems());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order in memory can always be written", e);
        }
    }

    private record Row(
            OrderState state, long storedVersion, String json, List<Demand> demands, List<OpenItem> openItems) {
        OpenItemIndex.OfOrder indexed() {
            return new OpenItemIndex.OfOrder(state.id(), openItems);
        }

        UUID id() {
            return state.id().value();
        }

        String flagCodes() {
            return String.join(
                    ",",
                    state.flags().stream()
                            .map(flag -> flag.code().name())
                            .distinct()
                            .toList());
        }
    }

    private record DemandRow(UUID orderId, Instant placedAt, Demand demand) {}
}
