package io.quayside.app.tenancy;

import io.quayside.app.persistence.SystemWork;
import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.ApiKey;
import io.quayside.domain.tenancy.ApiKeys;
import jakarta.persistence.EntityManager;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** API keys of a tenant; found by their hash as the narrow system role. */
@Component
class JpaApiKeys implements ApiKeys {
    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final EntityManager entities;

    JpaApiKeys(UnitOfWork unitOfWork, SystemWork system, EntityManager entities) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.entities = entities;
    }

    @Override
    public void add(ApiKey key) {
        unitOfWork.run(key.tenantId(), () -> {
            entities.persist(new ApiKeyRow(key));
            entities.flush(); // before another tenant's turn
            return key;
        });
    }

    @Override
    public Optional<ApiKey> findByHash(String hash) {
        return system.run(() -> entities.createQuery("FROM ApiKeyRow k WHERE k.hash = :hash", ApiKeyRow.class)
                .setParameter("hash", HexFormat.of().parseHex(hash))
                .getResultStream()
                .findFirst()
                .map(ApiKeyRow::toDomain));
    }

    @Override
    public List<ApiKey> list(TenantId tenant) {
        return unitOfWork.run(tenant, () -> entities.createQuery(
                        "FROM ApiKeyRow k WHERE k.key.tenantId = :tenant ORDER BY k.createdAt DESC", ApiKeyRow.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .map(ApiKeyRow::toDomain)
                .toList());
    }

    @Override
    public boolean revoke(TenantId tenant, UUID id) {
        return unitOfWork.run(tenant, () -> {
            ApiKeyRow row = entities.find(ApiKeyRow.class, new TenantKey(tenant.value(), id));
            if (row == null) {
                return false;
            }
            entities.remove(row);
            entities.flush();
            return true;
        });
    }
}
