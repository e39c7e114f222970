package io.quayside.app.integrations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
    /** A token that is refused although it is new is no matter of its age: the connection is broken. */
    private final Cache<ConnectionId, Boolean> renewedLately =
            Caffeine.newBuilder().expireAfterWrite(EARLY).maximumSize(100_000).build();

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
        try (Lease mine = lease(known)) {
            directory.forget(id); // somebody may have renewed it since we read it
            KnownConnection current = find(id);
            return isDue(refresh.get(), current.access()) ? renewed(refresh.get(), current) : current.access();
        }
    }

    /** @throws ConnectorException.Throttled while somebody else renews the token */
    @Override
    public boolean renew(ConnectionAccess refused) {
        KnownConnection known = find(refused.id());
        Optional<TokenRefresh> refresh = connectors
                .find(known.platform())
                .flatMap(found -> found.tokenRefresh())
                .filter(found -> found.expiry(refused).isPresent());
        if (refresh.isEmpty()) {
            return false;
        }
        try (Lease mine = lease(known)) {
            directory.forget(refused.id());
            KnownConnection current = find(refused.id());
            if (!current.access().credentials().equals(refused.credentials())) {
                return true;
            }
            if (renewedLately.getIfPresent(refused.id()) != null) {
                return false;
            }
            renewed(refresh.get(), current);
            renewedLately.put(refused.id(), true);
            return true;
        }
    }

    private Lease lease(KnownConnection known) {
        return leases.take(known.tenant(), known.access().id(), Purpose.TOKEN, LONGEST_RENEWAL)
                .orElseThrow(() -> new ConnectorException.Throttled("its token is being renewed", MOMENT));
    }

    private ConnectionAccess renewed(TokenRefresh refresh, KnownConnection current) {
        ConnectionId id = current.access().id();
        Map<String, String> tokens = refresh.refresh(current.access(), http.getObject());
        unitOfWork.execute(current.tenant(), () -> {
            secrets.replace(current.tenant(), id, tokens);
            directory.forget(id);
        });
        return find(id).access();
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
