package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AllocationRule;
import io.quayside.domain.orders.AllocationRules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each merchant's rule as it stands in the tenant's row, read in the unit of work that it decides about. */
@Component
public class MerchantAllocationRules implements AllocationRules {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    MerchantAllocationRules(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public AllocationRule of(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc.sql("SELECT allocation_rule FROM tenant WHERE tenant_id = :tenant")
                .param("tenant", tenant.value())
                .query(String.class)
                .optional()
                .map(AllocationRule::valueOf)
                .orElse(AllocationRule.PARTIAL));
    }

    public void choose(TenantId tenant, AllocationRule rule) {
        unitOfWork.execute(tenant, () -> jdbc.sql("UPDATE tenant SET allocation_rule = :rule WHERE tenant_id = :tenant")
                .param("rule", rule.name())
                .param("tenant", tenant.value())
                .update());
    }
}
