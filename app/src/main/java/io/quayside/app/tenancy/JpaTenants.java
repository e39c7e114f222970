package io.quayside.app.tenancy;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.tenancy.Tenant;
import io.quayside.domain.tenancy.Tenants;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The directory of merchants, seen as the narrow system role. */
@Component
class JpaTenants implements Tenants {
    private final SystemWork system;
    private final EntityManager entities;

    JpaTenants(SystemWork system, EntityManager entities) {
        this.system = system;
        this.entities = entities;
    }

    @Override
    public void add(Tenant tenant) {
        system.run(() -> {
            entities.persist(new TenantRow(tenant));
            entities.flush(); // while the system role is on
            return tenant;
        });
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return system.run(() ->
                Optional.ofNullable(entities.find(TenantRow.class, id.value())).map(TenantRow::toDomain));
    }
}
