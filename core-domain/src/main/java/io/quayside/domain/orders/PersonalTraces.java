package io.quayside.domain.orders;

import io.quayside.domain.kernel.TenantId;
import java.util.Collection;

/** Port: where a buyer's data lies beside the orders themselves. Every call joins the current unit of work. */
@FunctionalInterface
public interface PersonalTraces {
    /**
     * Erases what the orders left elsewhere: the payloads that they came from, their timelines' values, answers kept for
     * repeated requests, dead letters of their deliveries.
     */
    void erase(TenantId tenant, Collection<OrderState> orders);
}
