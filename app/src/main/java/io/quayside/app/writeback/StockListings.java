package io.quayside.app.writeback;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.inventory.StockRule;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Under which SKUs channels sell our products, and how many units of them. A channel is told by its own SKUs: our SKU
 * itself, unless a person mapped that name to something else, and every SKU that is mapped to the product. A bundle
 * changes with each of its components. Joins the current unit of work.
 */
@Component
class StockListings {
    /** A SKU is told once it has rested so long, so that all changes of a moment become one call after the last of them. */
    static final double REST_SECONDS = 0.5;
    /** A SKU that does not come to rest is told nevertheless so often. */
    private static final double LONGEST_SECONDS = 2;

    private final JdbcClient jdbc;

    StockListings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param platforms that can be told of stock */
    void changed(TenantId tenant, Collection<String> skus, String[] platforms) {
        jdbc.sql(
                        """
                        WITH sold AS (
                            SELECT s.sku COLLATE "C" AS sku FROM unnest(:skus::text[]) AS s (sku)
                            UNION SELECT b.bundle_sku FROM bundle_component b WHERE b.tenant_id = :tenant AND b.sku = ANY (:skus::text[]))
                        INSERT INTO stock_push (tenant_id, connection_id, sku, due_at, due_since)
                        SELECT c.tenant_id, c.id, n.name, now() + make_interval(secs => :rest), now()
                        FROM connection c CROSS JOIN LATERAL (
                            SELECT s.sku AS name FROM sold s
                            UNION SELECT m.name FROM sold s JOIN sku_mapping m ON m.tenant_id = c.tenant_id
                                AND m.connection_id = c.id AND m.kind = 'SKU' AND m.product_sku = s.sku) AS n
                        WHERE c.tenant_id = :tenant AND c.deleted_at IS NULL AND c.platform = ANY (:platforms::text[])
                          AND coalesce(c.settings ->> 'stockSync', 'on') <> 'off'
                        ORDER BY c.id, n.name COLLATE "C"
                        """
                                + AGAIN)
                .param("skus", skus.toArray(String[]::new))
                .param("tenant", tenant.value())
                .param("rest", REST_SECONDS)
                .param("platforms", platforms)
                .update();
    }

    private static final String AGAIN =
            """
            ON CONFLICT (tenant_id, connection_id, sku) DO UPDATE
            SET changes = stock_push.changes + 1, attempts = 0,
                due_at = least(excluded.due_at, CASE WHEN stock_push.due_at IS NOT NULL
                    THEN greatest(stock_push.due_at, stock_push.due_since + make_interval(secs => %s)) END),
                due_since = coalesce(stock_push.due_since, excluded.due_since)
            """
                    .formatted(LONGEST_SECONDS);

    /** What the connection sells by this name stands for another product than before. */
    void itemChanged(TenantId tenant, ConnectionId connection, String name, String[] platforms) {
        push(tenant, connection, "SELECT :name::text AS name", platforms)
                .param("name", name)
                .update();
    }

    /** Everything that the connection may sell, or nothing once it is to be told no more. */
    void everythingChanged(TenantId tenant, ConnectionId connection, String[] platforms) {
        push(
                        tenant,
                        connection,
                        """
                SELECT i.sku AS name FROM stock_item i WHERE i.tenant_id = :tenant
                UNION SELECT b.bundle_sku FROM bundle_component b WHERE b.tenant_id = :tenant
                UNION SELECT m.name FROM sku_mapping m
                WHERE m.tenant_id = :tenant AND m.connection_id = :connection AND m.kind = 'SKU'
                """,
                        platforms)
                .update();
        jdbc.sql(
                        """
                        UPDATE stock_push p SET due_at = NULL, due_since = NULL FROM connection c
                        WHERE c.tenant_id = p.tenant_id AND c.id = p.connection_id AND c.settings ->> 'stockSync' = 'off'
                          AND p.tenant_id = :tenant AND p.connection_id = :connection AND p.due_at IS NOT NULL""")
                .param("tenant", tenant.value())
                .param("connection", connection.value())
                .update();
    }

    /** @param names a query for those that are to be told */
    private JdbcClient.StatementSpec push(TenantId tenant, ConnectionId connection, String names, String[] platforms) {
        return jdbc.sql(
                        """
                        INSERT INTO stock_push (tenant_id, connection_id, sku, due_at, due_since)
                        SELECT c.tenant_id, c.id, n.name, now() + make_interval(secs => :rest), now()
                        FROM connection c CROSS JOIN (%s) AS n
                        WHERE c.tenant_id = :tenant AND c.id = :connection AND c.deleted_at IS NULL
                          AND c.platform = ANY (:platforms::text[]) AND coalesce(c.settings ->> 'stockSync', 'on') <> 'off'
                        ORDER BY n.name COLLATE "C"
                        %s"""
                                .formatted(names, AGAIN))
                .param("rest", REST_SECONDS)
                .param("tenant", tenant.value())
                .param("connection", connection.value())
                .param("platforms", platforms);
    }

    /**
     * Units that the channel may sell of each name. A name that stands for nothing of ours is left out, and the channel
     * is no longer to be told of it.
     */
    Map<String, Integer> levels(TenantId tenant, ConnectionId connection, List<String> names, StockRule rule) {
        Map<String, Listing> listings = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        WITH sold AS (
                            SELECT n.name, CASE WHEN m.origin = 'BY_HAND' OR NOT own.known THEN m.product_sku ELSE n.name END AS sku
                            FROM unnest(:names::text[]) AS n (name)
                            LEFT JOIN sku_mapping m ON m.tenant_id = :tenant AND m.connection_id = :connection
                                AND m.kind = 'SKU' AND m.name = n.name
                            CROSS JOIN LATERAL (SELECT
                                EXISTS (SELECT FROM stock_item i WHERE i.tenant_id = :tenant AND i.sku = n.name)
                                OR EXISTS (SELECT FROM bundle_component b WHERE b.tenant_id = :tenant AND b.bundle_sku = n.name)
                                AS known) AS own),
                        parts AS (
                            SELECT s.name, b.sku, b.quantity FROM sold s
                            JOIN bundle_component b ON b.tenant_id = :tenant AND b.bundle_sku = s.sku
                            UNION ALL SELECT s.name, s.sku, 1 FROM sold s
                            WHERE s.sku IS NOT NULL AND NOT EXISTS (
                                SELECT FROM bundle_component b WHERE b.tenant_id = :tenant AND b.bundle_sku = s.sku))
                        SELECT p.name, p.sku, p.quantity, l.location_id, l.on_hand, l.reserved
                        FROM parts p LEFT JOIN stock_level l ON l.tenant_id = :tenant AND l.sku = p.sku""")
                .param("names", names.toArray(String[]::new))
                .param("tenant", tenant.value())
                .param("connection", connection.value())
                .query(row -> {
                    listings.computeIfAbsent(row.getString("name"), name -> new Listing())
                            .add(row);
                });
        List<String> unknown =
                names.stream().filter(name -> !listings.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            jdbc.sql(
                            """
                            DELETE FROM stock_push WHERE tenant_id = :tenant AND connection_id = :connection
                            AND sku = ANY (:names::text[])""")
                    .param("tenant", tenant.value())
                    .param("connection", connection.value())
                    .param("names", unknown.toArray(String[]::new))
                    .update();
        }
        Map<String, Integer> levels = new HashMap<>();
        listings.forEach((name, listing) -> levels.put(name, listing.offered(rule)));
        return levels;
    }

    /** What one name is made of. */
    private static final class Listing {
        private final Map<Sku, Quantity> parts = new LinkedHashMap<>();
        private final Map<Sku, List<StockLevel>> levels = new HashMap<>();

        void add(ResultSet row) throws SQLException {
            Sku sku = new Sku(row.getString("sku"));
            parts.put(sku, Quantity.of(row.getInt("quantity")));
            String location = row.getString("location_id");
            if (location != null) {
                levels.computeIfAbsent(sku, part -> new ArrayList<>())
                        .add(new StockLevel(
                                new LocationId(location),
                                Quantity.of(row.getInt("on_hand")),
                                Quantity.of(row.getInt("reserved"))));
            }
        }

        int offered(StockRule rule) {
            List<Bundle.Component> components = new ArrayList<>();
            parts.forEach((sku, quantity) -> components.add(new Bundle.Component(sku, quantity)));
            return rule.offered(components, levels);
        }
    }
}
