package io.quayside.routes.writeback;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.integrations.ConnectionId;

/** Port: credentials that are good for the next minutes; renews tokens before they expire. */
@FunctionalInterface
public interface FreshAccess {
    /**
     * @throws ConnectorException.MerchantMustAct when consent must be given again
     * @throws ConnectorException.Refused when the connection does not exist any more
     */
    ConnectionAccess of(ConnectionId connection);

    /**
     * The platform refused a token before its time. Tries to get another one, once: by renewing it, or because somebody
     * else did so meanwhile.
     *
     * @param refused the credentials that were refused
     * @return whether other ones are there now and the call is worth repeating
     */
    default boolean renew(ConnectionAccess refused) {
        return false;
    }
}
