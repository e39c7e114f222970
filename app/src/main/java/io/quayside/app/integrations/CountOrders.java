package io.quayside.app.integrations;

import io.quayside.app.integrations.Completeness.Hour;
import io.quayside.app.integrations.Completeness.Status;
import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.app.integrations.Leases.Lease;
import io.quayside.app.integrations.Leases.Purpose;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.writeback.OrderRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Counts the orders of a platform, hour by hour, against those that are here. What is missing is fetched, and the hour is
 * counted again until nothing is (field-lessons 11 and 14). One count at a time for each connection, over all instances.
 */
@Component
class CountOrders {
    private static final Logger LOG = LoggerFactory.getLogger(CountOrders.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration BEFORE_CONNECTING = Duration.ofDays(1);
    /** What is asked at once; a limit in the middle of it costs no more. */
    private static final int HOURS_AT_ONCE = 6;
    /** Repairs take a moment; what is missing after so many counts a person should see. */
    private static final int PATIENCE = 3;

    private final Completeness completeness;
    private final ConnectionWatch watch;
    private final ConnectionActivity activity;
    private final SyncJobs jobs;
    private final FreshTokens access;
    private final Leases leases;
    private final ObjectProvider<OrderRequests> requests;
    private final ObjectProvider<PlatformHttp> http;
    private final IntegrationSettings settings;
    private final Clock clock;

    CountOrders(
            Completeness completeness,
            ConnectionWatch watch,
            ConnectionActivity activity,
            SyncJobs jobs,
            FreshTokens access,
            Leases leases,
            ObjectProvider<OrderRequests> requests,
            ObjectProvider<PlatformHttp> http,
            IntegrationSettings settings,
            Clock clock) {
        this.completeness = completeness;
        this.watch = watch;
        this.activity = activity;
        this.jobs = jobs;
        this.access = access;
        this.leases = leases;
        this.requests = requests;
        this.http = http;
        this.settings = settings;
        this.clock = clock;
    }

    void count(TenantId tenant, Connection connection, Connector connector) {
        Optional<OrderCensus> census = connector.orderCensus();
        if (census.isEmpty()) {
            return;
        }
        Optional<Lease> lease = leases.take(tenant, connection.id(), Purpose.COUNT, LEASE);
        if (lease.isEmpty()) {
            return;
        }
        Instant next = clock.instant().plus(SOON);
        try (Lease mine = lease.get()) {
            if (jobs.standing(tenant, connection.id()).fetchedUntil().isPresent()) { // else the first import runs still
                boolean again = new Run(tenant, connection, census.get()).count(mine);
                next = clock.instant().plus(again ? shorter(SOON, settings.countEvery()) : settings.countEvery());
            }
        } catch (ConnectorException.Throttled throttled) {
            next = clock.instant().plus(throttled.waitFor());
        } catch (ConnectorException failed) { // polling meets the same trouble, and tells of it
            LOG.info("orders of connection {} could not be counted: {}", connection.id(), failed.getMessage());
        }
        watch.countAgain(tenant, connection.id(), next);
    }

    private final class Run {
        private final TenantId tenant;
        private final Connection connection;
        private final OrderCensus census;
        private final Instant until;
        /** Whether something is missing that may be here in a moment. */
        private boolean missing;

        Run(TenantId tenant, Connection connection, OrderCensus census) {
            this.tenant = tenant;
            this.connection = connection;
            this.census = census;
            this.until = clock.instant().minus(longer(settings.countSettle(), census.shownAfter()));
        }

        /** @return whether to count again soon */
        boolean count(Lease lease) {
            Instant first = first();
            Map<Instant, Hour> known = completeness.since(tenant, connection.id(), first);
            List<Instant> together = new ArrayList<>();
            for (Instant hour = first; hour.isBefore(until); hour = hour.plus(1, ChronoUnit.HOURS)) {
                Hour before = known.get(hour);
                boolean done = before != null && before.status() == Status.COMPLETE;
                if (!done) {
                    together.add(hour);
                }
                boolean full = together.size() == HOURS_AT_ONCE;
                boolean last = !hour.plus(1, ChronoUnit.HOURS).isBefore(until);
                if (!together.isEmpty() && (done || full || last)) {
                    count(together, known);
                    together.clear();
                    if (!lease.extend(LEASE)) {
                        throw new ConnectorException.Temporary("another instance took the count over");
                    }
                }
            }
            return missing;
        }

        /**
         * Some hours back, as platforms let orders appear late; after a longer pause from where it was interrupted, and as
         * long as something is missing from there. Never from before the orders that were imported at first.
         */
        private Instant first() {
            Instant usual = until.minus(settings.countBack());
            Instant reached = completeness.reached(tenant, connection.id()).orElse(usual);
            Instant earliest = later(
                    until.minus(settings.firstImport()), connection.createdAt().minus(BEFORE_CONNECTING));
            return later(reached.isBefore(usual) ? reached : usual, earliest).truncatedTo(ChronoUnit.HOURS);
        }

        private void count(List<Instant> hours, Map<Instant, Hour> known) {
            Instant from = hours.get(0);
            Instant end = hours.get(hours.size() - 1).plus(1, ChronoUnit.HOURS);
            Map<Instant, Set<String>> seen = seen(from, end.isBefore(until) ? end : until);
            for (Instant hour : hours) {
                Hour counted = counted(hour, seen.getOrDefault(hour, Set.of()), known.get(hour));
                completeness.save(tenant, connection.id(), counted);
                tell(counted);
            }
        }

        private Map<Instant, Set<String>> seen(Instant from, Instant end) {
            Map<Instant, Set<String>> seen = new HashMap<>();
            Optional<String> cursor = Optional.empty();
            do {
                OrderCensus.Page page =
                        census.placedBetween(from, end, cursor, access.of(connection.id()), http.getObject());
                for (OrderCensus.Seen order : page.orders()) {
                    Instant at = order.placedAt();
                    if (!at.isBefore(from) && at.isBefore(end)) { // some platforms filter by the whole second
                        seen.computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), hour -> new HashSet<>())
                                .add(order.externalId());
                    }
                }
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            return seen;
        }

        private Hour counted(Instant hour, Set<String> seen, @Nullable Hour before) {
            Set<String> held = completeness.held(tenant, connection.id(), seen);
            Set<String> open = new HashSet<>(seen);
            open.removeAll(held);
            Set<String> explained = completeness.explained(tenant, connection.id(), open);
            open.removeAll(explained);
            int checks = before == null ? 1 : before.checks() + 1;
            if (!open.isEmpty()) {
                missing |= checks <= PATIENCE;
                requests.getObject().fetch(tenant, connection.id(), List.copyOf(open));
            }
            Instant now = clock.instant();
            boolean over = !hour.plus(1, ChronoUnit.HOURS).isAfter(until);
            int repaired = before == null
                    ? 0
                    : before.repaired()
                            + (int) before.missing().stream()
                                    .filter(held::contains)
                                    .count();
            return new Hour(
                    hour,
                    seen.size(),
                    held.size(),
                    explained.size(),
                    open.stream().sorted().toList(),
                    repaired,
                    checks,
                    now,
                    !open.isEmpty() ? Status.MISSING : over ? Status.COMPLETE : Status.RUNNING);
        }

        private void tell(Hour hour) {
            if (hour.status() == Status.MISSING && hour.checks() == PATIENCE) {
                activity.record(
                        tenant,
                        connection.id(),
                        Kind.COMPLETENESS,
                        "%d of %d orders of the hour from %s are not here although they were asked for: %s"
                                .formatted(
                                        hour.missing().size(),
                                        hour.seen(),
                                        hour.hour(),
                                        String.join(
                                                ", ",
                                                hour.missing().stream()
                                                        .limit(20)
                                                        .toList())));
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
