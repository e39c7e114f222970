package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;

/** An {@link OrderQuery} as SQL conditions on {@code orders}, with named parameters. */
final class OrderConditions {
    static final String WORDS = "search @@ :words::tsquery";

    private final StringBuilder sql = new StringBuilder("tenant_id = :tenant");
    private final StringBuilder withoutWords = new StringBuilder(sql);
    private final Map<String, Object> parameters = new HashMap<>();

    /** The tenant is named although row-level security names it too: the planner then sees one index condition. */
    OrderConditions(TenantId tenant) {
        parameters.put("tenant", tenant.value());
    }

    /** All parts of the query but its connections, which a list may look up one by one. */
    static OrderConditions of(TenantId tenant, OrderQuery query) {
        OrderConditions found = new OrderConditions(tenant);
        if (!query.statuses().isEmpty()) {
            found.and(
                    "status = ANY(:statuses)",
                    "statuses",
                    query.statuses().stream().map(Enum::name).toArray(String[]::new));
        }
        if (query.asksForWords()) {
            found.and(WORDS, "words", OrderSearchText.query(query.text(), query.flags()));
        }
        if (query.from() != null) {
            found.and("placed_at >= :from", "from", Timestamp.from(query.from()));
        }
        if (query.to() != null) {
            found.and("placed_at < :to", "to", Timestamp.from(query.to()));
        }
        return found;
    }

    OrderConditions and(String condition, String name, Object value) {
        sql.append(" AND ").append(condition);
        if (!condition.equals(WORDS)) {
            withoutWords.append(" AND ").append(condition);
        }
        parameters.put(name, value);
        return this;
    }

    OrderConditions with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    String sqlWithoutWords() {
        return withoutWords.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
