package io.quayside.app.orders.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.Concerned;
import io.quayside.domain.orders.OpenItem;
import io.quayside.domain.orders.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * How orders are found when a mapping, bundle or product changes. Lines that simply stand for their own SKU have no row
 * here: they are found by what they want of stock, so a merchant without mappings pays nothing for them.
 */
final class OpenItemIndex {
    private static final RowMapper<OrderId> ORDER_ID = (row, index) -> new OrderId(row.getObject(1, UUID.class));

    private final JdbcTemplate jdbc;

    OpenItemIndex(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record OfOrder(OrderId order, List<OpenItem> items) {}

    private record Row(OrderId order, OpenItem item) {}

    /** For orders that have no rows yet, or none any more. */
    void insert(TenantId tenant, List<OfOrder> orders) {
        List<Row> rows = new ArrayList<>();
        orders.forEach(order -> order.items().forEach(item -> rows.add(new Row(order.order(), item))));
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO order_open_item (tenant_id, order_id, connection_id, kind, name, product_sku, waiting, units,
                    title, barcode)
                SELECT ?::uuid, order_id, connection_id, kind, name, product_sku, waiting::boolean, units, title, barcode
                FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                    AS i (order_id, connection_id, kind, name, product_sku, waiting, units, title, barcode)
                """,
                Rows.of(rows)
                        .with(tenant.value())
                        .uuid(row -> row.order().value())
                        .uuid(row -> row.item().item().connection().value())
                        .asText(row -> row.item().item().kind())
                        .text(row -> row.item().item().name())
                        .text(row -> {
                            var product = row.item().product();
                            return product == null ? null : product.value();
                        })
                        .asText(row -> row.item().waiting())
                        .integer(row -> row.item().units())
                        .text(row -> row.item().title())
                        .text(row -> row.item().barcode()));
    }

    List<OrderId> concerned(TenantId tenant, Concerned concerned, @Nullable OrderId after, int limit) {
        UUID last = after == null ? null : after.value();
        if (concerned instanceof Concerned.Selling selling) {
            return selling(tenant, List.copyOf(selling.items()), last, limit);
        }
        if (concerned instanceof Concerned.Wanting wanting) {
            String sku = wanting.product().value();
            return page(
                    """
                    SELECT order_id FROM order_open_item WHERE tenant_id = ?::uuid AND product_sku = ?
                    UNION SELECT order_id FROM order_demand WHERE tenant_id = ?::uuid AND sku = ?
                    """,
                    last,
                    limit,
                    tenant.value(),
                    sku,
                    tenant.value(),
                    sku);
        }
        if (concerned instanceof Concerned.Anyhow) {
            return page(
                    """
                    SELECT order_id FROM order_open_item WHERE tenant_id = ?::uuid
                    UNION SELECT order_id FROM order_demand WHERE tenant_id = ?::uuid
                    """,
                    last,
                    limit,
                    tenant.value(),
                    tenant.value());
        }
        Concerned.Named named = (Concerned.Named) concerned;
        String sku = named.product().value();
        return page(
                """
                SELECT order_id FROM order_open_item WHERE tenant_id = ?::uuid AND lower(name) = lower(? COLLATE "C")
                UNION SELECT order_id FROM order_open_item WHERE tenant_id = ?::uuid AND waiting AND barcode = ?
                UNION SELECT order_id FROM order_demand WHERE tenant_id = ?::uuid AND sku = ? AND allocated < wanted
                """,
                last,
                limit,
                tenant.value(),
                sku,
                tenant.value(),
                named.barcode(),
                tenant.value(),
                sku);
    }

    private List<OrderId> page(String union, @Nullable UUID after, int limit, @Nullable Object... parameters) {
        List<@Nullable Object> all = new ArrayList<>(List.of());
        for (Object parameter : parameters) {
            all.add(parameter);
        }
        all.add(after);
        all.add(after);
        all.add(limit);
        return jdbc.query(
                "SELECT order_id FROM (" + union
                        + ") AS c WHERE ?::uuid IS NULL OR order_id > ?::uuid ORDER BY order_id LIMIT ?",
                ORDER_ID,
                all.toArray());
    }

    private List<OrderId> selling(TenantId tenant, List<ChannelItem> items, @Nullable UUID after, int limit) {
        return jdbc.query(
                """
                WITH asked AS (
                    SELECT ?::uuid AS tenant_id, a.* FROM unnest(?::uuid[], ?::text[], ?::text[]) AS a (connection_id, kind, name))
                SELECT order_id FROM (
                    SELECT i.order_id FROM asked a JOIN order_open_item i ON i.tenant_id = a.tenant_id
                        AND i.connection_id = a.connection_id AND i.kind = a.kind AND i.name = a.name
                    UNION SELECT i.order_id FROM asked a JOIN order_open_item i ON i.tenant_id = a.tenant_id
                        AND i.connection_id = a.connection_id AND i.kind = 'PRODUCT_ID' AND i.title = a.name
                    WHERE a.kind = 'TITLE'
                    UNION SELECT d.order_id FROM asked a
                    JOIN order_demand d ON d.tenant_id = a.tenant_id AND d.sku = a.name
                    JOIN orders o ON o.tenant_id = d.tenant_id AND o.id = d.order_id AND o.connection_id = a.connection_id
                    WHERE a.kind = 'SKU') AS c
                WHERE ?::uuid IS NULL OR order_id > ?::uuid ORDER BY order_id LIMIT ?
                """,
                statement -> {
                    Rows.of(items)
                            .with(tenant.value())
                            .uuid(item -> item.connection().value())
                            .asText(ChannelItem::kind)
                            .text(ChannelItem::name)
                            .setValues(statement);
                    statement.setObject(5, after);
                    statement.setObject(6, after);
                    statement.setInt(7, limit);
                },
                ORDER_ID);
    }
}
