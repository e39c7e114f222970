package io.quayside.routes.receive;

import java.util.List;
import java.util.UUID;

/** Port, Claim Check (EIP): keeps the rows that orders came from. */
@FunctionalInterface
public interface KeptRows {
    /**
     * Keeps all of them in one transaction; one that is kept already stays as it is.
     *
     * @return the claim of each delivery, in their order; the same delivery always gets the same claim
     */
    List<UUID> keep(List<ReceivedDelivery> deliveries);
}
