package io.quayside.app.inventory.persistence;

import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** At how many available units a SKU counts as low. */
@Component
public class ReorderPoints {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    ReorderPoints(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** @param title of the product, absent when the catalog does not hold it */
    public record Point(Sku sku, @Nullable String title, int reorderPoint, int available, boolean low) {}

    /**
     * By SKU.
     *
     * @param after the SKU that the last page ended with
     */
    public List<Point> page(TenantId tenant, @Nullable Sku after, boolean onlyLow, int limit) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        SELECT * FROM (
                            SELECT r.sku, min(p.title) AS title, r.units,
                                   coalesce(sum(l.on_hand - l.reserved), 0)::int AS available
                            FROM reorder_point r
                            LEFT JOIN product p ON p.tenant_id = r.tenant_id AND p.sku = r.sku
                            LEFT JOIN stock_level l ON l.tenant_id = r.tenant_id AND l.sku = r.sku
                            WHERE r.tenant_id = :tenant AND r.sku > :after GROUP BY r.sku, r.units) AS points
                        WHERE NOT :low OR available <= units ORDER BY sku LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("after", after == null ? "" : after.value())
                .param("low", onlyLow)
                .param("limit", limit)
                .query((row, number) -> new Point(
                        new Sku(row.getString("sku")),
                        row.getString("title"),
                        row.getInt("units"),
                        row.getInt("available"),
                        row.getInt("available") <= row.getInt("units")))
                .list());
    }

    public void set(TenantId tenant, Sku sku, Quantity units) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO reorder_point (tenant_id, sku, units) VALUES (?, ?, ?)
                        ON CONFLICT (tenant_id, sku) DO UPDATE SET units = excluded.units""")
                .params(tenant.value(), sku.value(), units.value())
                .update());
    }

    /** @return whether there was one */
    public boolean remove(TenantId tenant, Sku sku) {
        return unitOfWork.run(tenant, () -> jdbc.sql("DELETE FROM reorder_point WHERE tenant_id = ? AND sku = ?")
                        .params(tenant.value(), sku.value())
                        .update())
                > 0;
    }
}
