package io.quayside.app.export;

import static io.quayside.app.export.Export.column;

import io.quayside.app.orders.persistence.OrderQuery;
import io.quayside.app.persistence.RowStream;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stock, its movements, and the products. */
@Component
class StockExports {
    private final RowStream rows;

    StockExports(RowStream rows) {
        this.rows = rows;
    }

    record StockRow(String sku, @Nullable String title, String locationId, int onHand, int reserved, int available) {}

    Export<StockRow> inventory() {
        return new Export<>(
                "inventory:read",
                List.of("sku", "locationId"),
                List.of(
                        column("sku", StockRow::sku),
                        column("title", StockRow::title),
                        column("location", StockRow::locationId),
                        column("on_hand", StockRow::onHand),
                        column("reserved", StockRow::reserved),
                        column("available", StockRow::available)),
                (tenant, selection) -> {
                    Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
                    String narrowed = equal("l.sku", "sku", selection.sku(), parameters)
                            + equal("l.location_id", "location", selection.locationId(), parameters);
                    return rows.of(
                            "SELECT l.sku, p.title, l.location_id, l.on_hand, l.reserved FROM stock_level l"
                                    + " LEFT JOIN product p ON p.tenant_id = l.tenant_id AND p.sku = l.sku"
                                    + " WHERE l.tenant_id = :tenant" + narrowed + " ORDER BY l.sku, l.location_id",
                            parameters,
                            (row, number) -> new StockRow(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getInt(4) - row.getInt(5)));
                });
    }

    record MovementRow(
            String sku,
            long version,
            String locationId,
            String kind,
            int onHandDelta,
            int reservedDelta,
            @Nullable UUID orderId,
            @Nullable String lineId,
            String reason,
            Instant occurredAt) {}

    Export<MovementRow> movements() {
        return new Export<>(
                "inventory:read",
                List.of("sku", "locationId", "from", "to"),
                List.of(
                        column("sku", MovementRow::sku),
                        column("version", MovementRow::version),
                        column("location", MovementRow::locationId),
                        column("kind", MovementRow::kind),
                        column("on_hand_delta", MovementRow::onHandDelta),
                        column("reserved_delta", MovementRow::reservedDelta),
                        column("order_id", MovementRow::orderId),
                        column("line_id", MovementRow::lineId),
                        column("reason", MovementRow::reason),
                        column("occurred_at", MovementRow::occurredAt)),
                (tenant, selection) -> {
                    Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
                    String narrowed = equal("sku", "sku", selection.sku(), parameters)
                            + equal("location_id", "location", selection.locationId(), parameters)
                            + between("occurred_at", selection.whenAndWhere(), parameters);
                    return rows.of(
                            "SELECT sku, version, location_id, kind, on_hand_delta, reserved_delta, order_id, line_id,"
                                    + " reason, occurred_at FROM stock_movement WHERE tenant_id = :tenant" + narrowed
                                    + " ORDER BY sku, version",
                            parameters,
                            (row, number) -> new MovementRow(
                                    row.getString(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getInt(5),
                                    row.getInt(6),
                                    row.getObject(7, UUID.class),
                                    row.getString(8),
                                    row.getString(9),
                                    row.getTimestamp(10).toInstant()));
                });
    }

    record ProductRow(String sku, String title, @Nullable String barcode, Instant createdAt) {}

    Export<ProductRow> products() {
        return new Export<>(
                "products:read",
                List.of("sku"),
                List.of(
                        column("sku", ProductRow::sku),
                        column("title", ProductRow::title),
                        column("barcode", ProductRow::barcode),
                        column("created_at", ProductRow::createdAt)),
                (tenant, selection) -> {
                    Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
                    String narrowed = equal("sku", "sku", selection.sku(), parameters);
                    return rows.of(
                            "SELECT sku, title, barcode, created_at FROM product WHERE tenant_id = :tenant" + narrowed
                                    + " ORDER BY sku",
                            parameters,
                            (row, number) -> new ProductRow(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getTimestamp(4).toInstant()));
                });
    }

    static String equal(String column, String name, @Nullable Object value, Map<String, Object> parameters) {
        if (value == null) {
            return "";
        }
        parameters.put(name, value);
        return " AND %s = :%s".formatted(column, name);
    }

    static String between(String column, OrderQuery times, Map<String, Object> parameters) {
        String sql = "";
        if (times.from() != null) {
            parameters.put("from", Timestamp.from(times.from()));
            sql += " AND %s >= :from".formatted(column);
        }
        if (times.to() != null) {
            parameters.put("to", Timestamp.from(times.to()));
            sql += " AND %s < :to".formatted(column);
        }
        return sql;
    }
}
