package io.quayside.app.inventory.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Movement;
import io.quayside.domain.inventory.StockItem;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The stock ledger in PostgreSQL by set-based SQL. Rows are locked in the order of their SKUs, all of a batch at once;
 * the sums of the batch are written once for each SKU, so a SKU that everybody wants costs one update for a hundred
 * orders. {@code available_is_not_negative} on {@code stock_level} is the last word against overselling.
 */
@Repository
public class JdbcStockLedger implements StockLedger {
    private final JdbcTemplate jdbc;

    public JdbcStockLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Sku, StockItem> lock(TenantId tenant, Collection<Sku> skus) {
        List<Sku> wanted = skus.stream().distinct().sorted().toList();
        Map<String, Long> versions = new LinkedHashMap<>();
        jdbc.query(
                """
                SELECT sku, version FROM stock_item WHERE tenant_id = ?::uuid AND sku = ANY (?::text[])
                ORDER BY sku FOR UPDATE
                """,
                Rows.of(wanted).with(tenant.value()).text(Sku::value),
                row -> {
                    versions.put(row.getString(1), row.getLong(2));
                });
        Map<String, List<StockLevel>> levels = levels(tenant, List.copyOf(versions.keySet()));
        Map<Sku, StockItem> items = new HashMap<>();
        versions.forEach((sku, version) ->
                items.put(new Sku(sku), StockItem.restore(new Sku(sku), version, levels.getOrDefault(sku, List.of()))));
        return items;
    }

    private Map<String, List<StockLevel>> levels(TenantId tenant, List<String> skus) {
        Map<String, List<StockLevel>> levels = new HashMap<>();
        if (skus.isEmpty()) {
            return levels;
        }
        jdbc.query(
                """
                SELECT s.sku, s.location_id, s.on_hand, s.reserved
                FROM stock_level s LEFT JOIN location l ON l.tenant_id = s.tenant_id AND l.id = s.location_id
                WHERE s.tenant_id = ?::uuid AND s.sku = ANY (?::text[])
                ORDER BY s.sku, coalesce(l.priority, 100), s.location_id
                """,
                Rows.of(skus).with(tenant.value()).text(sku -> sku),
                row -> {
                    levels.computeIfAbsent(row.getString(1), sku -> new ArrayList<>())
                            .add(new StockLevel(
                                    new LocationId(row.getString(2)),
                                    Quantity.of(row.getInt(3)),
                                    Quantity.of(row.getInt(4))));
                });
        return levels;
    }

    @Override
    public StockItem lockOrCreate(TenantId tenant, Sku sku) {
        jdbc.update(
                "INSERT INTO stock_item (tenant_id, sku) VALUES (?::uuid, ?) ON CONFLICT DO NOTHING",
                tenant.value(),
                sku.value());
        return lock(tenant, List.of(sku)).getOrDefault(sku, StockItem.create(sku));
    }

    @Override
    public void save(TenantId tenant, Collection<StockItem> items) {
        List<StockItem> changed = items.stream().filter(StockItem::isChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        appendMovements(tenant, changed);
        writeLevels(tenant, changed);
        int updated = jdbc.update(
                """
                UPDATE stock_item i SET version = u.version
                FROM (SELECT ?::uuid AS tenant_id, a.* FROM unnest(?::text[], ?::bigint[], ?::bigint[])
                    AS a (sku, version, stored_version)) u
                WHERE i.tenant_id = u.tenant_id AND i.sku = u.sku AND i.version = u.stored_version
                """,
                Rows.of(changed)
                        .with(tenant.value())
                        .text(item -> item.sku().value())
                        .bigint(StockItem::version)
                        .bigint(StockItem::storedVersion));
        if (updated < changed.size()) {
            throw new OptimisticLockingFailureException("stock was changed without its lock");
        }
    }

    private void appendMovements(TenantId tenant, List<StockItem> changed) {
        List<Movement> movements =
                changed.stream().flatMap(item -> item.newMovements().stream()).toList();
        jdbc.update(
                """
                INSERT INTO stock_movement (tenant_id, sku, version, location_id, kind, on_hand_delta, reserved_delta,
                    order_id, line_id, reason, occurred_at)
                SELECT ?::uuid, sku, version, location_id, kind, on_hand_delta, reserved_delta, order_id, line_id, reason,
                    occurred_at::timestamptz
                FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::int[], ?::uuid[], ?::text[],
                    ?::text[], ?::text[])
                    AS m (sku, version, location_id, kind, on_hand_delta, reserved_delta, order_id, line_id, reason,
                    occurred_at)
                """,
                Rows.of(movements)
                        .with(tenant.value())
                        .text(movement -> movement.sku().value())
                        .bigint(Movement::version)
                        .text(movement -> movement.location().value())
                        .asText(Movement::kind)
                        .integer(Movement::onHandDelta)
                        .integer(Movement::reservedDelta)
                        .uuid(Movement::orderId)
                        .text(Movement::lineId)
                        .text(Movement::reason)
                        .asText(Movement::occurredAt));
    }

    private void writeLevels(TenantId tenant, List<StockItem> changed) {
        record Level(Sku sku, StockLevel level) {}
        List<Level> levels = changed.stream()
                .flatMap(item -> item.levels().stream().map(level -> new Level(item.sku(), level)))
                .toList();
        jdbc.update(
                """
                INSERT INTO stock_level AS l (tenant_id, sku, location_id, on_hand, reserved)
                SELECT ?::uuid, sku, location_id, on_hand, reserved
                FROM unnest(?::text[], ?::text[], ?::int[], ?::int[]) AS u (sku, location_id, on_hand, reserved)
                ON CONFLICT (tenant_id, sku, location_id) DO UPDATE
                SET on_hand = excluded.on_hand, reserved = excluded.reserved
                WHERE l.on_hand <> excluded.on_hand OR l.reserved <> excluded.reserved
                """,
                Rows.of(levels)
                        .with(tenant.value())
                        .text(row -> row.sku().value())
                        .text(row -> row.level().location().value())
                        .integer(row -> row.level().onHand().value())
                        .integer(row -> row.level().reserved().value()));
    }
}
