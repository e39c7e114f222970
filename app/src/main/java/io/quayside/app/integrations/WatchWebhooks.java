package io.quayside.app.integrations;

import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.app.integrations.ConnectionWatch.Standing;
import io.quayside.app.integrations.Leases.Lease;
import io.quayside.app.integrations.Leases.Purpose;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a connection's webhooks stay in place: platforms switch off or remove what failed too often, and say
 * nothing (field-lessons 7 and 8). What was missing is made again, and what changed since the last webhook is fetched.
 * One look at a time for each connection, over all instances.
 */
@Component
class WatchWebhooks {
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMinutes(1);
    private final ConnectionWatch watch;
    private final ConnectionActivity activity;
    private final ConnectionSecrets secrets;
    private final JdbcConnectionDirectory directory;
    private final FreshTokens access;
    private final JdbcChannelAccounts accounts;
    private final Leases leases;
    private final UnitOfWork unitOfWork;
    private final ObjectProvider<PlatformHttp> http;
    private final PublicUrl publicUrl;
    private final IntegrationSettings settings;
    private final Clock clock;

    WatchWebhooks(
            ConnectionWatch watch,
            ConnectionActivity activity,
            ConnectionSecrets secrets,
            JdbcConnectionDirectory directory,
            FreshTokens access,
            JdbcChannelAccounts accounts,
            Leases leases,
            UnitOfWork unitOfWork,
            ObjectProvider<PlatformHttp> http,
            PublicUrl publicUrl,
            IntegrationSettings settings,
            Clock clock) {
        this.watch = watch;
        this.activity = activity;
        this.secrets = secrets;
        this.directory = directory;
        this.access = access;
        this.accounts = accounts;
        this.leases = leases;
        this.unitOfWork = unitOfWork;
        this.http = http;
        this.publicUrl = publicUrl;
        this.settings = settings;
        this.clock = clock;
    }

    /** A connection without webhooks still works, only slower: so this never breaks it, and the merchant reads why. */
    void look(TenantId tenant, Connection connection, Connector connector) {
        Optional<WebhookSubscriptions> webhooks = connector.webhookSubscriptions();
        if (webhooks.isEmpty()) {
            return;
        }
        Optional<Lease> lease = leases.take(tenant, connection.id(), Purpose.WATCH, LONGEST_LOOK);
        if (lease.isEmpty()) {
            return;
        }
        try (Lease mine = lease.get()) {
            Standing before = watch.of(tenant, connection.id());
            List<String> mended = webhooks.get()
                    .ensure(
                            withSecrets(tenant, connection.id(), webhooks.get()),
                            publicUrl.webhook(connection.platform(), connection.id()),
                            http.getObject());
            watch.ensured(tenant, connection.id(), clock.instant(), next());
            tell(tenant, connection.id(), before, mended);
            if (!mended.isEmpty() && webhooks.get().isOfAccount()) {
                tellOthers(connection, connector, mended);
            }
        } catch (ConnectorException.Throttled throttled) {
            watch.notEnsured(tenant, connection.id(), "", clock.instant().plus(throttled.waitFor()));
        } catch (ConnectorException.Temporary failed) {
            watch.notEnsured(tenant, connection.id(), "", clock.instant().plus(SOON));
        } catch (ConnectorException refused) {
            refused(tenant, connection.id(), String.valueOf(refused.getMessage()));
        }
        watch.tellAgain(tenant, connection.id(), settings.stockRefresh());
    }

    /** With what the hub must draw before it can register webhooks; a merchant who typed credentials did not. */
    private ConnectionAccess withSecrets(TenantId tenant, ConnectionId id, WebhookSubscriptions webhooks) {
        ConnectionAccess own = access.of(id);
        Map<String, String> missing = webhooks.missingSecrets(own);
        if (missing.isEmpty()) {
            return own;
        }
        unitOfWork.execute(tenant, () -> {
            Map<String, String> all = new HashMap<>(secrets.read(tenant, id));
            missing.forEach(all::putIfAbsent);
            secrets.replace(tenant, id, all);
            directory.forget(id);
        });
        return access.of(id);
    }

    /** Connections of the same account have missed the same, and will find everything in place. */
    private void tellOthers(Connection mender, Connector connector, List<String> mended) {
        Optional<String> account = directory.find(mender.id()).flatMap(known -> connector.account(known.access()));
        for (ConnectionId id :
                account.map(name -> accounts.of(connector.platform(), name)).orElse(List.of())) {
            if (!id.equals(mender.id())) {
                directory.find(id).ifPresent(known -> {
                    Standing before = watch.of(known.tenant(), id);
                    if (before.ensuredAt().isPresent()) {
                        tell(known.tenant(), id, before, mended);
                    }
                });
            }
        }
    }

    private void tell(TenantId tenant, ConnectionId id, Standing before, List<String> mended) {
        if (mended.isEmpty()) {
            if (before.missed() > 0) {
                activity.record(
                        tenant,
                        id,
                        Kind.WEBHOOKS,
                        "%d orders came by fetching that no webhook had told, although all are registered: look at what the platform says of them."
                                .formatted(before.missed()));
            }
            return;
        }
        if (before.ensuredAt().isEmpty()) {
            activity.record(tenant, id, Kind.WEBHOOKS, "Webhooks are registered.");
            return;
        }
        Instant since = before.lastWebhookAt().or(before::ensuredAt).orElseThrow();
        watch.recover(tenant, id, since.minus(settings.overlap()));
        activity.record(
                tenant,
                id,
                Kind.WEBHOOKS,
                "Webhooks had been removed or switched off and are in place again: %s. What changed since %s is fetched."
                        .formatted(String.join(", ", mended), since.truncatedTo(ChronoUnit.SECONDS)));
    }

    private void refused(TenantId tenant, ConnectionId id, String why) {
        boolean isNews = !watch.of(tenant, id).problem().equals(why);
        watch.notEnsured(tenant, id, why, next());
        if (isNews) {
            activity.record(
                    tenant,
                    id,
                    Kind.WEBHOOKS,
                    "Webhooks could not be registered, orders come by fetching only: " + why);
        }
    }

    /** ±20 %, so that connections that were made together are not looked at together for ever. */
    private Instant next() {
        Duration every = settings.watchEvery().isZero() ? Duration.ofMinutes(15) : settings.watchEvery();
        double spread = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        return clock.instant().plusMillis((long) (every.toMillis() * spread));
    }
}
