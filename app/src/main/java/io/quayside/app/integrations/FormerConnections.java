package io.quayside.app.integrations;

import io.quayside.app.integrations.JdbcChannelAccounts.Owned;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.routes.normalize.PrivacyDemands;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hears what a platform demands for the privacy of buyers when the connection was deleted: its orders stayed. Shopify
 * sends {@code shop/redact} two days after a shop took the app away, and the merchant may have deleted the connection
 * by then.
 */
@Component
class FormerConnections {
    private static final Logger LOG = LoggerFactory.getLogger(FormerConnections.class);
    private final JdbcChannelAccounts accounts;
    private final PrivacyDemands demands;

    FormerConnections(JdbcChannelAccounts accounts, PrivacyDemands demands) {
        this.accounts = accounts;
        this.demands = demands;
    }

    /**
     * Of what an app's own secret signed for an account. Durable when it returns; all but demands to erase is dropped,
     * as nobody is connected any more.
     */
    void hear(Connector connector, String account, String topic, WebhookGate.Request call) {
        Platform platform = connector.platform();
        for (Owned former : accounts.formerlyOf(platform, account)) {
            demand(connector, topic, call, former)
                    .ifPresent(demand -> demands.erase(
                            new PrivacyDemands.Source(former.tenant(), former.connection(), platform, Optional.empty()),
                            demand));
        }
    }

    private static Optional<ErasureDemand> demand(
            Connector connector, String topic, WebhookGate.Request call, Owned former) {
        ConnectionAccess nothingLeft = new ConnectionAccess(former.connection(), Map.of(), Map.of());
        try {
            return connector
                    .translator()
                    .translate(new OrderTranslator.Payload(topic, call.body(), call.receivedAt(), nothingLeft))
                    .erasure();
        } catch (Unreadable | InvalidValue unreadable) {
            LOG.warn(
                    "what {} told of the deleted connection {} could not be read: {}",
                    connector.platform(),
                    former.connection(),
                    unreadable.getMessage());
            return Optional.empty();
        }
    }
}
