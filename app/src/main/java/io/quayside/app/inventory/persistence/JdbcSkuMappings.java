package io.quayside.app.inventory.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Mappings in PostgreSQL, many by one statement. Rows are written in one order, so that two batches can't deadlock. */
@Repository
class JdbcSkuMappings implements SkuMappings {
    static final Comparator<ChannelItem> BY_NAME = Comparator.comparing(
                    (ChannelItem item) -> item.connection().value())
            .thenComparing(ChannelItem::kind)
            .thenComparing(ChannelItem::name);

    private final JdbcTemplate jdbc;

    JdbcSkuMappings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<ChannelItem, SkuMapping> find(TenantId tenant, Collection<ChannelItem> items) {
        Map<ChannelItem, SkuMapping> found = new HashMap<>();
        jdbc.query(
                """
                SELECT m.* FROM unnest(?::uuid[], ?::text[], ?::text[]) AS a (connection_id, kind, name)
                JOIN sku_mapping m ON m.tenant_id = ?::uuid AND m.connection_id = a.connection_id AND m.kind = a.kind
                    AND m.name = a.name
                """,
                statement -> {
                    rows(List.copyOf(items)).setValues(statement);
                    statement.setObject(4, tenant.value());
                },
                row -> {
                    SkuMapping mapping = read(row);
                    found.put(mapping.item(), mapping);
                });
        return found;
    }

    private static Rows<ChannelItem> rows(List<ChannelItem> items) {
        return Rows.of(items)
                .uuid(item -> item.connection().value())
                .asText(ChannelItem::kind)
                .text(ChannelItem::name);
    }

    static SkuMapping read(ResultSet row) throws SQLException {
        String product = row.getString("product_sku");
        return new SkuMapping(
                new ChannelItem(
                        new ConnectionId(row.getObject("connection_id", UUID.class)),
                        ChannelItem.Kind.valueOf(row.getString("kind")),
                        row.getString("name")),
                SkuMapping.Use.valueOf(row.getString("use")),
                product == null ? null : new Sku(product),
                SkuMapping.Origin.valueOf(row.getString("origin")));
    }

    @Override
    public List<SkuMapping> ofProduct(TenantId tenant, Sku product) {
        return jdbc.query(
                """
                SELECT m.* FROM sku_mapping m
                JOIN connection c ON c.tenant_id = m.tenant_id AND c.id = m.connection_id AND c.deleted_at IS NULL
                WHERE m.tenant_id = ?::uuid AND m.product_sku = ? ORDER BY m.connection_id, m.kind, m.name
                """,
                (row, number) -> read(row),
                tenant.value(),
                product.value());
    }

    @Override
    public void save(TenantId tenant, Collection<SkuMapping> mappings) {
        write(
                tenant,
                mappings,
                "UPDATE SET use = excluded.use, product_sku = excluded.product_sku, origin = excluded.origin");
    }

    @Override
    public void addMissing(TenantId tenant, Collection<SkuMapping> mappings) {
        write(tenant, mappings, "NOTHING");
    }

    private void write(TenantId tenant, Collection<SkuMapping> mappings, String ifThere) {
        List<SkuMapping> sorted = mappings.stream()
                .sorted(Comparator.comparing(SkuMapping::item, BY_NAME))
                .toList();
        jdbc.update(
                """
                INSERT INTO sku_mapping (tenant_id, connection_id, kind, name, use, product_sku, origin)
                SELECT ?::uuid, connection_id, kind, name, use, product_sku, origin
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    WITH ORDINALITY AS m (connection_id, kind, name, use, product_sku, origin, n) ORDER BY n
                ON CONFLICT (tenant_id, connection_id, kind, name) DO """
                        + " " + ifThere,
                Rows.of(sorted)
                        .with(tenant.value())
                        .uuid(mapping -> mapping.item().connection().value())
                        .asText(mapping -> mapping.item().kind())
                        .text(mapping -> mapping.item().name())
                        .asText(SkuMapping::use)
                        .text(mapping -> {
                            Sku product = mapping.product();
                            return product == null ? null : product.value();
                        })
                        .asText(SkuMapping::origin));
    }

    @Override
    public void delete(TenantId tenant, Collection<ChannelItem> items) {
        jdbc.update(
                """
                DELETE FROM sku_mapping m USING unnest(?::uuid[], ?::text[], ?::text[]) AS a (connection_id, kind, name)
                WHERE m.tenant_id = ?::uuid AND m.connection_id = a.connection_id AND m.kind = a.kind AND m.name = a.name
                """,
                statement -> {
                    rows(items.stream().sorted(BY_NAME).toList()).setValues(statement);
                    statement.setObject(4, tenant.value());
                });
    }
}
