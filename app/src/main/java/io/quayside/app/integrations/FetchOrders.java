package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Secrets;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SyncCursor;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Fetches what changed on a platform and hands it to the pipeline as if it had been delivered: whatever a webhook told
 * already changes nothing. One fetch at a time for each connection; the cursor moves when all pages are queued.
 */
@Component
public class FetchOrders {
    private static final Logger LOG = LoggerFactory.getLogger(FetchOrders.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int PATIENCE = 20;
    private final ObjectProvider<PlatformHttp> http;
    private final ObjectProvider<Ingress> ingress;
    private final JdbcConnectionDirectory directory;
    private final ConnectionHealth health;
    private final SyncJobs jobs;
    private final ThreadPoolTaskExecutor fetchers;
    private final IntegrationSettings settings;
    private final Ids ids;
    private final Clock clock;
    private final Map<ConnectionId, UUID> running = new ConcurrentHashMap<>();

    FetchOrders(
            ObjectProvider<PlatformHttp> http,
            ObjectProvider<Ingress> ingress,
            JdbcConnectionDirectory directory,
            ConnectionHealth health,
            SyncJobs jobs,
            @Qualifier("fetchers") ThreadPoolTaskExecutor fetchers,
            IntegrationSettings settings,
            Ids ids,
            Clock clock) {
        this.http = http;
        this.ingress = ingress;
        this.directory = directory;
        this.health = health;
        this.jobs = jobs;
        this.fetchers = fetchers;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Starts a fetch in the background, or finds the one that runs.
     *
     * @return the id of its sync job
     * @throws ConnectorException.Unsupported when the platform has no orders to fetch
     */
    public UUID start(TenantId tenant, Connection connection, Connector connector) {
        OrderSource source = connector.orderSource().orElseThrow(() -> connector.cannot(Capability.FETCH_ORDERS));
        UUID id = ids.next();
        UUID earlier = running.putIfAbsent(connection.id(), id);
        if (earlier != null) {
            return earlier;
        }
        SyncJob job = SyncJob.start(id, connection.id(), SyncJob.Kind.POLL, "", clock.instant());
        try {
            jobs.endAbandoned(tenant, connection.id(), clock.instant());
            jobs.save(tenant, job);
            fetchers.execute(() -> run(tenant, connection, source, job));
        } catch (TaskRejectedException full) {
            running.remove(connection.id());
            jobs.save(tenant, job.fail("Too many fetches wait already: try again later.", clock.instant()));
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "busy",
                    "Too busy to take this now",
                    "too many fetches wait already: try again later",
                    List.of());
        }
        return id;
    }

    private void run(TenantId tenant, Connection connection, OrderSource source, SyncJob started) {
        Progress progress = new Progress(started);
        try {
            fetch(tenant, connection, source, progress);
            jobs.save(tenant, progress.job.finish(clock.instant()));
            jobs.save(tenant, new SyncCursor(connection.id(), started.startedAt()));
        } catch (ConnectorException.MerchantMustAct refused) {
            jobs.save(tenant, progress.job.fail(messageOf(refused), clock.instant()));
            health.broken(tenant, connection.id(), messageOf(refused));
        } catch (ConnectorException | Ingress.IngressUnavailable failure) {
            jobs.save(tenant, progress.job.fail(messageOf(failure), clock.instant()));
        } catch (RuntimeException bug) {
            LOG.error("fetching {} failed", connection.id(), bug);
            jobs.save(tenant, progress.job.fail("Something broke on our side; the log has more.", clock.instant()));
            throw bug;
        } finally {
            running.remove(connection.id());
        }
    }

    private void fetch(TenantId tenant, Connection connection, OrderSource source, Progress progress) {
        Instant since = jobs.cursor(tenant, connection.id())
                .map(cursor -> cursor.startWithOverlap(settings.overlap()))
                .orElse(progress.job.startedAt().minus(settings.firstImport()));
        Optional<String> cursor = Optional.empty();
        do {
            OrderSource.Page page = patiently(since, cursor, connection.id(), source);
            for (OrderSource.FetchedOrder order : page.payloads()) {
                ingress.getObject().accept(delivery(tenant, connection, order));
            }
            int count = page.payloads().size();
            progress.job = progress.job.counted(count, count, 0);
            jobs.save(tenant, progress.job);
            cursor = page.nextCursor();
        } while (cursor.isPresent());
    }

    /** Waits as long as the platform asks: this thread has nothing else to do, and no transaction is open. */
    private OrderSource.Page patiently(
            Instant since, Optional<String> cursor, ConnectionId connection, OrderSource source) {
        for (int attempt = 1; ; attempt++) {
            try {
                return source.changedSince(since, cursor, access(connection), http.getObject());
            } catch (ConnectorException.Throttled throttled) {
                if (attempt == PATIENCE || throttled.waitFor().compareTo(LONGEST_WAIT) > 0) {
                    throw throttled;
                }
                pause(throttled.waitFor());
            }
        }
    }

    private ConnectionAccess access(ConnectionId connection) {
        return directory
                .find(connection)
                .orElseThrow(() -> new ConnectorException.Refused("the connection was deleted meanwhile"))
                .access();
    }

    private ReceivedDelivery delivery(TenantId tenant, Connection connection, OrderSource.FetchedOrder order) {
        String id = "fetch/%s/%s".formatted(order.externalId(), order.version());
        return new ReceivedDelivery(
                tenant,
                connection.id(),
                connection.platform(),
                id.length() <= 200 ? id : "fetch/" + HexFormat.of().formatHex(Secrets.sha256(id)),
                "",
                order.externalId(),
                clock.instant(),
                order.payload());
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(Math.max(100, wait.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException.Temporary("the program is being stopped");
        }
    }

    private static String messageOf(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static final class Progress {
        private SyncJob job;

        Progress(SyncJob job) {
            this.job = job;
        }
    }
}
