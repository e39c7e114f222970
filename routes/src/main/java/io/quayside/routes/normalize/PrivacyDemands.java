package io.quayside.routes.normalize;

import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import java.util.Optional;
import java.util.UUID;

/** Port: what platforms demand for the privacy of buyers. */
public interface PrivacyDemands {
    /**
     * A buyer is to be forgotten. Durable when it returns, and then carried out without anyone's doing; safe to repeat.
     * The payload that told of it goes as well, as it names the buyer.
     */
    void erase(Source source, ErasureDemand demand);

    /**
     * The merchant has to do something; safe to repeat.
     *
     * @param what a sentence without a buyer's data
     */
    void ask(Source source, String what);

    /**
     * Where a demand came from.
     *
     * @param payload the claim of the payload that told of it, if that was kept
     */
    record Source(TenantId tenant, ConnectionId connection, Platform platform, Optional<UUID> payload) {}
}
