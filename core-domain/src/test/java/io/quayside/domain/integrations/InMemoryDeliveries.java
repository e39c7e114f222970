package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InMemoryUnitOfWork;
import io.quayside.domain.kernel.TenantId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers for ever; one tenant. */
public final class InMemoryDeliveries implements Deliveries {
    private final InMemoryUnitOfWork unitOfWork;
    private Set<Delivery> claimed = new HashSet<>();

    public InMemoryDeliveries(InMemoryUnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
        unitOfWork.register(() -> {
            Set<Delivery> before = new HashSet<>(claimed);
            return () -> claimed = before;
        });
    }

    @Override
    public Set<Delivery> claim(TenantId tenant, Map<Delivery, String> orderOf) {
        unitOfWork.requireRunning();
        return orderOf.keySet().stream().filter(claimed::add).collect(Collectors.toUnmodifiableSet());
    }
}
