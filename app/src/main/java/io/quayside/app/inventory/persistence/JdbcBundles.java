package io.quayside.app.inventory.persistence;

import io.quayside.app.persistence.Rows;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Bundles in PostgreSQL; a bundle is its components, in their order. */
@Repository
class JdbcBundles implements Bundles {
    private final JdbcTemplate jdbc;

    JdbcBundles(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Sku, Bundle> find(TenantId tenant, Collection<Sku> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        Components found = new Components();
        jdbc.query(
                """
                SELECT bundle_sku, sku, quantity FROM bundle_component
                WHERE tenant_id = ?::uuid AND bundle_sku = ANY (?::text[]) ORDER BY bundle_sku, position
                """,
                Rows.of(List.copyOf(skus)).with(tenant.value()).text(Sku::value),
                row -> {
                    found.add(row.getString(1), row.getString(2), row.getInt(3));
                });
        return found.bundles();
    }

    /** Rows of bundles, put together. */
    static final class Components {
        private final Map<Sku, List<Bundle.Component>> bySku = new LinkedHashMap<>();

        void add(String bundle, String component, int quantity) {
            bySku.computeIfAbsent(new Sku(bundle), sku -> new ArrayList<>())
                    .add(new Bundle.Component(new Sku(component), Quantity.of(quantity)));
        }

        Map<Sku, Bundle> bundles() {
            Map<Sku, Bundle> bundles = new HashMap<>();
            bySku.forEach((sku, components) -> bundles.put(sku, new Bundle(sku, components)));
            return bundles;
        }
    }

    @Override
    public List<Sku> containing(TenantId tenant, Sku component) {
        return jdbc.query(
                "SELECT bundle_sku FROM bundle_component WHERE tenant_id = ?::uuid AND sku = ? ORDER BY bundle_sku",
                (row, number) -> new Sku(row.getString(1)),
                tenant.value(),
                component.value());
    }

    @Override
    public void save(TenantId tenant, Bundle bundle) {
        delete(tenant, bundle.sku());
        List<Bundle.Component> components = bundle.components();
        jdbc.update(
                """
                INSERT INTO bundle_component (tenant_id, bundle_sku, sku, quantity, position)
                SELECT ?::uuid, ?, sku, quantity, n
                FROM unnest(?::text[], ?::int[]) WITH ORDINALITY AS c (sku, quantity, n)
                """,
                Rows.of(components)
                        .with(tenant.value())
                        .with(bundle.sku().value())
                        .text(component -> component.sku().value())
                        .integer(component -> component.quantity().value()));
    }

    @Override
    public void delete(TenantId tenant, Sku sku) {
        jdbc.update(
                "DELETE FROM bundle_component WHERE tenant_id = ?::uuid AND bundle_sku = ?",
                tenant.value(),
                sku.value());
    }
}
