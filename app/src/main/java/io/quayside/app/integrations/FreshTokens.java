package io.quayside.app.integrations;

import io.quayside.app.integrations.Leases.Lease;
import io.quayside.app.integrations.Leases.Purpose;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.writeback.FreshAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Renews tokens a few minutes before they die, one caller at a time over all instances: platforms that rotate refresh
 * tokens take a second use for theft and revoke them all (field-lesson 32).
 */
@Component
public class FreshTokens implements FreshAccess {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration LONGEST_RENEWAL = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(500);
    private final JdbcConnectionDirectory directory;
    private final ConnectorRegistry connectors;
    private final ConnectionSecrets secrets;
    private final Leases leases;
    private final UnitOfWork unitOfWork;
    private final ObjectProvider<PlatformHttp> http;
    private final Clock clock;

    FreshTokens(
            JdbcConnectionDirectory directory,
            ConnectorRegistry connectors,
            ConnectionSecrets secrets,
            Leases leases,
            UnitOfWork unitOfWork,
            ObjectProvider<PlatformHttp> http,
            Clock clock) {
        this.directory = directory;
        this.connectors = connectors;
        this.secrets = secrets;
        this.leases = leases;
        this.unitOfWork = unitOfWork;
        this.http = http;
        this.clock = clock;
    }

    /** @throws ConnectorException.Throttled while somebody else renews the token */
    @Override
    public ConnectionAccess of(ConnectionId id) {
        KnownConnection known = find(id);
        Optional<TokenRefresh> refresh = connectors.find(known.platform()).flatMap(found -> found.tokenRefresh());
        if (refresh.isEmpty() || !isDue(refresh.get(), known.access())) {
            return known.access();
        }
        Lease lease = leases.take(known.tenant(), id, Purpose.TOKEN, LONGEST_RENEWAL)
                .orElseThrow(() -> new ConnectorException.Throttled("its token is being renewed", MOMENT));
        try (Lease mine = lease) {
            directory.forget(id); // somebody may have renewed it since we read it
            KnownConnection current = find(id);
            if (!isDue(refresh.get(), current.access())) {
                return current.access();
            }
            Map<String, String> renewed = refresh.get().refresh(current.access(), http.getObject());
            unitOfWork.execute(current.tenant(), () -> {
                secrets.replace(current.tenant(), id, renewed);
                directory.forget(id);
            });
            return find(id).access();
        }
    }

    private KnownConnection find(ConnectionId id) {
        return directory
                .find(id)
                .orElseThrow(() -> new ConnectorException.Refused("the connection was deleted meanwhile"));
    }

    private boolean isDue(TokenRefresh refresh, ConnectionAccess access) {
        return refresh.expiry(access)
                .filter(expiry -> expiry.isBefore(clock.instant().plus(EARLY)))
                .isPresent();
    }
}
