package io.quayside.app.writeback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.OrderStatus;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.ShipOrder;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.Stage;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.ChannelWork.EventNotice;
import io.quayside.routes.writeback.OrderWrites;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link OrderWrites} in PostgreSQL. */
@Repository
class JdbcOrderWrites implements OrderWrites {
    private static final int LONGEST_PROBLEM = 1_000;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Orders orders;
    private final Connections connections;
    private final ShipOrder shipOrder;
    private final RefundOrder refundOrder;
    private final DeadLetters deadLetters;
    private final ConnectionActivity activity;
    private final Clock clock;
    private final ObjectMapper json = CanonicalJson.mapper();

    JdbcOrderWrites(
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            Orders orders,
            Connections connections,
            ShipOrder shipOrder,
            RefundOrder refundOrder,
            DeadLetters deadLetters,
            ConnectionActivity activity,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.orders = orders;
        this.connections = connections;
        this.shipOrder = shipOrder;
        this.refundOrder = refundOrder;
        this.deadLetters = deadLetters;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * Remembers it unless it is remembered already.
     *
     * @param platforms that can be told
     * @return whether the order's channel is to be told
     */
    boolean add(
            EventNotice event,
            OrderId order,
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
                            order.value(),
                            platforms)
                    .update();
            return !jdbc.sql("SELECT 1 FROM channel_write WHERE tenant_id = ? AND id = ?")
                    .params(event.tenant().value(), event.eventId())
                    .query(Integer.class)
                    .list()
                    .isEmpty();
        });
    }

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
    public List<OrderWrite> due(Due due, int most) {
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
                                UPDATE channel_write SET due_at = now() + ?::interval,
                                    attempts = attempts + ?, problem = ? WHERE tenant_id = ? AND id = ?""")
                .params(
                        wait.toString(),
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
                    write.kind().name().toLowerCase(Locale.ROOT),
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

    private static String shortened(String text) {
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM);
    }
}
