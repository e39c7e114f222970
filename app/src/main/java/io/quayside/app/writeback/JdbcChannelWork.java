package io.quayside.app.writeback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.integrations.Leases;
import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.inventory.StockRule;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.OrderStatus;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.ShipOrder;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.Stage;
import io.quayside.routes.writeback.ChannelWork;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link ChannelWork} in PostgreSQL. */
@Repository
public class JdbcChannelWork implements ChannelWork {
    /** Platforms tell one change in several webhooks within moments; so long the fetch waits for them. */
    private static final double FETCH_REST_SECONDS = 0.3;

    private static final Duration TURN = Duration.ofMinutes(5);
    private static final int LONGEST_PROBLEM = 1_000;
    private static final String STOCK_CHANGED = "InventoryChanged";
    private static final String BUNDLE_DEFINED = "BundleDefined";
    private static final String BUNDLE_DISSOLVED = "BundleDissolved";
    private static final String MAPPED = "SkuMapped";
    private static final String UNMAPPED = "SkuUnmapped";
    private static final String CONFIGURED = "ConnectionConfigured";
    private static final String SHIPPED = "ShipmentCreated";
    private static final String CANCELLED = "OrderCancelled";
    private static final String REFUNDED = "RefundRequested";

    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final StockListings listings;
    private final Leases leases;
    private final Orders orders;
    private final Connections connections;
    private final ShipOrder shipOrder;
    private final RefundOrder refundOrder;
    private final DeadLetters deadLetters;
    private final ConnectionActivity activity;
    private final ConnectorRegistry connectors;
    private final Clock clock;
    private final ObjectMapper json = CanonicalJson.mapper();

    JdbcChannelWork(
            UnitOfWork unitOfWork,
            SystemWork system,
            JdbcClient jdbc,
            Leases leases,
            Orders orders,
            Connections connections,
            ShipOrder shipOrder,
            RefundOrder refundOrder,
            DeadLetters deadLetters,
            ConnectionActivity activity,
            ConnectorRegistry connectors,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.listings = new StockListings(jdbc);
        this.leases = leases;
        this.orders = orders;
        this.connections = connections;
        this.shipOrder = shipOrder;
        this.refundOrder = refundOrder;
        this.deadLetters = deadLetters;
        this.activity = activity;
        this.connectors = connectors;
        this.clock = clock;
    }

    // ---- remembering

    @Override
    public void remember(List<EventNotice> events) {
        Map<TenantId, TreeSet<String>> changed = new LinkedHashMap<>();
        for (EventNotice event : events) {
            switch (event.type()) {
                case STOCK_CHANGED, BUNDLE_DEFINED, BUNDLE_DISSOLVED ->
                    changed.computeIfAbsent(event.tenant(), tenant -> new TreeSet<>())
                            .add(event.aggregateId());
                case SHIPPED -> rememberShipment(event);
                case CANCELLED -> rememberCancellation(event);
                case REFUNDED -> rememberRefund(event);
                case MAPPED, UNMAPPED -> rememberItem(event);
                case CONFIGURED -> rememberAllStock(event);
                default -> {} // not for channels
            }
        }
        changed.forEach(this::rememberStock);
    }

    private void rememberStock(TenantId tenant, TreeSet<String> skus) {
        unitOfWork.execute(tenant, () -> listings.changed(tenant, skus, sinks()));
    }

    /** A channel's item stands for something else now. */
    private void rememberItem(EventNotice event) {
        JsonNode item = data(event).path("item");
        if (item.path("kind").asText().equals(ChannelItem.Kind.SKU.name())) {
            ConnectionId connection = ConnectionId.of(item.path("connection").asText());
            String name = item.path("name").asText();
            unitOfWork.execute(event.tenant(), () -> listings.itemChanged(event.tenant(), connection, name, sinks()));
        }
    }

    /** The rule about what the channel is told may be another one now. */
    private void rememberAllStock(EventNotice event) {
        ConnectionId connection = ConnectionId.of(event.aggregateId());
        unitOfWork.execute(event.tenant(), () -> listings.everythingChanged(event.tenant(), connection, sinks()));
    }

    private String[] sinks() {
        return platforms(connector -> connector.stockSink().isPresent());
    }

    private void rememberShipment(EventNotice event) {
        JsonNode data = data(event);
        UUID shipment = UUID.fromString(data.path("shipmentId").asText());
        boolean toTell = insert(event, OrderWrite.Kind.SHIP, shipment, null, "", platforms(connector -> connector
                .fulfillmentSink()
                .isPresent()));
        if (!toTell) {
            shipOrder.announced(event.tenant(), order(event), shipment, Shipment.Announcement.NOT_TOLD);
        }
    }

    private void rememberCancellation(EventNotice event) {
        JsonNode data = data(event);
        if (data.path("by").asText().equals("MERCHANT")) {
            insert(
                    event,
                    OrderWrite.Kind.CANCEL,
                    null,
                    null,
                    data.path("reason").asText(),
                    platforms(connector -> connector.cancellationSink().isPresent()));
        }
    }

    private void rememberRefund(EventNotice event) {
        UUID refund = UUID.fromString(data(event).path("refundId").asText());
        boolean toTell = insert(event, OrderWrite.Kind.REFUND, null, refund, "", platforms(connector -> connector
                .refundSink()
                .isPresent()));
        if (!toTell) {
            refundOrder.announced(event.tenant(), order(event), refund, Shipment.Announcement.NOT_TOLD);
        }
    }

    private boolean insert(
            EventNotice event,
            OrderWrite.Kind kind,
            @Nullable UUID shipment,
            @Nullable UUID refund,
            String reason,
            String[] platforms) {
        return unitOfWork.run(event.tenant(), () -> {
            jdbc.sql(
                            """
                            INSERT INTO channel_write (tenant_id, id, connection_id, order_id, kind, shipment_id, refund_id,
                                reason, status, due_at, created_at)
                            SELECT o.tenant_id, ?, o.connection_id, o.id, ?, ?::uuid, ?::uuid, ?, 'PENDING', now(), now()
                            FROM orders o JOIN connection c ON c.tenant_id = o.tenant_id AND c.id = o.connection_id
                            WHERE o.tenant_id = ? AND o.id = ? AND c.deleted_at IS NULL AND c.platform = ANY (?::text[])
                            ON CONFLICT (tenant_id, id) DO NOTHING""")
                    .params(
                            event.eventId(),
                            kind.name(),
                            shipment,
                            refund,
                            reason,
                            event.tenant().value(),
                            order(event).value(),
                            platforms)
                    .update();
            return !jdbc.sql("SELECT 1 FROM channel_write WHERE tenant_id = ? AND id = ?")
                    .params(event.tenant().value(), event.eventId())
                    .query(Integer.class)
                    .list()
                    .isEmpty();
        });
    }

    private String[] platforms(Predicate<Connector> can) {
        return connectors.all().stream()
                .filter(can)
                .map(connector -> connector.platform().name())
                .toArray(String[]::new);
    }

    private static OrderId order(EventNotice event) {
        return OrderId.of(event.aggregateId());
    }

    private JsonNode data(EventNotice event) {
        try {
            return json.readTree(event.payload()).path("data");
        } catch (IOException e) {
            throw new Unreadable("", "the event is not JSON");
        }
    }

    // ---- dispatching

    @Override
    public List<Due> due(int most) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id FROM connection c
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL AND (c.tenant_id, c.id) IN (
                            SELECT tenant_id, connection_id FROM channel_write WHERE status = 'PENDING' AND due_at <= now()
                            UNION SELECT tenant_id, connection_id FROM stock_push WHERE due_at <= now()
                            UNION SELECT tenant_id, connection_id FROM order_fetch WHERE due_at <= now())
                        LIMIT ?""")
                .param(most)
                .query((row, number) -> new Due(
                        new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class))))
                .list());
    }

    @Override
    public Optional<Turn> takeTurn(Due due) {
        return leases.take(due.tenant(), due.connection(), Leases.Purpose.WRITE, TURN)
                .map(lease -> lease::close);
    }

    // ---- orders to fetch

    @Override
    public void fetchOrders(TenantId tenant, ConnectionId connection, List<String> externalIds) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO order_fetch (tenant_id, connection_id, external_id, due_at)
                                SELECT c.tenant_id, c.id, e.id, now() + make_interval(secs => ?)
                                FROM connection c CROSS JOIN unnest(?::text[]) AS e (id)
                                WHERE c.tenant_id = ? AND c.id = ? AND c.deleted_at IS NULL ORDER BY e.id
                                ON CONFLICT (tenant_id, connection_id, external_id) DO UPDATE
                                SET changes = order_fetch.changes + 1, attempts = 0,
                                    due_at = least(order_fetch.due_at, excluded.due_at)""")
                .params(
                        FETCH_REST_SECONDS,
                        externalIds.stream().distinct().toArray(String[]::new),
                        tenant.value(),
                        connection.value())
                .update());
    }

    @Override
    public List<OrderFetch> orderFetches(Due due, int most) {
        return unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                SELECT external_id, changes, attempts FROM order_fetch
                                WHERE tenant_id = ? AND connection_id = ? AND due_at <= now()
                                ORDER BY due_at, external_id LIMIT ?""")
                .params(due.tenant().value(), due.connection().value(), most)
                .query((row, number) -> new OrderFetch(row.getString(1), row.getLong(2), row.getInt(3)))
                .list());
    }

    @Override
    public void fetched(Due due, OrderFetch fetch) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                DELETE FROM order_fetch
                                WHERE tenant_id = ? AND connection_id = ? AND external_id = ? AND changes = ?""")
                .params(due.tenant().value(), due.connection().value(), fetch.externalId(), fetch.changes())
                .update());
    }

    @Override
    public void later(Due due, OrderFetch fetch, Duration wait, boolean counted, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                UPDATE order_fetch SET due_at = now() + make_interval(secs => ?), attempts = attempts + ?,
                                    problem = ? WHERE tenant_id = ? AND connection_id = ? AND external_id = ?""")
                .params(
                        seconds(wait),
                        counted ? 1 : 0,
                        shortened(problem),
                        due.tenant().value(),
                        due.connection().value(),
                        fetch.externalId())
                .update());
    }

    // ---- shipments, cancellations and refunds

    private record Row(
            UUID id,
            OrderWrite.Kind kind,
            UUID order,
            @Nullable UUID shipment,
            @Nullable UUID refund,
            String reason,
            int attempts,
            Instant createdAt) {
        static Row read(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getObject("id", UUID.class),
                    OrderWrite.Kind.valueOf(row.getString("kind")),
                    row.getObject("order_id", UUID.class),
                    row.getObject("shipment_id", UUID.class),
                    row.getObject("refund_id", UUID.class),
                    row.getString("reason"),
                    row.getInt("attempts"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant());
        }
    }

    @Override
    public List<OrderWrite> orderWrites(Due due, int most) {
        return unitOfWork.run(due.tenant(), () -> {
            List<OrderWrite> found = new ArrayList<>();
            for (Row row : jdbc.sql(
                            """
                            SELECT id, kind, order_id, shipment_id, refund_id, reason, attempts, created_at FROM channel_write
                            WHERE tenant_id = ? AND connection_id = ? AND status = 'PENDING' AND due_at <= now()
                            ORDER BY created_at, id LIMIT ?""")
                    .params(due.tenant().value(), due.connection().value(), most)
                    .query(Row::read)
                    .list()) {
                orders.find(due.tenant(), new OrderId(row.order()))
                        .ifPresent(order -> found.add(write(row, order.state())));
            }
            return found;
        });
    }

    private static OrderWrite write(Row row, OrderState order) {
        Shipment shipment = order.decisions().shipments().stream()
                .filter(known -> known.id().equals(row.shipment()))
                .findFirst()
                .orElse(null);
        return new OrderWrite(
                row.id(),
                row.kind(),
                order.id(),
                order.content().externalId(),
                shipment,
                order.decisions().shipments().stream()
                        .filter(other -> !other.id().equals(row.shipment()))
                        .flatMap(other -> other.announcement().receipts().stream())
                        .collect(Collectors.toUnmodifiableSet()),
                order.decisions().refunds().stream()
                        .filter(known -> known.id().equals(row.refund()))
                        .findFirst()
                        .orElse(null),
                order.status() == OrderStatus.SHIPPED || order.status() == OrderStatus.DELIVERED,
                row.reason(),
                row.attempts(),
                row.createdAt());
    }

    @Override
    public void confirmed(Due due, OrderWrite write, String receipt) {
        announce(due, write, Shipment.Announcement.confirmed(receipt));
        update(due, write, "DONE", receipt, "");
    }

    @Override
    public void later(Due due, OrderWrite write, Duration wait, boolean counted, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                UPDATE channel_write SET due_at = now() + make_interval(secs => ?),
                                    attempts = attempts + ?, problem = ? WHERE tenant_id = ? AND id = ?""")
                .params(
                        seconds(wait),
                        counted ? 1 : 0,
                        shortened(problem),
                        due.tenant().value(),
                        write.id())
                .update());
    }

    @Override
    public void parked(Due due, OrderWrite write, String problem) {
        announce(due, write, Shipment.Announcement.refused(shortened(problem)));
        unitOfWork.execute(due.tenant(), () -> {
            update(due, write, "PARKED", "", problem);
            deadLetters.save(due.tenant(), letter(due, write, problem));
            activity.record(
                    due.tenant(),
                    due.connection(),
                    ConnectionActivity.Kind.WRITE_BACK,
                    "%s of order %s was not taken: %s"
                            .formatted(
                                    switch (write.kind()) {
                                        case SHIP -> "A shipment";
                                        case CANCEL -> "The cancellation";
                                        case REFUND -> "A refund";
                                    },
                                    write.orderExternalId(),
                                    problem));
        });
    }

    private void announce(Due due, OrderWrite write, Shipment.Announcement news) {
        if (write.shipment() != null) {
            shipOrder.announced(due.tenant(), write.order(), write.shipment().id(), news);
        }
        if (write.refund() != null) {
            refundOrder.announced(due.tenant(), write.order(), write.refund().id(), news);
        }
    }

    private void update(Due due, OrderWrite write, String status, String receipt, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                UPDATE channel_write SET status = ?, receipt = ?, problem = ?, done_at = now()
                                WHERE tenant_id = ? AND id = ?""")
                .params(
                        status,
                        shortened(receipt),
                        shortened(problem),
                        due.tenant().value(),
                        write.id())
                .update());
    }

    private DeadLetter letter(Due due, OrderWrite write, String problem) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("kind", write.kind().name());
        payload.put("orderId", write.order());
        payload.put("orderExternalId", write.orderExternalId());
        if (write.shipment() != null) {
            payload.put("shipment", write.shipment());
        }
        if (write.refund() != null) {
            payload.put("refund", write.refund());
        }
        Connection connection = connections.find(due.tenant(), due.connection()).orElse(null);
        try {
            return new DeadLetter(
                    write.id(),
                    Stage.WRITEBACK.inChannelNames(),
                    due.connection(),
                    connection == null ? null : connection.platform(),
                    write.id().toString(),
                    write.kind().name().toLowerCase(java.util.Locale.ROOT),
                    shortened(problem),
                    "",
                    "",
                    json.writeValueAsBytes(payload),
                    "application/json",
                    write.createdAt(),
                    clock.instant(),
                    DeadLetter.Status.OPEN,
                    write.attempts(),
                    "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a write in memory can always be written", e);
        }
    }

    @Override
    public boolean again(TenantId tenant, UUID write) {
        return unitOfWork.run(
                tenant,
                () -> mayRepeat(tenant, write)
                        && jdbc.sql(
                                                """
                                                UPDATE channel_write
                                                SET status = 'PENDING', attempts = 0, due_at = now(), done_at = NULL
                                                WHERE tenant_id = ? AND id = ? AND status = 'PARKED'""")
                                        .params(tenant.value(), write)
                                        .update()
                                > 0);
    }

    /** A refund that was refused did not count, and its money may have been given back since. */
    private boolean mayRepeat(TenantId tenant, UUID write) {
        return jdbc.sql(
                        """
                        SELECT order_id, refund_id FROM channel_write
                        WHERE tenant_id = ? AND id = ? AND kind = 'REFUND' AND status = 'PARKED'""")
                .params(tenant.value(), write)
                .query((row, number) -> refundOrder.again(
                        tenant, new OrderId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)))
                .optional()
                .orElse(true);
    }

    // ---- stock

    private record Pushed(String sku, long changes, int attempts) {}

    @Override
    public List<StockWrite> stockWrites(Due due, int most) {
        return unitOfWork.run(due.tenant(), () -> {
            List<Pushed> pushed = jdbc.sql(
                            """
                            SELECT sku, changes, attempts FROM stock_push
                            WHERE tenant_id = ? AND connection_id = ? AND due_at <= now() ORDER BY due_at, sku LIMIT ?""")
                    .params(due.tenant().value(), due.connection().value(), most)
                    .query((row, number) -> new Pushed(row.getString(1), row.getLong(2), row.getInt(3)))
                    .list();
            List<String> names = pushed.stream().map(Pushed::sku).toList();
            Map<String, Integer> promised = promised(due, names);
            StockRule rule = connections
                    .find(due.tenant(), due.connection())
                    .map(connection -> StockRule.of(connection.settings()))
                    .orElse(StockRule.ALL);
            Map<String, Integer> levels = listings.levels(due.tenant(), due.connection(), names, rule);
            return pushed.stream()
                    .filter(push -> levels.containsKey(push.sku()))
                    .map(push -> new StockWrite(
                            new Sku(push.sku()),
                            levels.getOrDefault(push.sku(), 0),
                            promised.getOrDefault(push.sku(), 0),
                            push.changes(),
                            push.attempts()))
                    .toList();
        });
    }

    /** What open orders of the connection wait for, by the channel's own names. */
    private Map<String, Integer> promised(Due due, List<String> names) {
        Map<String, Integer> promised = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT sku, greatest(0, sum(units))::int FROM (
                            SELECT d.sku, d.wanted AS units FROM order_demand d
                            JOIN orders o ON o.tenant_id = d.tenant_id AND o.id = d.order_id
                            WHERE d.tenant_id = :tenant AND d.sku = ANY (:names::text[]) AND o.connection_id = :connection
                            UNION ALL -- less what was sold by another name, or in a bundle
                            SELECT coalesce(b.sku, i.product_sku), -i.units * coalesce(b.quantity, 1) FROM order_open_item i
                            LEFT JOIN bundle_component b ON b.tenant_id = i.tenant_id AND b.bundle_sku = i.product_sku
                            WHERE i.tenant_id = :tenant AND i.connection_id = :connection
                              AND coalesce(b.sku, i.product_sku) = ANY (:names::text[])
                            UNION ALL
                            SELECT i.name, i.units FROM order_open_item i
                            WHERE i.tenant_id = :tenant AND i.connection_id = :connection AND i.kind = 'SKU'
                              AND i.name = ANY (:names::text[])) AS wanted GROUP BY sku""")
                .param("tenant", due.tenant().value())
                .param("names", names.toArray(String[]::new))
                .param("connection", due.connection().value())
                .query(row -> {
                    promised.put(row.getString(1), row.getInt(2));
                });
        return promised;
    }

    @Override
    public void told(Due due, List<StockWrite> writes, List<StockSink.Result> results) {
        // in the order of rememberStock, which would wait for us while we wait for it
        List<Integer> bySku = IntStream.range(0, writes.size())
                .boxed()
                .sorted(Comparator.comparing(i -> writes.get(i).sku()))
                .toList();
        unitOfWork.execute(due.tenant(), () -> {
            for (int i : bySku) {
                StockWrite write = writes.get(i);
                Optional<String> problem = results.get(i).problem();
                jdbc.sql(
                                """
                                UPDATE stock_push SET pushed_level = :level, pushed_at = now(),
                                    level = CASE WHEN :good THEN :level ELSE level END,
                                    confirmed_at = CASE WHEN :good THEN now() ELSE confirmed_at END,
                                    due_since = CASE WHEN NOT :good THEN due_since WHEN changes <> :changes THEN now() END,
                                    problem = :problem, attempts = 0,
                                    due_at = CASE WHEN changes = :changes THEN NULL
                                        ELSE now() + make_interval(secs => :rest) END
                                WHERE tenant_id = :tenant AND connection_id = :connection AND sku = :sku""")
                        .param("good", problem.isEmpty())
                        .param("rest", StockListings.REST_SECONDS)
                        .param("level", write.level())
                        .param("problem", shortened(problem.orElse("")))
                        .param("changes", write.changes())
                        .param("tenant", due.tenant().value())
                        .param("connection", due.connection().value())
                        .param("sku", write.sku().value())
                        .update();
            }
        });
    }

    @Override
    public void later(Due due, List<StockWrite> writes, Duration wait, boolean counted, String problem) {
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                                WITH locked AS (SELECT tenant_id, connection_id, sku FROM stock_push
                                    WHERE tenant_id = ? AND connection_id = ? AND sku = ANY (?::text[])
                                    ORDER BY sku FOR UPDATE)
                                UPDATE stock_push p SET due_at = now() + make_interval(secs => ?),
                                    attempts = attempts + ?, problem = ?
                                FROM locked l WHERE p.tenant_id = l.tenant_id AND p.connection_id = l.connection_id
                                    AND p.sku = l.sku""")
                .params(
                        due.tenant().value(),
                        due.connection().value(),
                        writes.stream().map(write -> write.sku().value()).toArray(String[]::new),
                        seconds(wait),
                        counted ? 1 : 0,
                        shortened(problem))
                .update());
    }

    private static double seconds(Duration wait) {
        return wait.toMillis() / 1000.0;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM);
    }
}
