package io.quayside.app.inventory.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.Catalog;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What the import knows of products, by set-based SQL: one lock and one statement for a batch of any size. Those who
 * look share an advisory lock of the tenant until their transaction ends; who changes the catalog takes it alone. So no
 * order can be resolved by what is about to change and then be missed by the search for orders that relied on it.
 */
@Repository
class JdbcCatalog implements Catalog {
    /** Apart from other advisory locks, which have keys of one number. */
    private static final int CATALOG = 1;

    private final JdbcTemplate jdbc;
    private final Bundles bundles;
    private final Ids ids;

    JdbcCatalog(JdbcTemplate jdbc, Bundles bundles, Ids ids) {
        this.jdbc = jdbc;
        this.bundles = bundles;
        this.ids = ids;
    }

    @Override
    public void lock(TenantId tenant) {
        lock("pg_advisory_xact_lock", tenant);
    }

    @Override
    public UUID leaveNote(TenantId tenant) {
        UUID note = ids.next();
        jdbc.update("INSERT INTO catalog_change (tenant_id, id) VALUES (?, ?)", tenant.value(), note);
        return note;
    }

    @Override
    public void removeNotes(TenantId tenant, Collection<UUID> notes) {
        jdbc.update(
                "DELETE FROM catalog_change WHERE tenant_id = ? AND id = ANY (?)",
                tenant.value(),
                notes.toArray(UUID[]::new));
    }

    /** By a statement of its own: one that waited for the lock would still see what was there before. */
    private void lock(String function, TenantId tenant) {
        jdbc.query(
                "SELECT " + function + "(?, ?)",
                row -> {},
                CATALOG,
                tenant.value().hashCode());
    }

    @Override
    public Found look(TenantId tenant, Collection<ChannelItem> items) {
        lock("pg_advisory_xact_lock_shared", tenant);
        Map<ChannelItem, SkuMapping> mappings = new HashMap<>();
        Set<Sku> stocked = new HashSet<>();
        JdbcBundles.Components components = new JdbcBundles.Components();
        jdbc.query(
                """
                WITH asked AS (
                    SELECT ?::uuid AS tenant_id, a.* FROM unnest(?::uuid[], ?::text[], ?::text[]) AS a (connection_id, kind, name)),
                mapped AS (
                    SELECT m.* FROM asked a JOIN sku_mapping m
                    ON m.tenant_id = a.tenant_id AND m.connection_id = a.connection_id AND m.kind = a.kind AND m.name = a.name),
                skus AS (
                    SELECT tenant_id, name COLLATE "C" AS sku FROM asked WHERE kind = 'SKU'
                    UNION SELECT tenant_id, product_sku COLLATE "C" FROM mapped WHERE product_sku IS NOT NULL)
                SELECT 'mapped' AS what, connection_id, kind, name, use, product_sku, origin, 0 AS quantity, 0 AS position
                FROM mapped
                UNION ALL
                SELECT 'stocked', NULL, NULL, s.sku, NULL, NULL, NULL, 0, 0
                FROM skus s JOIN stock_item i ON i.tenant_id = s.tenant_id AND i.sku = s.sku
                UNION ALL
                SELECT 'bundle', NULL, NULL, b.bundle_sku, NULL, b.sku, NULL, b.quantity, b.position
                FROM skus s JOIN bundle_component b ON b.tenant_id = s.tenant_id AND b.bundle_sku = s.sku
                ORDER BY position
                """,
                Rows.of(List.copyOf(items))
                        .with(tenant.value())
                        .uuid(item -> item.connection().value())
                        .asText(ChannelItem::kind)
                        .text(ChannelItem::name),
                row -> {
                    switch (row.getString("what")) {
                        case "mapped" -> {
                            SkuMapping mapping = JdbcSkuMappings.read(row);
                            mappings.put(mapping.item(), mapping);
                        }
                        case "stocked" -> stocked.add(new Sku(row.getString("name")));
                        default ->
                            components.add(row.getString("name"), row.getString("product_sku"), row.getInt("quantity"));
                    }
                });
        return new Found(mappings, new Known(stocked, components.bundles()));
    }

    @Override
    public Known known(TenantId tenant, Collection<Sku> skus) {
        if (skus.isEmpty()) {
            return Known.NOTHING;
        }
        lock("pg_advisory_xact_lock_shared", tenant);
        Set<Sku> stocked = new HashSet<>(jdbc.query(
                "SELECT sku FROM stock_item WHERE tenant_id = ?::uuid AND sku = ANY (?::text[])",
                Rows.of(List.copyOf(skus)).with(tenant.value()).text(Sku::value),
                (row, number) -> new Sku(row.getString(1))));
        return new Known(stocked, bundles.find(tenant, skus));
    }

    @Override
    public List<Candidate> similar(TenantId tenant, Collection<Sku> skus, Collection<String> barcodes) {
        record Row(Sku sku, @Nullable String barcode) {}
        List<Row> rows = jdbc.query(
                """
                WITH asked AS (SELECT lower(a COLLATE "C") AS sku FROM unnest(?::text[]) AS a),
                alike AS (
                    SELECT i.sku COLLATE "C" AS sku FROM stock_item i JOIN asked a ON lower(i.sku) = a.sku
                    WHERE i.tenant_id = ?::uuid
                    UNION SELECT p.sku COLLATE "C" FROM product p JOIN asked a ON lower(p.sku COLLATE "C") = a.sku
                    WHERE p.tenant_id = ?::uuid
                    UNION SELECT p.sku COLLATE "C" FROM product p
                    WHERE p.tenant_id = ?::uuid AND p.barcode = ANY (?::text[]))
                SELECT s.sku, p.barcode FROM alike s
                LEFT JOIN product p ON p.tenant_id = ?::uuid AND p.sku = s.sku COLLATE "default"
                """,
                statement -> {
                    statement.setArray(1, array(statement, skus.stream().map(Sku::value)));
                    statement.setObject(2, tenant.value());
                    statement.setObject(3, tenant.value());
                    statement.setObject(4, tenant.value());
                    statement.setArray(5, array(statement, barcodes.stream()));
                    statement.setObject(6, tenant.value());
                },
                (row, number) -> new Row(new Sku(row.getString(1)), row.getString(2)));
        Map<Sku, Bundle> found =
                bundles.find(tenant, rows.stream().map(Row::sku).toList());
        return rows.stream()
                .map(row -> new Candidate(row.sku(), row.barcode(), found.get(row.sku())))
                .toList();
    }

    private static Array array(PreparedStatement statement, Stream<String> texts) throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray());
    }
}
