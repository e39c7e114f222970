package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.app.integrations.Leases.Lease;
import io.quayside.app.integrations.SyncJobs.Resume;
import io.quayside.app.integrations.SyncJobs.Standing;
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
import io.quayside.domain.orders.FilterSettings;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.OrderRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * already changes nothing. One fetch at a time for each connection, over all instances. Each page is durably queued
 * before the next is asked for, and a fetch that is interrupted, by a limit or by a stop, goes on at its next page.
 */
@Component
public class FetchOrders {
    private static final Logger LOG = LoggerFactory.getLogger(FetchOrders.class);
    /** A longer wait is not sat out on a thread that others need. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(3);

    private static final Duration WITHOUT_WEBHOOKS = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private final ObjectProvider<PlatformHttp> http;
    private final ObjectProvider<Ingress> ingress;
    private final ObjectProvider<OrderRequests> requests;
    private final FreshTokens access;
    private final ConnectionHealth health;
    private final SyncJobs jobs;
    private final Leases leases;
    private final ConnectionWatch watch;
    private final ConnectionActivity activity;
    private final ThreadPoolTaskExecutor fetchers;
    private final IntegrationSettings settings;
    private final Ids ids;
    private final Clock clock;
    private final Map<ConnectionId, UUID> running = new ConcurrentHashMap<>();

    FetchOrders(
            ObjectProvider<PlatformHttp> http,
            ObjectProvider<Ingress> ingress,
            ObjectProvider<OrderRequests> requests,
            FreshTokens access,
            ConnectionHealth health,
            SyncJobs jobs,
            Leases leases,
            ConnectionWatch watch,
            ConnectionActivity activity,
            @Qualifier("fetchers") ThreadPoolTaskExecutor fetchers,
            IntegrationSettings settings,
            Ids ids,
            Clock clock) {
        this.http = http;
        this.ingress = ingress;
        this.requests = requests;
        this.access = access;
        this.health = health;
        this.jobs = jobs;
        this.leases = leases;
        this.watch = watch;
        this.activity = activity;
        this.fetchers = fetchers;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Starts a fetch in the background, or finds the one that runs. The first of a connection looks back as far as the
     * installation's settings say.
     *
     * @return the id of its sync job
     * @throws ConnectorException.Unsupported when the platform has no orders to fetch
     */
    public UUID start(TenantId tenant, Connection connection, Connector connector) {
        UUID earlier = running.get(connection.id());
        if (earlier != null) {
            return earlier;
        }
        Run run = run(tenant, connection, connector);
        UUID job = run.job.id();
        earlier = running.putIfAbsent(connection.id(), job);
        if (earlier != null) {
            return earlier;
        }
        try {
            run.begin();
            fetchers.execute(run);
        } catch (TaskRejectedException full) {
            running.remove(connection.id());
            jobs.save(tenant, run.job.fail("Too many fetches wait already: try again later.", clock.instant()));
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "busy",
                    "Too busy to take this now",
                    "too many fetches wait already: try again later",
                    List.of());
        }
        return job;
    }

    /** As {@link #start}, but leaves no trace when it finds nothing; for fetches that nobody asked for. */
    void poll(TenantId tenant, Connection connection, Connector connector) {
        if (running.containsKey(connection.id())) {
            return;
        }
        Run run = run(tenant, connection, connector);
        if (running.putIfAbsent(connection.id(), run.job.id()) != null) {
            return;
        }
        try {
            if (run.isVisibleFromTheStart()) {
                run.begin();
            }
            fetchers.execute(run);
        } catch (TaskRejectedException full) { // due again at the next look
            running.remove(connection.id());
        }
    }

    private Run run(TenantId tenant, Connection connection, Connector connector) {
        return new Run(tenant, connection, connector, jobs.standing(tenant, connection.id()));
    }

    /** Where no webhook hurries ahead, the poll is all there is. */
    private Duration pollEvery(Connector connector) {
        Duration every = settings.pollEvery();
        return connector.webhooks().isPresent() || every.compareTo(WITHOUT_WEBHOOKS) < 0 ? every : WITHOUT_WEBHOOKS;
    }

    /** One fetch, or the rest of one. */
    private final class Run implements Runnable {
        private final TenantId tenant;
        private final Connection connection;
        private final OrderSource source;
        private final Duration pollEvery;
        /** Whether webhooks should have told what is found. */
        private final boolean told;

        private final Standing standing;
        /** Since when webhooks were out, where this fetch makes up for it. */
        private final Optional<Instant> outage;

        private final Instant startedAt;
        private final Instant since;
        private Optional<String> cursor;
        private SyncJob job;
        private boolean visible;
        private int untold;
        private boolean renewed;
        private Instant askedAt;

        Run(TenantId tenant, Connection connection, Connector connector, Standing standing) {
            this.tenant = tenant;
            this.connection = connection;
            this.source = connector.orderSource().orElseThrow(() -> connector.cannot(Capability.FETCH_ORDERS));
            this.pollEvery = pollEvery(connector);
            this.told = connector.webhookSubscriptions().isPresent()
                    && standing.fetchedUntil().isPresent();
            this.standing = standing;
            Instant now = clock.instant();
            this.askedAt = now;
            Optional<Resume> resume = standing.resume();
            this.startedAt = resume.map(Resume::startedAt).orElse(now);
            this.outage = standing.fetchedUntil().isPresent() && resume.isEmpty()
                    ? watch.toRecover(tenant, connection.id())
                    : Optional.empty();
            this.since = resume.map(Resume::since)
                    .orElseGet(() -> earlier(
                            standing.fetchedUntil()
                                    .map(until ->
                                            new SyncCursor(connection.id(), until).startWithOverlap(settings.overlap()))
                                    .orElseGet(() -> firstFetch(connection, now)),
                            outage));
            this.cursor = resume.map(Resume::cursor);
            SyncJob.Kind kind =
                    standing.fetchedUntil().isEmpty() || outage.isPresent() ? SyncJob.Kind.BACKFILL : SyncJob.Kind.POLL;
            this.job = resume.flatMap(rest -> jobs.find(tenant, rest.job()))
                    .map(SyncJob::goOn)
                    .orElseGet(() -> SyncJob.start(ids.next(), connection.id(), kind, "", now));
        }

        private static Instant earlier(Instant since, Optional<Instant> outage) {
            return outage.filter(since::isAfter).orElse(since);
        }

        boolean isVisibleFromTheStart() {
            return job.kind() == SyncJob.Kind.BACKFILL || standing.resume().isPresent();
        }

        void begin() {
            visible = true;
            jobs.save(tenant, job);
        }

        @Override
        public void run() {
            Optional<Lease> lease = Optional.empty();
            try {
                lease = leases.take(tenant, connection.id(), Leases.Purpose.FETCH, LEASE);
                if (lease.isEmpty()) {
                    if (standing.resume().isPresent()) {
                        return; // whoever holds it may have died: it goes on when the lease has ended
                    }
                    end(job.fail("Another instance fetches this connection already.", clock.instant()));
                    return;
                }
                fetch(lease.get());
                jobs.done(tenant, connection.id(), startedAt, clock.instant().plus(pollEvery));
                end(job.finish(clock.instant()));
                tellOfOutage();
            } catch (ConnectorException.Throttled throttled) {
                jobs.interrupted(
                        tenant, connection.id(), resume(), clock.instant().plus(throttled.waitFor()), 0);
                end(job.pause("Waits for the platform's limit, then goes on."));
            } catch (ConnectorException.MerchantMustAct refused) {
                failed(messageOf(refused), resume());
                health.broken(tenant, connection.id(), messageOf(refused));
            } catch (ConnectorException.Refused refused) { // perhaps the page's mark is too old: from the start, then
                failed(messageOf(refused), Optional.empty());
            } catch (ConnectorException | Ingress.IngressUnavailable failure) {
                failed(messageOf(failure), resume());
            } catch (RuntimeException bug) {
                LOG.error("fetching {} failed", connection.id(), bug);
                failed("Something broke on our side; the log has more.", resume());
            } finally {
                lease.ifPresent(Lease::close);
                running.remove(connection.id());
            }
        }

        private void tellOfOutage() {
            outage.ifPresent(since -> {
                activity.record(
                        tenant,
                        connection.id(),
                        Kind.SYNC,
                        "What webhooks missed since %s is fetched: %d states of orders were new, %d orders were not known at all."
                                .formatted(since.truncatedTo(ChronoUnit.SECONDS), job.read(), untold));
                watch.recovered(tenant, connection.id(), since);
            });
            if (told && untold > 0 && outage.isEmpty()) {
                watch.missed(tenant, connection.id(), untold);
            }
        }

        private void fetch(Lease lease) {
            do {
                OrderSource.Page page = patiently();
                int count = handOver(page.orders());
                job = job.counted(count, count, 0);
                visible |= count > 0;
                cursor = page.nextCursor();
                if (visible) {
                    jobs.save(tenant, job);
                }
                if (cursor.isPresent()) {
                    jobs.interrupted(tenant, connection.id(), resume(), clock.instant(), 0);
                    if (!lease.extend(LEASE)) {
                        throw new ConnectorException.Temporary("another instance took the fetch over");
                    }
                }
            } while (cursor.isPresent());
        }

        /**
         * What is new of a page: whole orders are queued, the others are fetched one by one.
         *
         * @return how many were new
         */
        private int handOver(List<OrderSource.FetchedOrder> orders) {
            Map<String, OrderSource.FetchedOrder> byDelivery = new LinkedHashMap<>();
            orders.forEach(order -> byDelivery.put(ReceivedDelivery.idOfFetched(order), order));
            byDelivery.keySet().removeAll(jobs.knownDeliveries(tenant, connection.id(), byDelivery.keySet()));
            if (told && !byDelivery.isEmpty()) {
                untold += watch.unknownOrders(
                                tenant,
                                connection.id(),
                                byDelivery.values().stream()
                                        .map(OrderSource.FetchedOrder::externalId)
                                        .toList())
                        .size();
            }
            List<String> toFetch = new ArrayList<>();
            for (OrderSource.FetchedOrder order : byDelivery.values()) {
                if (order.isWhole()) {
                    ingress.getObject()
                            .accept(ReceivedDelivery.fetched(
                                    tenant, connection.id(), connection.platform(), order, askedAt));
                } else {
                    toFetch.add(order.externalId());
                }
            }
            if (!toFetch.isEmpty()) {
                requests.getObject().fetch(tenant, connection.id(), toFetch);
            }
            return byDelivery.size();
        }

        /** No transaction is open meanwhile. */
        private OrderSource.Page patiently() {
            while (true) {
                ConnectionAccess own = access.of(connection.id());
                try {
                    askedAt = clock.instant();
                    return source.changedSince(since, cursor, own, http.getObject());
                } catch (ConnectorException.MerchantMustAct refused) {
                    if (renewed || !access.renew(own)) {
                        throw refused;
                    }
                    renewed = true;
                } catch (ConnectorException.Throttled throttled) {
                    if (throttled.waitFor().compareTo(SHORT_WAIT) > 0) {
                        throw throttled;
                    }
                    pause(throttled.waitFor());
                }
            }
        }

        private Optional<Resume> resume() {
            return cursor.map(mark -> new Resume(job.id(), since, startedAt, mark));
        }

        private void failed(String why, Optional<Resume> resume) {
            int failures = standing.failures() + 1;
            Duration wait = pollEvery.multipliedBy(1L << Math.min(failures, 8));
            jobs.interrupted(
                    tenant,
                    connection.id(),
                    resume,
                    clock.instant().plus(wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE),
                    failures);
            visible |= failures == 1; // one entry for a row of failed polls
            end(job.fail(why, clock.instant()));
        }

        private void end(SyncJob ended) {
            if (visible) {
                jobs.save(tenant, ended);
            }
        }
    }

    /** As far back as its owner wants to see orders; what was placed before is not even asked for. */
    private Instant firstFetch(Connection connection, Instant now) {
        Instant firstOrder = FilterSettings.of(connection.settings()).firstOrder();
        if (firstOrder == null) {
            return now.minus(settings.firstImport());
        }
        return firstOrder.isBefore(now) ? firstOrder : now;
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
}
