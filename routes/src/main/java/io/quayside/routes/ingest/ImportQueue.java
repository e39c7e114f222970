package io.quayside.routes.ingest;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import java.util.List;

/** Where orders that need no translation any more are handed to the import: those of a file, of a fetch, of the API. */
@FunctionalInterface
public interface ImportQueue {
    /** How many orders one call takes at most: one broker transaction. */
    int LARGEST_BATCH = 100;

    /**
     * Returns once all of them are durably queued; when it throws, none is. Sending again is harmless, as the delivery
     * id cuts repeats.
     *
     * @param orders 1 to {@link #LARGEST_BATCH}
     * @throws io.quayside.routes.receive.Ingress.IngressUnavailable when the broker does not take them in time
     */
    void send(TenantId tenant, List<IncomingOrder> orders);
}
