package io.quayside.domain.integrations;

import io.quayside.domain.kernel.TenantId;
import java.util.Map;
import java.util.Set;

/**
 * Port: the Idempotent Receiver's memory. A claim commits together with the work that it guards, never before it, so a
 * crash loses neither.
 */
@FunctionalInterface
public interface Deliveries {
    /**
     * Remembers the deliveries and returns those that were not known yet; joins the current unit of work.
     *
     * @param orderOf the external id of the order that each tells of, by which its payload is found again
     */
    Set<Delivery> claim(TenantId tenant, Map<Delivery, String> orderOf);

    /** @param id the sender's id of the delivery, at most 200 characters */
    record Delivery(ConnectionId connectionId, String id) {}
}
