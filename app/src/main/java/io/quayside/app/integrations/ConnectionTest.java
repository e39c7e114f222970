package io.quayside.app.integrations;

import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.kernel.TenantId;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks a platform for orders that can't exist yet: cheap, and proves credentials and permissions. */
@Component
class ConnectionTest {
    private final ConnectionDesk desk;
    private final FreshTokens access;
    private final ConnectionActivity activity;
    private final ConnectionHealth health;
    private final ObjectProvider<PlatformHttp> http;
    private final Clock clock;

    ConnectionTest(
            ConnectionDesk desk,
            FreshTokens access,
            ConnectionActivity activity,
            ConnectionHealth health,
            ObjectProvider<PlatformHttp> http,
            Clock clock) {
        this.desk = desk;
        this.access = access;
        this.activity = activity;
        this.health = health;
        this.http = http;
        this.clock = clock;
    }

    Outcome run(TenantId tenant, Connection connection) {
        Connector connector = desk.connector(connection.platform());
        Outcome outcome = connector
                .orderSource()
                .map(source -> ask(tenant, connection, source))
                .orElse(new Outcome(true, connector.displayName() + " is not called by us: there is nothing to test."));
        activity.record(tenant, connection.id(), Kind.TESTED, outcome.message());
        return outcome;
    }

    private Outcome ask(TenantId tenant, Connection connection, OrderSource source) {
        try {
            source.changedSince(clock.instant(), Optional.empty(), access.of(connection.id()), http.getObject());
            return new Outcome(true, "The platform answers and accepts the credentials.");
        } catch (ConnectorException failure) {
            if (failure instanceof ConnectorException.MerchantMustAct) {
                health.broken(tenant, connection.id(), String.valueOf(failure.getMessage()));
            }
            return new Outcome(false, String.valueOf(failure.getMessage()));
        }
    }

    /** @param message for the merchant: what to do when it does not work */
    record Outcome(boolean ok, String message) {}
}
