package io.quayside.routes.normalize;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.routes.receive.ReceivedDelivery;
import java.nio.charset.StandardCharsets;
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

    /** The claim of a delivery; follows from what it is, so that a delivery that is processed twice is kept once. */
    static UUID claimOf(ConnectionId connection, String deliveryId) {
        return UUID.nameUUIDFromBytes((connection + "/" + deliveryId).getBytes(StandardCharsets.UTF_8));
    }
}
