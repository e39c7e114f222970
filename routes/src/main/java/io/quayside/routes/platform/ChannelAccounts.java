package io.quayside.routes.platform;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import java.util.List;

/** Port: which connections belong to an account of a platform, whoever's they are. */
@FunctionalInterface
public interface ChannelAccounts {
    /** @param account the platform's own name of it; see {@link io.quayside.connectors.spi.Connector#account} */
    List<ConnectionId> of(Platform platform, String account);
}
