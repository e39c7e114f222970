package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import java.util.Map;
import java.util.Set;

/** Port: each connection's {@link OrderFilter}. */
@FunctionalInterface
public interface OrderFilters {
    /** For connections whose owner never set one. */
    OrderFilters NONE = (tenant, connections) -> Map.of();

    /**
     * The filters of those connections that have one. Called while the orders are locked ({@link Orders#lock}): none of
     * these filters changes until the unit of work ends, so that whoever changes one finds every order that was judged
     * by the old one.
     */
    Map<ConnectionId, OrderFilter> of(TenantId tenant, Set<ConnectionId> connections);
}
