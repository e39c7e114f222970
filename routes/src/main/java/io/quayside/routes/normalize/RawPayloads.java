package io.quayside.routes.normalize;

import io.quayside.routes.receive.ReceivedDelivery;
import java.util.List;
import java.util.UUID;

/** Port, Claim Check (EIP): keeps what was received, byte for byte, for audit and replay. */
@FunctionalInterface
public interface RawPayloads {
    /**
     * Keeps the payloads of all tenants in one transaction of its own; one that is kept already stays as it is.
     *
     * @return the claim of each delivery, in their order; the same delivery always gets the same claim
     */
    List<UUID> keep(List<ReceivedDelivery> deliveries);
}
