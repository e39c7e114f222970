package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The catalog in PostgreSQL. */
@Repository
class JpaProducts implements Products {
    private final EntityManager entities;
    private final Clock clock;

    JpaProducts(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    @Override
    public void save(TenantId tenant, Product product) {
        ProductEntity known = entities.find(ProductEntity.class, ProductEntity.Key.of(tenant, product.sku()));
        if (known == null) {
            entities.persist(new ProductEntity(tenant, product, clock.instant()));
        } else {
            known.become(product);
        }
        entities.flush(); // so that SQL in the same unit of work sees it
    }

    @Override
    public Optional<Product> find(TenantId tenant, Sku sku) {
        return Optional.ofNullable(entities.find(ProductEntity.class, ProductEntity.Key.of(tenant, sku)))
                .map(ProductEntity::toDomain);
    }

    @Override
    public List<Product> list(TenantId tenant, @Nullable Sku after, int limit) {
        return entities
                .createQuery(
                        "from ProductEntity where key.tenant = :tenant and key.sku > :after order by key.sku",
                        ProductEntity.class)
                .setParameter("tenant", tenant.value())
                .setParameter("after", after == null ? "" : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(ProductEntity::toDomain)
                .toList();
    }
}
