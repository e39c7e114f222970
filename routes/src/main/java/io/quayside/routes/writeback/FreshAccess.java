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
}
