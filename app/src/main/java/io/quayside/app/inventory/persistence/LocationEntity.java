package io.quayside.app.inventory.persistence;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

@Entity
@Table(name = "location")
class LocationEntity {
    @Embeddable
    record Key(@Column(name = "tenant_id") UUID tenant, @Column(name = "id") String id) implements Serializable {
        static Key of(TenantId tenant, LocationId id) {
            return new Key(tenant.value(), id.value());
        }
    }

    @EmbeddedId
    private Key key;

    private String name;
    private int priority;

    /** For Hibernate, which fills the fields in. */
    @SuppressWarnings("NullAway.Init")
    LocationEntity() {}

    LocationEntity(TenantId tenant, Locations.Location location) {
        this.key = Key.of(tenant, location.id());
        this.name = location.name();
        this.priority = location.priority();
    }

    void become(Locations.Location location) {
        name = location.name();
        priority = location.priority();
    }

    Locations.Location toDomain() {
        return new Locations.Location(new LocationId(key.id()), name, priority);
    }
}
