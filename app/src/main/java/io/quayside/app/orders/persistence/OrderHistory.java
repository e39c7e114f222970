package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to an order. */
@Component
public class OrderHistory {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    OrderHistory(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /**
     * @param version of the order after the event
     * @param position among the events of that version
     * @param data the event as JSON
     */
    public record Entry(UUID eventId, long version, int position, String type, String data, Instant occurredAt) {}

    /** Where a page ended. */
    public record After(long version, int position) {}

    /** Oldest first. */
    public List<Entry> timeline(TenantId tenant, OrderId id, @Nullable After after, int limit) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT event_id, order_version, position, type, payload, occurred_at FROM order_event
                        WHERE tenant_id = :tenant AND order_id = :order AND (order_version, position) > (:version, :position)
                        ORDER BY order_version, position LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("order", id.value())
                .param("version", after == null ? -1L : after.version())
                .param("position", after == null ? -1 : after.position())
                .param("limit", limit)
                .query((row, number) -> new Entry(
                        row.getObject("event_id", UUID.class),
                        row.getLong("order_version"),
                        row.getInt("position"),
                        row.getString("type"),
                        row.getString("payload"),
                        row.getTimestamp("occurred_at").toInstant()))
                .list());
    }
}
