package io.quayside.app.inventory.persistence;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The read side of mappings: what is mapped, and what open orders wait for because nobody knows it. */
@Component
public class MappingList {
    private static final int MOST_SUGGESTIONS = 5;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    MappingList(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** By id; those that are deleted are left out. */
    public Map<ConnectionId, String> connections(TenantId tenant) {
        Map<ConnectionId, String> names = new HashMap<>();
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        "SELECT id, name FROM connection WHERE tenant_id = :tenant AND deleted_at IS NULL")
                .param("tenant", tenant.value())
                .query(row -> {
                    names.put(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2));
                }));
        return names;
    }

    /** Where a page of items ended. */
    public record Position(ConnectionId connection, ChannelItem.Kind kind, String name) {}

    /** By connection, kind and name. @param connection narrows to one, absent for all */
    public List<SkuMapping> page(
            TenantId tenant, @Nullable ConnectionId connection, @Nullable Position after, int limit) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT m.* FROM sku_mapping m
                        JOIN connection c ON c.tenant_id = m.tenant_id AND c.id = m.connection_id AND c.deleted_at IS NULL
                        WHERE m.tenant_id = :tenant
                            AND (:connection::uuid IS NULL OR m.connection_id = :connection::uuid)
                            AND (:after::uuid IS NULL OR (m.connection_id, m.kind, m.name) > (:after::uuid, :kind, :name))
                        ORDER BY m.connection_id, m.kind, m.name LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("connection", connection == null ? null : connection.value())
                .param("after", after == null ? null : after.connection().value())
                .param("kind", after == null ? "" : after.kind().name())
                .param("name", after == null ? "" : after.name())
                .param("limit", limit)
                .query((row, number) -> JdbcSkuMappings.read(row))
                .list());
    }

    /**
     * An item that open orders wait for.
     *
     * @param title of one of the lines
     * @param orders how many wait
     * @param units of all of them together
     * @param since when the oldest of them was placed
     */
    public record Unmapped(
            ChannelItem item,
            String title,
            @Nullable String barcode,
            int orders,
            long units,
            Instant since,
            List<Suggestion> suggestions) {}

    /** A product that the item may be. */
    public record Suggestion(Sku sku, @Nullable String title, Reason reason) {}

    /** Why a product is suggested, the best reason first. */
    public enum Reason {
        SAME_BARCODE,
        /** The SKUs have the same letters and digits. */
        SIMILAR_SKU,
        SAME_TITLE
    }

    /** By kind and name. */
    public List<Unmapped> unmapped(TenantId tenant, ConnectionId connection, @Nullable Position after, int limit) {
        return unitOfWork.run(tenant, () -> {
            List<Unmapped> found = jdbc.sql(
                            """
                            SELECT i.kind, i.name, max(i.title) AS title, max(i.barcode) AS barcode, count(*) AS orders,
                                sum(i.units) AS units, min(o.placed_at) AS since
                            FROM order_open_item i JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
                            WHERE i.tenant_id = :tenant AND i.connection_id = :connection AND i.waiting
                              AND (i.kind, i.name) > (:kind, :name)
                            GROUP BY i.kind, i.name ORDER BY i.kind, i.name LIMIT :limit""")
                    .param("tenant", tenant.value())
                    .param("connection", connection.value())
                    .param("kind", after == null ? "" : after.kind().name())
                    .param("name", after == null ? "" : after.name())
                    .param("limit", limit)
                    .query((row, number) -> new Unmapped(
                            new ChannelItem(
                                    connection, ChannelItem.Kind.valueOf(row.getString("kind")), row.getString("name")),
                            row.getString("title"),
                            row.getString("barcode"),
                            row.getInt("orders"),
                            row.getLong("units"),
                            row.getTimestamp("since").toInstant(),
                            List.of()))
                    .list();
            return found.isEmpty() ? found : withSuggestions(tenant, found);
        });
    }

    private List<Unmapped> withSuggestions(TenantId tenant, List<Unmapped> items) {
        Map<Integer, List<Suggestion>> suggestions = new HashMap<>();
        jdbc.sql(
                        """
                        WITH asked AS (
                            SELECT n, barcode, lower(title) AS title, regexp_replace(lower(sku), '[^a-z0-9]', '', 'g') AS plain
                            FROM unnest(:skus::text[], :titles::text[], :barcodes::text[]) WITH ORDINALITY AS a (sku, title, barcode, n)),
                        known AS (
                            SELECT sku COLLATE "C" AS sku FROM stock_item WHERE tenant_id = :tenant
                            UNION SELECT sku COLLATE "C" FROM product WHERE tenant_id = :tenant),
                        plain AS (SELECT sku, regexp_replace(lower(sku), '[^a-z0-9]', '', 'g') AS plain FROM known)
                        SELECT s.n, s.sku, p.title, min(s.reason) AS reason FROM (
                            SELECT a.n, p.sku COLLATE "C" AS sku, 0 AS reason FROM asked a
                            JOIN product p ON p.tenant_id = :tenant AND p.barcode = a.barcode
                            UNION ALL SELECT a.n, k.sku, 1 FROM asked a JOIN plain k ON k.plain = a.plain AND a.plain <> ''
                            UNION ALL SELECT a.n, p.sku COLLATE "C", 2 FROM asked a
                            JOIN product p ON p.tenant_id = :tenant AND lower(p.title) = a.title AND a.title <> '') AS s
                        LEFT JOIN product p ON p.tenant_id = :tenant AND p.sku = s.sku COLLATE "default"
                        GROUP BY s.n, s.sku, p.title ORDER BY s.n, 4, s.sku""")
                .param(
                        "skus",
                        items.stream()
                                .map(item -> item.item().kind() == ChannelItem.Kind.SKU
                                        ? item.item().name()
                                        : "")
                                .toArray(String[]::new))
                .param("titles", items.stream().map(Unmapped::title).toArray(String[]::new))
                .param("barcodes", items.stream().map(Unmapped::barcode).toArray(String[]::new))
                .param("tenant", tenant.value())
                .query(row -> {
                    List<Suggestion> ofItem =
                            suggestions.computeIfAbsent(row.getInt("n") - 1, index -> new ArrayList<>());
                    if (ofItem.size() < MOST_SUGGESTIONS) {
                        ofItem.add(new Suggestion(
                                new Sku(row.getString("sku")),
                                row.getString("title"),
                                Reason.values()[row.getInt("reason")]));
                    }
                });
        List<Unmapped> complete = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            Unmapped item = items.get(index);
            complete.add(new Unmapped(
                    item.item(),
                    item.title(),
                    item.barcode(),
                    item.orders(),
                    item.units(),
                    item.since(),
                    Optional.ofNullable(suggestions.get(index)).orElse(List.of())));
        }
        return complete;
    }
}
