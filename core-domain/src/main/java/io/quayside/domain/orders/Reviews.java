package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import java.util.Optional;
import java.util.UUID;

/** Port: the reviews of a tenant. They follow from the orders' events; joins the current unit of work. */
@FunctionalInterface
public interface Reviews {
    Optional<Review> find(TenantId tenant, UUID id);
}
