package io.quayside.app.orders.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.OrderState;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The read side of orders. Pages go by the last row's key, never by offset, so the thousandth page costs what the first
 * does; each filter is made to be answered from an index that starts with the tenant.
 */
@Component
public class OrderList {
    private static final ObjectReader STATE = CanonicalJson.mapper().readerFor(OrderState.class);

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    OrderList(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** Where a page ended: the last order's time and id. */
    public record After(Instant placedAt, UUID id) {}

    /** Newest first. */
    public List<OrderState> page(TenantId tenant, OrderFilter filter, @Nullable After after, int limit) {
        Query query = new Query(tenant);
        if (!filter.statuses().isEmpty()) {
            query.and(
                    "status = ANY(:statuses)",
                    "statuses",
                    filter.statuses().stream().map(Enum::name).toArray(String[]::new));
        }
        if (filter.channel() != null) {
            query.and("channel = :channel", "channel", filter.channel().name());
        }
        if (filter.connection() != null) {
            query.and(
                    "connection_id = :connection",
                    "connection",
                    filter.connection().value());
        }
        if (filter.text() != null) {
            query.and("search LIKE :text", "text", "%" + literally(filter.text().toLowerCase(Locale.ROOT)) + "%");
        }
        if (filter.from() != null) {
            query.and("placed_at >= :from", "from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            query.and("placed_at < :to", "to", Timestamp.from(filter.to()));
        }
        if (after != null) {
            query.and("(placed_at, id) < (:afterTime, :afterId)", "afterTime", Timestamp.from(after.placedAt()));
            query.parameters.put("afterId", after.id());
        }
        query.parameters.put("limit", limit);
        return read(tenant, query.sql + " ORDER BY placed_at DESC, id DESC LIMIT :limit", query.parameters);
    }

    public Optional<OrderState> find(TenantId tenant, OrderId id) {
        return findAll(tenant, List.of(id)).stream().findFirst();
    }

    /** In no particular order; ids that don't exist are left out. */
    public List<OrderState> findAll(TenantId tenant, Collection<OrderId> ids) {
        Query query = new Query(tenant);
        query.and("id = ANY(:ids)", "ids", ids.stream().map(OrderId::value).toArray(UUID[]::new));
        return read(tenant, query.sql.toString(), query.parameters);
    }

    public Optional<OrderState> find(TenantId tenant, OrderKey key) {
        Query query = new Query(tenant);
        query.and(
                "connection_id = :connection", "connection", key.connectionId().value());
        query.and("external_id = :externalId", "externalId", key.externalId());
        return read(tenant, query.sql.toString(), query.parameters).stream().findFirst();
    }

    private List<OrderState> read(TenantId tenant, String sql, Map<String, Object> parameters) {
        return unitOfWork.run(tenant, () -> jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> state(row.getString("state")))
                .list());
    }

    private static OrderState state(String json) {
        try {
            return STATE.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order can't be read", e);
        }
    }

    /** The text with the wildcards of LIKE taken literally. */
    static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** The tenant is named although row-level security names it too: the planner then sees one index condition. */
    private static final class Query {
        private final StringBuilder sql = new StringBuilder("SELECT state FROM orders WHERE tenant_id = :tenant");
        private final Map<String, Object> parameters = new HashMap<>();

        Query(TenantId tenant) {
            parameters.put("tenant", tenant.value());
        }

        void and(String condition, String name, Object value) {
            sql.append(" AND ").append(condition);
            parameters.put(name, value);
        }
    }
}
