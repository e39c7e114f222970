package io.quayside.app.drops;

import io.quayside.domain.integrations.ConnectionId;
import java.util.Optional;

/** Port: whose log-in a name and password are. */
@FunctionalInterface
interface DropLogins {
    /**
     * The connection whose folder the caller may use; empty when the log-in is refused.
     *
     * @param address where the caller comes from
     */
    Optional<ConnectionId> check(String username, String password, String address);
}
