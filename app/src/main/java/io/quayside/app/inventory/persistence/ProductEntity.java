package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.Product;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "product")
class ProductEntity {
    @Embeddable
    record Key(@Column(name = "tenant_id") UUID tenant, @Column(name = "sku") String sku) implements Serializable {
        static Key of(TenantId tenant, Sku sku) {
            return new Key(tenant.value(), sku.value());
        }
    }

    @EmbeddedId
    private Key key;

    private String title;
    private @Nullable String barcode;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate, which fills the fields in. */
    @SuppressWarnings("NullAway.Init")
    ProductEntity() {}

    ProductEntity(TenantId tenant, Product product, Instant createdAt) {
        this.key = Key.of(tenant, product.sku());
        this.title = product.title();
        this.barcode = product.barcode();
        this.createdAt = createdAt;
    }

    void become(Product product) {
        title = product.title();
        barcode = product.barcode();
    }

    Product toDomain() {
        return new Product(new Sku(key.sku()), title, barcode);
    }
}
