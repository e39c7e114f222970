package io.quayside.app.orders.persistence;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.Flag.Code;
import io.quayside.domain.orders.OrderEvent;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.Review;
import io.quayside.domain.orders.Reviews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reviews as they follow from the orders' events, written in the transaction of the event. */
@Repository
public class JdbcReviews implements Reviews {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    JdbcReviews(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** Records with the other recorder and follows what is said of reviews. Their orders are saved by then. */
    public EventRecorder following(EventRecorder recorder) {
        return events -> {
            recorder.record(events);
            events.forEach(this::follow);
        };
    }

    private void follow(RecordedEvent recorded) {
        if (recorded.event() instanceof OrderEvent.ReviewOpened opened) {
            open(recorded, opened);
        } else if (recorded.event() instanceof OrderEvent.ReviewResolved resolved) {
            close(
                    recorded,
                    resolved.orderId(),
                    resolved.code(),
                    resolved.detail(),
                    Review.Status.RESOLVED,
                    resolved.note(),
                    resolved.by());
        } else if (recorded.event() instanceof OrderEvent.ReviewSettled settled) {
            close(recorded, settled.orderId(), settled.code(), settled.detail(), Review.Status.SETTLED, "", "");
        }
    }

    private void open(RecordedEvent recorded, OrderEvent.ReviewOpened opened) {
        jdbc.sql(
                        """
                        INSERT INTO review (tenant_id, id, order_id, connection_id, code, detail, status, opened_at)
                        SELECT o.tenant_id, ?, o.id, o.connection_id, ?, ?, 'OPEN', ? FROM orders o
                        WHERE o.tenant_id = ? AND o.id = ?""")
                .params(
                        recorded.eventId(),
                        opened.code().name(),
                        opened.detail(),
                        Timestamp.from(recorded.occurredAt()),
                        recorded.tenantId().value(),
                        opened.orderId().value())
                .update();
    }

    private void close(
            RecordedEvent recorded,
            OrderId order,
            Code code,
            String detail,
            Review.Status status,
            String note,
            String by) {
        jdbc.sql(
                        """
                        UPDATE review SET status = ?, closed_at = ?, note = ?, closed_by = ?
                        WHERE tenant_id = ? AND order_id = ? AND code = ? AND detail = ? AND status = 'OPEN'""")
                .params(
                        status.name(),
                        Timestamp.from(recorded.occurredAt()),
                        note,
                        by,
                        recorded.tenantId().value(),
                        order.value(),
                        code.name(),
                        detail)
                .update();
    }

    @Override
    public Optional<Review> find(TenantId tenant, UUID id) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT * FROM review WHERE tenant_id = ? AND id = ?")
                .params(tenant.value(), id)
                .query(JdbcReviews::read)
                .optional());
    }

    /** What is absent or empty does not narrow. */
    public record Selection(
            Set<Review.Status> statuses,
            @Nullable Code code,
            @Nullable ConnectionId connection,
            @Nullable OrderId order) {
        public Selection {
            statuses = Set.copyOf(statuses);
        }
    }

    /** Where a page ended. */
    public record After(Instant openedAt, UUID id) {}

    /** Newest first. */
    public List<Review> page(TenantId tenant, Selection selection, @Nullable After after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM review WHERE tenant_id = :tenant");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", tenant.value());
        if (!selection.statuses().isEmpty()) {
            sql.append(" AND status = ANY(:statuses)");
            parameters.put(
                    "statuses", selection.statuses().stream().map(Enum::name).toArray(String[]::new));
        }
        if (selection.code() != null) {
            sql.append(" AND code = :code");
            parameters.put("code", selection.code().name());
        }
        if (selection.connection() != null) {
            sql.append(" AND connection_id = :connection");
            parameters.put("connection", selection.connection().value());
        }
        if (selection.order() != null) {
            sql.append(" AND order_id = :order");
            parameters.put("order", selection.order().value());
        }
        if (after != null) {
            sql.append(" AND (opened_at, id) < (:afterTime, :afterId)");
            parameters.put("afterTime", Timestamp.from(after.openedAt()));
            parameters.put("afterId", after.id());
        }
        parameters.put("limit", limit);
        return unitOfWork.run(tenant, () -> jdbc.sql(sql + " ORDER BY opened_at DESC, id DESC LIMIT :limit")
                .params(parameters)
                .query(JdbcReviews::read)
                .list());
    }

    private static Review read(ResultSet row, int number) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Review(
                row.getObject("id", UUID.class),
                new OrderId(row.getObject("order_id", UUID.class)),
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                Code.valueOf(row.getString("code")),
                row.getString("detail"),
                Review.Status.valueOf(row.getString("status")),
                row.getTimestamp("opened_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getString("note"),
                row.getString("closed_by"));
    }
}
