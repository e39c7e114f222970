package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Movement;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The read side of stock: levels by SKU, and the ledger that they come from. */
@Component
public class StockList {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    StockList(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /**
     * The stock of one SKU over the locations asked for.
     *
     * @param title of the product, absent when stock is counted of something that the catalog does not hold
     */
    public record Item(
            Sku sku, @Nullable String title, int onHand, int reserved, int available, List<AtLocation> locations) {
        static Item of(Sku sku, @Nullable String title, List<AtLocation> locations) {
            int onHand = locations.stream().mapToInt(AtLocation::onHand).reduce(0, Math::addExact);
            int reserved = locations.stream().mapToInt(AtLocation::reserved).reduce(0, Math::addExact);
            return new Item(sku, title, onHand, reserved, onHand - reserved, List.copyOf(locations));
        }
    }

    /** What one location has of a SKU. */
    public record AtLocation(LocationId locationId, int onHand, int reserved, int available) {}

    /**
     * By SKU.
     *
     * @param after the SKU that the last page ended with
     * @param location narrows both items and sums to this location
     */
    public List<Item> page(TenantId tenant, @Nullable Sku after, @Nullable LocationId location, int limit) {
        String atLocation = location == null
                ? ""
                : " AND EXISTS (SELECT FROM stock_level l WHERE l.tenant_id = i.tenant_id AND l.sku = i.sku"
                        + " AND l.location_id = :location)";
        List<Sku> skus = unitOfWork.run(tenant, () -> {
            JdbcClient.StatementSpec query = jdbc.sql("SELECT i.sku FROM stock_item i WHERE i.tenant_id = :tenant"
                            + " AND i.sku > :after" + atLocation + " ORDER BY i.sku LIMIT :limit")
                    .param("tenant", tenant.value())
                    .param("after", after == null ? "" : after.value())
                    .param("limit", limit);
            return (location == null ? query : query.param("location", location.value()))
                    .query((row, number) -> new Sku(row.getString("sku")))
                    .list();
        });
        return items(tenant, skus, location);
    }

    /** In the order of the SKUs given; those without stock item are left out. */
    public List<Item> items(TenantId tenant, Collection<Sku> skus, @Nullable LocationId location) {
        if (skus.isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable String> titles = new HashMap<>();
        Map<String, List<AtLocation>> levels = new LinkedHashMap<>();
        skus.forEach(sku -> levels.put(sku.value(), new ArrayList<>()));
        unitOfWork.execute(tenant, () -> jdbc.sql(
                        """
                        SELECT i.sku, p.title, l.location_id, l.on_hand, l.reserved
                        FROM stock_item i
                        LEFT JOIN product p ON p.tenant_id = i.tenant_id AND p.sku = i.sku
                        LEFT JOIN stock_level l ON l.tenant_id = i.tenant_id AND l.sku = i.sku
                        WHERE i.tenant_id = :tenant AND i.sku = ANY(:skus)
                        ORDER BY i.sku, l.location_id""")
                .param("tenant", tenant.value())
                .param("skus", levels.keySet().toArray(String[]::new))
                .query(row -> {
                    String sku = row.getString("sku");
                    titles.put(sku, row.getString("title"));
                    String place = row.getString("location_id");
                    if (place != null && (location == null || location.value().equals(place))) {
                        levels.computeIfAbsent(sku, unasked -> new ArrayList<>())
                                .add(level(place, row));
                    }
                }));
        return levels.entrySet().stream()
                .filter(entry -> titles.containsKey(entry.getKey()))
                .map(entry -> Item.of(new Sku(entry.getKey()), titles.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static AtLocation level(String place, ResultSet row) throws SQLException {
        int onHand = row.getInt("on_hand");
        int reserved = row.getInt("reserved");
        return new AtLocation(new LocationId(place), onHand, reserved, onHand - reserved);
    }

    public Optional<Item> find(TenantId tenant, Sku sku) {
        return items(tenant, List.of(sku), null).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param before the version that the last page ended with
     */
    public List<Movement> movements(TenantId tenant, Sku sku, long before, int limit) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT * FROM stock_movement
                        WHERE tenant_id = :tenant AND sku = :sku AND version < :before
                        ORDER BY version DESC LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("sku", sku.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> movement(row))
                .list());
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                new Sku(row.getString("sku")),
                row.getLong("version"),
                new LocationId(row.getString("location_id")),
                Movement.Kind.valueOf(row.getString("kind")),
                row.getInt("on_hand_delta"),
                row.getInt("reserved_delta"),
                row.getObject("order_id", UUID.class),
                row.getString("line_id"),
                row.getString("reason"),
                row.getTimestamp("occurred_at").toInstant());
    }
}
