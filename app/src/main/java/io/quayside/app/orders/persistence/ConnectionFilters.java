package io.quayside.app.orders.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.FilterSettings;
import io.quayside.domain.orders.OrderFilter;
import io.quayside.domain.orders.OrderFilters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Filters as they stand in the connections' settings. Kept from changing meanwhile by {@link JdbcOrders#lock}. */
@Repository
public class ConnectionFilters implements OrderFilters {
    private static final ObjectReader SETTINGS =
            new ObjectMapper().readerFor(new TypeReference<Map<String, String>>() {});
    private final JdbcTemplate jdbc;

    public ConnectionFilters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<ConnectionId, OrderFilter> of(TenantId tenant, Set<ConnectionId> connections) {
        Map<ConnectionId, OrderFilter> filters = new HashMap<>();
        jdbc.query(
                "SELECT id, settings::text FROM connection WHERE tenant_id = ? AND id = ANY (?::uuid[]) AND settings <> '{}'",
                statement -> {
                    statement.setObject(1, tenant.value());
                    statement.setArray(
                            2,
                            statement
                                    .getConnection()
                                    .createArrayOf(
                                            "uuid",
                                            connections.stream()
                                                    .map(ConnectionId::value)
                                                    .toArray()));
                },
                row -> {
                    OrderFilter filter = FilterSettings.of(read(row.getString(2)));
                    if (!filter.equals(OrderFilter.NONE)) {
                        filters.put(new ConnectionId(row.getObject(1, UUID.class)), filter);
                    }
                });
        return filters;
    }

    private static Map<String, String> read(String json) {
        try {
            return SETTINGS.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored settings can't be read", e);
        }
    }
}
