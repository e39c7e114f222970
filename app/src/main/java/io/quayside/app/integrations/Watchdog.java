package io.quayside.app.integrations;

import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.app.integrations.ConnectionWatch.Due;
import io.quayside.connectors.spi.Connector;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.poll.Watch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/** Gives every connection whose webhooks, orders or stock are to be looked at its turn. */
@Component
class Watchdog implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private final ConnectionWatch watch;
    private final WebhookPulse pulse;
    private final WatchWebhooks webhooks;
    private final CountOrders orders;
    private final ConnectionActivity activity;
    private final UnitOfWork unitOfWork;
    private final Connections connections;
    private final ConnectorRegistry connectors;
    private final ThreadPoolTaskExecutor watchers;
    private final IntegrationSettings settings;
    private final Set<Task> underWay = ConcurrentHashMap.newKeySet();

    Watchdog(
            ConnectionWatch watch,
            WebhookPulse pulse,
            WatchWebhooks webhooks,
            CountOrders orders,
            ConnectionActivity activity,
            UnitOfWork unitOfWork,
            Connections connections,
            ConnectorRegistry connectors,
            @Qualifier("watchers") ThreadPoolTaskExecutor watchers,
            IntegrationSettings settings) {
        this.watch = watch;
        this.pulse = pulse;
        this.webhooks = webhooks;
        this.orders = orders;
        this.activity = activity;
        this.unitOfWork = unitOfWork;
        this.connections = connections;
        this.connectors = connectors;
        this.watchers = watchers;
        this.settings = settings;
    }

    private record Task(boolean ofWebhooks, Due due) {}

    private interface Look {
        void at(TenantId tenant, Connection connection, Connector connector);
    }

    @Override
    public void startDue() {
        pulse.note();
        if (!settings.watchEvery().isZero()) {
            String[] platforms =
                    platforms(connector -> connector.webhookSubscriptions().isPresent());
            watch.dueToEnsure(platforms, settings.silence()).forEach(due -> start(new Task(true, due), webhooks::look));
        }
        if (!settings.countEvery().isZero()) {
            String[] platforms = platforms(connector -> connector.orderCensus().isPresent());
            watch.dueToCount(platforms).forEach(due -> start(new Task(false, due), orders::count));
        }
        noteStaleStock();
    }

    private String[] platforms(Predicate<Connector> can) {
        return connectors.all().stream()
                .filter(can)
                .map(connector -> connector.platform().name())
                .toArray(String[]::new);
    }

    private void start(Task task, Look look) {
        if (!underWay.add(task)) {
            return;
        }
        try {
            watchers.execute(() -> run(task, look));
        } catch (TaskRejectedException full) { // due again at the next look
            underWay.remove(task);
        }
    }

    private void run(Task task, Look look) {
        Due due = task.due();
        try {
            unitOfWork
                    .run(due.tenant(), () -> connections.find(due.tenant(), due.connection()))
                    .filter(Connection::isActive)
                    .ifPresent(connection -> connectors
                            .find(connection.platform())
                            .ifPresent(connector -> look.at(due.tenant(), connection, connector)));
        } catch (RuntimeException failed) { // still due; the others go on
            LOG.warn("looking after connection {} failed", due.connection(), failed);
        } finally {
            underWay.remove(task);
        }
    }

    /** Stock that stops silently while all logs are green is what merchants fear most (field-lesson 27). */
    private void noteStaleStock() {
        List<ConnectionWatch.Stale> changed = watch.staleStock(settings.stockAlarm());
        for (ConnectionWatch.Stale stale : changed) {
            if (!watch.noteStale(stale)) {
                continue;
            }
            if (stale.before() == 0) {
                activity.record(
                        stale.tenant(),
                        stale.connection(),
                        Kind.STOCK,
                        "The channel has not confirmed the stock of %d SKUs for more than %d minutes; see the connection's stock list."
                                .formatted(stale.now(), settings.stockAlarm().toMinutes()));
            } else if (stale.now() == 0) {
                activity.record(
                        stale.tenant(), stale.connection(), Kind.STOCK, "The channel has confirmed all stock again.");
            }
        }
    }
}
