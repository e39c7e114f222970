package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;

/** Port: each merchant's {@link AllocationRule}. */
@FunctionalInterface
public interface AllocationRules {
    /** For merchants who never chose. */
    AllocationRules DEFAULT = tenant -> AllocationRule.PARTIAL;

    AllocationRule of(TenantId tenant);
}
